/// The order of a sorted search: what was asked for, then the score, then the id, so that no two documents are equal.
struct SortOrder: Sendable {
    enum Source: Equatable, Sendable {
        /// Numbers, booleans and dates.
        case number(field: Int)
        case keyword(field: Int)
        case score
        case id
        /// The order of several indexes, which may have documents of one id.
        case index
    }

    struct Key: Equatable, Sendable {
        let source: Source
        let isDescending: Bool
    }

    let keys: [Key]

    /// Nil where nothing was asked for.
    /// - Parameters:
    ///   - schema: the fields that there are.
    ///   - joinsIndexes: whether several indexes are searched as one.
    init?(_ asked: [SortKey], schema: Schema, joinsIndexes: Bool = false) throws(SearchError) {
        guard !asked.isEmpty else { return nil }
        var keys: [Key] = []
        for key in asked { keys.append(try Self.key(key, schema)) }
        if !keys.contains(where: { $0.source == .score }) { keys.append(Key(source: .score, isDescending: true)) }
        if !keys.contains(where: { $0.source == .id }) { keys.append(Key(source: .id, isDescending: false)) }
        if joinsIndexes { keys.append(Key(source: .index, isDescending: false)) }
        self.keys = keys
    }

    private static func key(_ key: SortKey, _ schema: Schema) throws(SearchError) -> Key {
        guard let field = schema.number(of: key.name) else {
            switch key.name {
            case "score": return Key(source: .score, isDescending: key.isDescending ?? true)
            case "id": return Key(source: .id, isDescending: key.isDescending ?? false)
            default: throw .option(name: "sort", text: "there is no field “\(key.name)”")
            }
        }
        let isDescending = key.isDescending ?? false
        switch schema.fields[field].type {
        case .keyword: return Key(source: .keyword(field: field), isDescending: isDescending)
        case .number, .boolean, .date: return Key(source: .number(field: field), isDescending: isDescending)
        case .text:
            throw .option(
                name: "sort",
                text:
                    "“\(key.name)” is a text field, which has no order; keyword, number, boolean and date fields, score and id have"
            )
        }
    }

    /// Tells cursors of this order from those of others.
    var fingerprint: UInt32 {
        RankingStatistics.hash("\(keys.map { "\($0.source) \($0.isDescending)" })".utf8)
    }
}

/// Where in a text the parts of its query stand that an index may have something to say about: what is more than words, and what is
/// looked for in a field. Gathered while the text is read, because the tree itself knows no places.
struct QueryPlaces: Sendable {
    private var parts: [(query: Query, offset: Int)] = []
    /// The first of NEAR and its kin.
    private var near: Int?
    /// Every operand with its sign, field and weight, in the order of the text, where they are to be kept; else nil.
    private(set) var operands: [(query: Query, range: Range<Int>)]?
    /// Where groups stand, with their parentheses and what belongs to them, if operands are kept.
    private(set) var groups: [Range<Int>] = []

    /// - Parameter keepsOperands: whether the places of all operands are kept, which the reading of most queries does without.
    init(keepsOperands: Bool = false) { operands = keepsOperands ? [] : nil }

    /// Notes an operand that is no group.
    mutating func add(operand query: Query, in range: Range<Int>) { operands?.append((query, range)) }

    /// Notes a group.
    mutating func add(groupIn range: Range<Int>) { if operands != nil { groups.append(range) } }

    /// Puts the operands of another tree in the place of those that were read.
    mutating func replaceOperands(_ operands: [(query: Query, range: Range<Int>)]) { self.operands = operands }

    /// Notes an operand; a regular expression is noted twice, first at its slash.
    /// - Parameter isValue: whether it is looked for in a field or a group, or weighted: then words too.
    mutating func add(_ query: Query, at offset: Int, isValue: Bool) {
        if isValue ? query.isOperand : query.isPattern { parts.append((query, offset)) }
    }

    mutating func addNear(at offset: Int) { near = near ?? offset }

    /// The byte at which the first such part begins, or the first one of its own that was noted; 0 where none was. O(parts).
    func offset(of query: Query) -> Int { noted(query) ?? 0 }

    private func noted(_ query: Query) -> Int? {
        switch query {
        case .near: near
        case .weighted(let query, _), .field(_, let query): noted(query)
        case .boolean(let clauses): clauses.lazy.compactMap { noted($0.query) }.min()
        default: parts.first { $0.query == query }?.offset
        }
    }
}

extension Query {
    /// Whether it is an operand that stands for itself, without others in it.
    fileprivate var isOperand: Bool {
        switch self {
        case .word, .phrase: true
        default: isPattern
        }
    }

    /// Whether it is more than words.
    fileprivate var isPattern: Bool {
        switch self {
        case .everything, .prefix, .wildcard, .regularExpression, .fuzzy, .range, .exists, .wholeValue, .like: true
        case .phrase(let phrase): phrase.slop > 0 || phrase.elements.contains { if case .text = $0 { false } else { true } }
        case .nothing, .word, .boolean, .field, .weighted, .near: false
        }
    }
}

/// One thing that hits are ordered by, the first of several deciding.
///
/// A field of keywords, numbers, booleans or dates, the score, or the id. Of several values of a field the least one counts in rising
/// order, the greatest in falling order. Documents without the field come last either way.
public struct SortKey: Equatable, Sendable {
    /// A field's name; else `score` or `id`, where no field is called that.
    public var name: String
    /// Whether the greatest comes first; nil for what is usual: falling scores, all else rising.
    public var isDescending: Bool?

    /// A field's name, `score` or `id`.
    public init(_ name: String, descending: Bool? = nil) {
        self.name = name
        isDescending = descending
    }

    /// The best first.
    public static let score = SortKey("score")
    /// Bytewise.
    public static let id = SortKey("id")

    /// Reads `year:desc,title` as the command line and the protocol have it: names with `:asc` or `:desc` behind them, commas between.
    public static func keys(_ text: String) throws(SearchError) -> [SortKey] {
        var keys: [SortKey] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let isDescending: Bool? = part.hasSuffix(":desc") ? true : part.hasSuffix(":asc") ? false : nil
            let name = isDescending == nil ? part : part.prefix(upTo: part.lastIndex(of: ":") ?? part.endIndex)
            guard !name.isEmpty else { throw .option(name: "sort", text: "a field is missing in “\(text)”") }
            keys.append(SortKey(String(name), descending: isDescending))
        }
        return keys
    }
}

/// Something in a query that could not be read as written, and how it was read instead.
public struct QueryWarning: Equatable, Sendable {
    /// What it is about, in one word that programs can rely on: `quote`, `group`, `operator`, `empty`, `field`, `range`, `weight`,
    /// `distance` or `pattern`; a search adds its own.
    public var code: String
    /// Where: a byte offset into the UTF-8 of the query.
    public var offset: Int
    /// One sentence for a person.
    public var text: String

    /// A warning about a place in a query.
    public init(code: String, offset: Int, text: String) {
        self.code = code
        self.offset = offset
        self.text = text
    }
}

extension QueryWarning {
    /// In the order of the text; of one place, in the order in which they were found.
    static func inOrder(_ warnings: [QueryWarning]) -> [QueryWarning] {
        guard warnings.count > 1 else { return warnings }
        return warnings.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }.map(\.element)
    }
}

/// The warnings of one query while it is read; their number is bounded by the limit of clauses.
struct QueryWarnings {
    private(set) var all: [QueryWarning] = []
    let max: Int

    init(max: Int) { self.max = max }

    mutating func add(_ code: String, at offset: Int, _ text: String) throws(QueryLimits.Exceeded) {
        guard all.count < max else { throw QueryLimits.Exceeded(.clauses, max: max) }
        all.append(QueryWarning(code: code, offset: offset, text: text))
    }

    func inOrder() -> [QueryWarning] { QueryWarning.inOrder(all) }
}

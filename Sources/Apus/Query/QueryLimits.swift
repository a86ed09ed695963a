/// How large a query may be. A query past one of these limits is refused with an error that names it.
public struct QueryLimits: Equatable, Sendable {
    /// A limit's name in errors.
    public enum Name: String, Sendable {
        /// `QueryLimits.bytes`
        case query
        /// `QueryLimits.clauses`
        case clauses
        /// `QueryLimits.phraseWords`
        case phrase
        /// `QueryLimits.nesting`
        case nesting
        /// `QueryLimits.expansion`
        case expansion
    }

    /// A query went past a limit.
    public struct Exceeded: Error, Equatable, Sendable, CustomStringConvertible {
        /// Which one.
        public var name: Name
        /// What it allows.
        public var max: Int

        /// The error of a query past a limit.
        public init(_ name: Name, max: Int) {
            self.name = name
            self.max = max
        }

        /// One sentence that names the limit.
        public var description: String { "the query is past its limit: \(name.rawValue) is at most \(max)" }
    }

    /// Bytes of UTF-8.
    public var bytes = 256 << 10
    /// Words, phrases and other operands in the whole query.
    public var clauses = 1024
    /// Words of one phrase.
    public var phraseWords = 4096
    /// Groups within groups.
    public var nesting = 128
    /// Terms that a prefix, a wildcard, a regular expression or a fuzzy word may stand for.
    public var expansion = 16384

    /// The limits that apply where nothing else is said.
    public init() {}

    /// A larger weight is read as this one.
    static let weight = 1_000_000.0
    /// A larger distance of slop or NEAR is read as this one; no two words of a value are further apart.
    static let distance = 1 << 30
}

/// Reads the query language: any text is a query. What cannot be read as written is read the nearest way, with a warning.
///
/// The language is described in `docs/QUERY.md`. O(length of the text); a value that can be used again and from any thread
/// from which `fieldNames` may be called.
public struct QueryParser {
    /// How words side by side combine: documents with any of them, or with all.
    public enum Matching: Sendable {
        /// `a b` means `a OR b`.
        case any
        /// `a b` means `+a +b`.
        case all
    }

    let isField: (String) -> Bool
    let matching: Matching
    let limits: QueryLimits
    /// Whether the places of all operands are kept (`QueryPlaces.operands`).
    var keepsOperands = false

    /// A parser for an index in which `fieldNames` is true for the names of its fields.
    public init(
        fieldNames: @escaping (String) -> Bool = { _ in false }, matching: Matching = .any, limits: QueryLimits = QueryLimits()
    ) {
        isField = fieldNames
        self.matching = matching
        self.limits = limits
    }

    /// The query that a text means.
    public func parse(_ text: String) throws(QueryLimits.Exceeded) -> ParsedQuery {
        var reader = reader(of: try bounded(text))
        if let query = try reader.read() { return reader.parsed(query) }
        guard reader.passedOperators else { return reader.parsed(.nothing) }
        reader = self.reader(of: reader.text)
        reader.takesOperatorsAsWords = true
        let query = try reader.read()
        return reader.parsed(query ?? .nothing)
    }

    /// The query that looks for a whole text as one phrase, as if it stood in quotes; quotes in it only part words.
    public func parse(phrase text: String) throws(QueryLimits.Exceeded) -> ParsedQuery {
        let text = try bounded(text)
        var reader = reader(of: text)
        let phrase = try reader.phrase(in: 0..<text.end, quotesPartWords: true)
        if let phrase { reader.places.add(operand: .phrase(phrase), in: 0..<text.end) }
        return reader.parsed(phrase.map(Query.phrase) ?? .nothing)
    }

    private func reader(of text: QueryText) -> QueryReader {
        QueryReader(text, isField: isField, matching: matching, limits: limits, keepsOperands: keepsOperands)
    }

    private func bounded(_ text: String) throws(QueryLimits.Exceeded) -> QueryText {
        guard text.utf8.count <= limits.bytes else { throw QueryLimits.Exceeded(.query, max: limits.bytes) }
        return QueryText(text)
    }
}

/// A query and how it had to be read.
public struct ParsedQuery: Equatable, Sendable {
    /// The tree, as written.
    public var query: Query
    /// In the order of the text.
    public var warnings: [QueryWarning]
    /// Where parts of the tree stand in the text.
    var places = QueryPlaces()

    /// A query with the warnings of its reading.
    public init(query: Query, warnings: [QueryWarning] = []) {
        self.query = query
        self.warnings = warnings
    }

    init(query: Query, warnings: [QueryWarning], places: QueryPlaces) {
        self.init(query: query, warnings: warnings)
        self.places = places
    }

    /// Whether they are read as the same, with the same warnings.
    public static func == (one: ParsedQuery, other: ParsedQuery) -> Bool {
        one.query == other.query && one.warnings == other.warnings
    }
}

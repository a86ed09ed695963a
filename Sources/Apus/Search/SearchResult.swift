/// The answer to a search.
public struct SearchResult: Sendable {
    /// Best first, equal scores in the order of the index; or as `SearchRequest.sort` has it.
    public var hits: [Hit] = []
    /// Documents that match: exactly, or at least so many.
    public var total = 0
    /// Whether `total` is exact.
    public var totalIsExact = true
    /// What was counted, facet by facet as asked.
    public var facets: [FacetCounts] = []
    /// Why nothing was found, where nothing was and `SearchRequest.explains` asked.
    public var notes: [EmptyNote] = []
    /// What of the query could not be read or executed as written.
    public var warnings: [QueryWarning] = []
    /// The commit that was searched; of several indexes the sum of their commits, which each commit raises.
    public var generation: UInt64
    /// Why the answer may lack something; nil when it is whole.
    public var partial: Partial?
    /// What is wrong with the segments that were left out.
    public var damage: [DamagedFile] = []
    /// How long it took, on a clock that only goes forward.
    public var took = Duration.zero

    var nextPage: NextPage?

    /// The cursor of the next page, for `SearchRequest.after`: letters, digits, `-` and `_`. Nil where no hit is left, or where it is not known for the
    /// answer is partial.
    ///
    /// Pages go on where the one before ended whatever was added, deleted or merged meanwhile: a document that stays comes once, with the
    /// score that the first page's statistics give it. In the order of scores, equal ones are in the order of the index, which
    /// `Index.merge(toSegments:reordering:)` changes; sorted by `.score` they are in that of ids, which stays.
    /// - Complexity: O(words of the query), at each call.
    public var next: String? { nextPage?.text }

    /// Why an answer is not whole.
    public enum Partial: String, Sendable {
        /// The deadline came first.
        case timeout
        /// Segments that are damaged were left out; `damage` says which.
        case segment
    }
}

/// A passage of a document's text with what was found in it.
public struct Snippet: Equatable, Sendable {
    /// One line; “…” stands where it was cut off.
    public var text: String
    /// What was found: byte ranges of `text` in UTF-8, in order, a phrase as one.
    public var spans: [Swift.Range<Int>]

    /// A snippet of its parts.
    public init(text: String, spans: [Swift.Range<Int>]) {
        self.text = text
        self.spans = spans
    }
}

/// What is asked of a search: a query and how its answer should look.
public struct SearchRequest: Sendable {
    /// How bare words combine: documents with any of them, or with every one.
    public enum Matching: String, Sendable {
        /// One of the words is enough; more of them rank higher.
        case any
        /// Every word must be there.
        case all
    }

    /// How far matches are counted.
    public enum Total: String, Sendable {
        /// All of them.
        case exact
        /// Exactly up to `SearchRequest.boundedTotal`, then “at least”. The default.
        case bounded
        /// No further than finding the hits needs.
        case none
    }

    /// What is looked for.
    public enum Question: Equatable, Sendable {
        /// Text in the query language.
        case text(String)
        /// A query built in code.
        case tree(Query)
    }

    /// Up to here bounded totals are exact.
    public static let boundedTotal = 1000
    /// The most hits, those passed over by `offset` included.
    public static let mostHits = 1_000_000
    /// The most passages of a hit.
    public static let mostPassages = 1000
    /// Bytes of a snippet where nothing else is asked.
    public static let usualSnippetLength = 160

    /// The query.
    public var question: Question
    /// At most so many hits, best first.
    public var limit = 10
    /// Hits to pass over.
    public var offset = 0
    /// How bare words combine.
    public var matching = Matching.any
    /// Whether the whole text is one phrase, without operators.
    public var isPhrase = false
    /// Names of the stored fields to return with each hit; `["*"]` for all of them, nil for none.
    public var fields: [String]?
    /// About how many bytes of UTF-8 a snippet has; nil for no snippets, which is much faster.
    public var snippetLength: Int? = Self.usualSnippetLength
    /// Whether each hit tells where in its stored text it matches.
    public var showsSpans = false
    /// At most so many of the best passages of each hit, each about as long as a snippet; 0 for none.
    public var passages = 0
    /// Whether each hit tells why it scores what it does (`Hit.explanation`).
    public var explains = false
    /// Whether what cannot be read as written is an error instead of a warning.
    public var isStrict = false
    /// After this time the search ends with what it has found; nil for as long as it takes.
    public var timeout: Duration?
    /// How far matches are counted.
    public var total = Total.bounded
    /// Queries that a document has to match as well, without any effect on its score. Texts are read like the query, though never as
    /// one phrase.
    public var filters: [Question] = []
    /// What hits are ordered by instead of the score alone; ties are ordered by the score, then by the id.
    public var sort: [SortKey] = []
    /// Fields whose values are counted over all documents that match.
    public var facets: [FacetRequest] = []
    /// The cursor of the page before (`SearchResult.next`): hits go on behind its last one. Not together with `offset`.
    public var after: String?
    /// What hits are ranked by instead of the index's own parameters (`Snapshot.bm25`).
    public var bm25: BM25?
    /// How words score that are in several text fields, instead of the index's own way (`Snapshot.combination`).
    public var combination: FieldCombination?
    /// What is looked for in place of words, or beside them; nil for just what is written.
    public var synonyms: Synonyms?
    /// By which date old documents rank lower.
    public var decay: RecencyDecay?
    /// Whether documents that cannot enter may be passed over; answers are the same either way.
    package var prunes = true

    /// Asks a text in the query language.
    public init(_ text: String, limit: Int = 10) {
        question = .text(text)
        self.limit = limit
    }

    /// Asks a query built in code.
    public init(_ query: Query, limit: Int = 10) {
        question = .tree(query)
        self.limit = limit
    }
}

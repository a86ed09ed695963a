import Apus

extension Record {
    /// A document that was found.
    public struct Hit: Equatable, Sendable {
        /// From 1; pages go on counting.
        public var rank: Int
        /// The document.
        public var id: String
        /// BM25, as `docs/QUERY.md` has it.
        public var score: Float
        /// The stored fields that were asked for; empty where none were.
        public var fields: [Document.Field]
        /// Nil where none was asked for, or where there is no stored text.
        public var snippet: Snippet?

        /// Where it matches; nil where nobody asked.
        public var spans: [MatchSpan]?
        /// Why it scores what it does; nil where nobody asked.
        public var explanation: Apus.Explanation?
        /// The best passages; nil where none were asked for.
        public var passages: [TextPassage]?
        /// The index that has it, where several were searched as one.
        public var index: String?

        package init(
            rank: Int, id: String, score: Float, fields: [Document.Field] = [], snippet: Snippet? = nil,
            spans: [MatchSpan]? = nil,
            explanation: Apus.Explanation? = nil, passages: [TextPassage]? = nil,
            index: String? = nil
        ) {
            self.rank = rank
            self.id = id
            self.score = score
            self.fields = fields
            self.snippet = snippet
            self.spans = spans
            self.explanation = explanation
            self.passages = passages
            self.index = index
        }
    }

    /// A passage of stored text with what matched in it.
    public struct Snippet: Equatable, Sendable {
        /// The passage.
        public var text: String
        /// `[start, end)` in bytes of `text`, rising.
        public var spans: [Range<Int>]

        package init(text: String, spans: [Range<Int>]) {
            self.text = text
            self.spans = spans
        }
    }

    /// The end of the answer to a search or a count.
    public struct Summary: Equatable, Sendable {
        /// The query as it was given.
        public var query: String
        /// How many hits came before; nil after a count.
        public var hits: Int?
        /// How many documents match.
        public var total: Int
        /// Whether `total` is exact; else it is the least that there are.
        public var totalIsExact: Bool
        /// Why there may be more than was found: `timeout`.
        public var partial: String?
        /// How long the answer took.
        public var tookMicroseconds: Int64
        /// The commit that was searched.
        public var generation: UInt64
        /// The cursor of the next page.
        public var next: String?

        package init(
            query: String, hits: Int?, total: Int, totalIsExact: Bool = true, partial: String? = nil,
            tookMicroseconds: Int64 = 0, generation: UInt64, next: String? = nil
        ) {
            self.query = query
            self.hits = hits
            self.total = total
            self.totalIsExact = totalIsExact
            self.partial = partial
            self.tookMicroseconds = tookMicroseconds
            self.generation = generation
            self.next = next
        }
    }

    /// Where a query was not read as written.
    public struct Warning: Equatable, Sendable {
        /// What kind of warning: `quote`, `field`, …
        public var code: String
        /// The byte of the query.
        public var offset: Int
        /// What was done instead, as a sentence.
        public var text: String

        package init(code: String, offset: Int, text: String) {
            self.code = code
            self.offset = offset
            self.text = text
        }
    }
}

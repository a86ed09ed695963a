/// What was asked for, before any index has been looked at: words and phrases as they were written, not yet analysed.
///
/// Text that holds no word for the analyser asks for nothing: such a clause takes no part, and in a phrase it leaves no hole.
public enum Query: Equatable, Sendable {
    /// Every document, each with score 1.
    case everything
    /// No document (an empty query).
    case nothing
    /// A bare word as written. Where the analyser parts it (`state-of-the-art`), it is a phrase of its parts.
    case word(String)
    /// Words next to each other, in order, exactly as written.
    case phrase(Phrase)
    /// Terms that begin so. Where the analyser parts the text, the words before the last part stand as they are (`state-of*`).
    case prefix(String)
    /// `*` stands for any characters, `?` between two letters or digits for one. The places of both are parts of a word, so where
    /// the analyser parts the text, the words without such a place stand as they are.
    case wildcard(String)
    /// Terms that match as a whole.
    case regularExpression(String)
    /// Terms within so many edits (1 or 2). Where the analyser parts the text, each part is fuzzy.
    case fuzzy(String, edits: Int)
    /// Required, optional and excluded clauses, at least one. Of exclusions alone it means everything else.
    case boolean([Clause])
    /// The query within these fields only. Of nested fields the innermost count.
    indirect case field([String], Query)
    /// The query's score times a weight, 0 or more and finite.
    indirect case weighted(Query, Double)
    /// Operands near each other: so many words apart at most, or within one sentence or paragraph.
    case near(Near)
    /// Values of a typed field between two bounds.
    indirect case range(Range)
    /// The field exists in the document (`field:*`).
    case exists
    /// The whole value is these words.
    case wholeValue(String)
    /// Documents like the one with this id.
    case like(id: String)

    /// One part of a boolean query.
    public struct Clause: Equatable, Sendable {
        /// How it takes part.
        public var occurrence: Occurrence
        /// What it looks for.
        public var query: Query

        /// A clause that takes part in a way.
        public init(_ occurrence: Occurrence, _ query: Query) {
            self.occurrence = occurrence
            self.query = query
        }
    }

    /// How a clause takes part: at least one optional clause must match where nothing is required.
    public enum Occurrence: Equatable, Sendable {
        /// The document must match it: `+a`.
        case required
        /// A match adds to the score.
        case optional
        /// The document must not match it: `-a`.
        case excluded
    }

    /// A quoted phrase: runs of text with, between them, what stands for one of several words or phrases.
    public struct Phrase: Equatable, Sendable {
        /// One part of a phrase; `prefix` and `wildcard` as the queries of those names.
        public enum Element: Equatable, Sendable {
            /// Words as they were written.
            case text(String)
            /// A word that begins so.
            case prefix(String)
            /// A word in which `*` and `?` stand for others.
            case wildcard(String)
            /// Any one of these.
            case alternatives([Phrase])
        }
        /// What stands next to each other, in order.
        public var elements: [Element]
        /// At most this many other words in between, all told.
        public var slop: Int

        /// A phrase of elements.
        public init(elements: [Element], slop: Int = 0) {
            self.elements = elements
            self.slop = slop
        }

        /// A phrase of nothing but text.
        public init(_ text: String) { self.init(elements: [.text(text)]) }
    }

    /// Operands that must be close to each other, two or more. The third is measured from the match of the first two, and so on.
    public struct Near: Equatable, Sendable {
        /// How close: at most so many other words between, or within one sentence or paragraph.
        public enum Unit: Equatable, Sendable {
            /// At most so many other words in between, in either order or in this one.
            case words(Int, ordered: Bool)
            /// Within one sentence.
            case sentence
            /// Within one paragraph.
            case paragraph
        }
        /// What must be close, in the order of the text.
        public var operands: [Query]
        /// How close.
        public var unit: Unit

        /// Operands, two or more, that must be so close.
        public init(operands: [Query], unit: Unit) {
            self.operands = operands
            self.unit = unit
        }
    }

    /// Values between two bounds, each as written; nil is unbounded (and counts as included).
    public struct Range: Equatable, Sendable {
        /// The least value.
        public var lower: String?
        /// The greatest value.
        public var upper: String?
        /// Whether the least value is in the range.
        public var includesLower: Bool
        /// Whether the greatest value is in the range.
        public var includesUpper: Bool

        /// The values between two bounds.
        public init(lower: String?, upper: String?, includesLower: Bool = true, includesUpper: Bool = true) {
            self.lower = lower
            self.upper = upper
            self.includesLower = includesLower
            self.includesUpper = includesUpper
        }
    }
}

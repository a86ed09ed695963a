/// What was asked for, before any index has been looked at: words and phrases as they were written, not yet analysed.
///
/// The printed form (`description`) parses back to the same tree.
public indirect enum Query: Equatable, Sendable {
    /// Every document, each with score 1.
    case everything
    /// No document (an empty query).
    case nothing
    /// A bare word as written. Where the analyser parts it (`state-of-the-art`), it is a phrase of its parts.
    case word(String)
    /// Words next to each other, in order, exactly as written.
    case phrase(Phrase)
    case prefix(String)
    /// `*` stands for any characters, `?` for one.
    case wildcard(String)
    case regularExpression(String)
    case fuzzy(String, edits: Int)
    /// Required, optional and excluded clauses.
    case boolean([Clause])
    /// The query within these fields only.
    case field([String], Query)
    case weighted(Query, Double)
    case near(Near)
    case range(Range)
    /// The field exists in the document (`field:*`).
    case exists
    /// The whole value is these words.
    case wholeValue(String)
    case like(id: String)

    /// One part of a boolean query.
    public struct Clause: Equatable, Sendable {
        public var occurrence: Occurrence
        public var query: Query

        public init(_ occurrence: Occurrence, _ query: Query) {
            self.occurrence = occurrence
            self.query = query
        }
    }

    /// How a clause takes part: at least one optional clause must match where nothing is required.
    public enum Occurrence: Equatable, Sendable { case required, optional, excluded }

    /// A quoted phrase: runs of text with, between them, what stands for one word of several.
    public struct Phrase: Equatable, Sendable {
        public enum Element: Equatable, Sendable {
            case text(String)
            case prefix(String)
            case wildcard(String)
            case alternatives([Phrase])
        }
        public var elements: [Element]
        /// At most this many other words in between, all told.
        public var slop: Int

        public init(elements: [Element], slop: Int = 0) {
            self.elements = elements
            self.slop = slop
        }

        public init(_ text: String) { self.init(elements: [.text(text)]) }
    }

    /// Operands that must be close to each other.
    public struct Near: Equatable, Sendable {
        public enum Unit: Equatable, Sendable {
            case words(Int, ordered: Bool)
            case sentence
            case paragraph
        }
        public var operands: [Query]
        public var unit: Unit

        public init(operands: [Query], unit: Unit) {
            self.operands = operands
            self.unit = unit
        }
    }

    /// Values between two bounds, each as written; nil is unbounded.
    public struct Range: Equatable, Sendable {
        public var lower: String?
        public var upper: String?
        public var includesLower: Bool
        public var includesUpper: Bool

        public init(lower: String?, upper: String?, includesLower: Bool = true, includesUpper: Bool = true) {
            self.lower = lower
            self.upper = upper
            self.includesLower = includesLower
            self.includesUpper = includesUpper
        }
    }
}

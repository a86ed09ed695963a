/// What is asked of an index's terms: those that begin like a text, or those that are near a word.
public struct TermRequest: Sendable {
    /// Which terms.
    public enum Question: Equatable, Sendable {
        /// All that begin so, in the order of their bytes.
        case beginning(String)
        /// Those that complete the last word of a text, in the most documents first. Of an empty text all.
        case completing(String)
        /// Those within so many edits (at most 2) of a word, nearest first, then in the most documents first: what was meant, perhaps. The
        /// word itself is among them where the index has it. Text that is several words is near nothing.
        case near(String, edits: Int)
    }

    /// Which terms.
    public var question: Question
    /// The name of a text or keyword field; nil for all text fields. Another field has no terms.
    public var field: String?
    /// At most so many.
    public var limit = 10
    /// Only terms behind this one, in the order of their bytes: the last of the page before.
    public var after: String?
    /// After this time the list ends with what was found; nil for as long as it takes.
    public var timeout: Duration?

    /// Asks for terms.
    public init(_ question: Question, in field: String? = nil, limit: Int = 10) {
        (self.question, self.field, self.limit) = (question, field, limit)
    }
}

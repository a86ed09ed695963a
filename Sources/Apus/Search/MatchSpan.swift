/// Where a document matches: one word, phrase or pattern of the query, or words near each other, in a value as it was given.
///
/// A phrase is one span from its first word to its last, and so is whatever stands near each other.
public struct MatchSpan: Equatable, Sendable {
    /// The field.
    public var field: String
    /// Which of the field's values, from 0.
    public var value: Int
    /// `[start, end)` in bytes of UTF-8 of the value.
    public var range: Swift.Range<Int>
    /// The line on which it begins, from 1; lines end with LF.
    public var line: Int
    /// How many characters (Unicode scalars) of that line stand before it, and 1.
    public var column: Int
    /// `[start, end)` of each word that takes part, rising, in bytes of the value. Other words between them are not among these.
    public var words: [Swift.Range<Int>]
    /// `[start, end)` of the part of the query's text that it answers, the first where several ask for the same; nil for a query built in
    /// code.
    public var part: Swift.Range<Int>?

    /// A span of its parts.
    public init(
        field: String, value: Int, range: Swift.Range<Int>, line: Int, column: Int, words: [Swift.Range<Int>],
        part: Swift.Range<Int>? = nil
    ) {
        self.part = part
        (self.field, self.value, self.range) = (field, value, range)
        (self.line, self.column, self.words) = (line, column, words)
    }
}

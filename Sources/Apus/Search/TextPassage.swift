/// A passage of a document's text in which much of the query stands.
public struct TextPassage: Equatable, Sendable {
    /// The field.
    public var field: String
    /// Which of the field's values, from 0.
    public var value: Int
    /// The line of the first match in it, from 1; lines end with LF.
    public var line: Int
    /// `[start, end)` of the passage in bytes of UTF-8 of the value.
    public var range: Swift.Range<Int>
    /// The passage on one line: the sentences that it stands in, or where these are long, some words around it with “…” where it was cut.
    public var text: String
    /// What was found: byte ranges of `text`, in order, a phrase as one.
    public var spans: [Swift.Range<Int>]

    /// A passage of its parts.
    public init(field: String, value: Int, line: Int, range: Swift.Range<Int>, text: String, spans: [Swift.Range<Int>]) {
        (self.field, self.value, self.line) = (field, value, line)
        (self.range, self.text, self.spans) = (range, text, spans)
    }
}

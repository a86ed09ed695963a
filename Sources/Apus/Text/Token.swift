/// A word of a text: the term under which it is indexed, and where it stands.
public struct Token: Equatable, Sendable {
    /// At most `Limits.termBytes` bytes, UTF-8 when the standard analyser made it.
    public var term: [UInt8]
    /// The word's first byte in the original text.
    public var start: Int
    /// The byte behind the word's last.
    public var end: Int

    /// A term and the place of its word.
    public init(term: [UInt8], start: Int, end: Int) {
        self.term = term
        self.start = start
        self.end = end
    }
}

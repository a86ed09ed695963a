/// A word of a text: the term under which it is indexed, and where it stands.
public struct Token: Equatable, Sendable {
    /// At most `Limits.termBytes` bytes, UTF-8 when the standard analyser made it.
    public var term: [UInt8]
    /// The word's first byte in the original text, and the one behind its last.
    public var start: Int
    public var end: Int

    public init(term: [UInt8], start: Int, end: Int) {
        self.term = term
        self.start = start
        self.end = end
    }
}

/// What one connection may ask of a decoder. Larger lines and bodies are skipped and refused, and the stream stays in step.
public struct WireLimits: Equatable, Sendable {
    /// Bytes of a line without its end.
    public var line: Int
    /// Bytes of a counted body.
    public var body: Int

    /// Bytes of a tag.
    public static let tagBytes = 128

    /// Limits as docs/PROTOCOL.md has them, unless told otherwise.
    public init(line: Int = 1 << 20, body: Int = 64 << 20) {
        self.line = line
        self.body = body
    }
}

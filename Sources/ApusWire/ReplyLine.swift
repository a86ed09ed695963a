import Apus

/// One line that a daemon sent, in either dialect.
public enum ReplyLine: Equatable, Sendable {
    /// Part of the reply to the request of that tag, or to the first untagged one that is open.
    case record(Record, tag: String?)
    /// Belongs to no request: `* bye reason=shutdown`.
    case event(name: String, properties: [Property])

    /// From a line without its end; a line that is none of these throws.
    public init(_ line: UnsafeBufferPointer<UInt8>) throws(ReplyError) {
        switch line.first {
        case UInt8(ascii: "{"): self = try JSONLineDecoder.line(line)
        case UInt8(ascii: "*"): self = try RowDecoder(line).event()
        default: self = try RowDecoder(line).record()
        }
    }

    /// From an array, as above.
    public init(_ line: [UInt8]) throws(ReplyError) {
        self = try line.withUnsafeBufferPointer { (line) throws(ReplyError) in try ReplyLine(line) }
    }
}

/// Bytes that no daemon of apus/1 sends.
public struct ReplyError: Error, Equatable, Sendable {
    /// What is wrong with them.
    public var text: String

    package init(text: String) { self.text = text }
}

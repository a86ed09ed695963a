import Glibc

/// Bytes of a connection, in whatever pieces they come, turned into requests.
///
/// The same bytes give the same events under every chunking. What is refused is skipped up to its own end, its body included, so the
/// stream stays in step; each request gives exactly one event. Memory is bounded by the limits plus one piece.
public struct RequestDecoder: Sendable {
    /// What the bytes gave.
    public enum Event: Equatable, Sendable {
        case request(Request)
        case refusal(Refusal)
    }

    /// A request that cannot be run, and how to say so.
    public struct Refusal: Error, Equatable, Sendable {
        /// The request's tag, where it could be read.
        public var tag: String?
        /// The dialect that the request was begun in.
        public var dialect: Request.Dialect
        /// What is wrong with it.
        public var error: WireError
    }

    enum State: Equatable {
        case line
        /// In a line of which nothing more is wanted.
        case skippingLine
        case body(Request, count: Int)
        /// In a body of which nothing more is wanted; its line end follows.
        case skippingBody(count: Int)
    }

    let limits: WireLimits
    var state = State.line
    /// Bytes that wait from `start` on; no line ends before `searched`.
    private(set) var buffer: [UInt8] = []
    private(set) var start = 0
    private var searched = 0
    private(set) var isFinished = false
    /// How many bytes have been used up since the beginning.
    public private(set) var consumedCount = 0

    /// A decoder at the beginning of a connection.
    public init(limits: WireLimits = WireLimits()) { self.limits = limits }

    /// How many bytes wait.
    public var waitingCount: Int { buffer.count - start }

    /// Whether a request has begun and not ended.
    public var isWithinRequest: Bool { waitingCount > 0 || state != .line }

    /// Takes the next piece.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        if start == buffer.count {
            forgetAll()
        } else if start >= 1 << 16 {
            buffer.removeSubrange(..<start)
            searched -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Takes the next piece from an array.
    public mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

    /// No more will come: what waits as a last line without an end is a request too.
    public mutating func finish() { isFinished = true }

    /// The next event, or nil when more bytes are needed. Amortised O(bytes).
    public mutating func next() -> Event? {
        while true {
            switch state {
            case .line:
                guard let event = nextLine() else { return nil }
                if let event = event.event { return event }
            case .skippingLine:
                guard skipLine() else { return nil }
            case .body(let request, let count):
                return nextBody(of: request, count: count)
            case .skippingBody(let count):
                guard skipBody(count) else { return nil }
            }
        }
    }

    /// How much is searched for a line's end before a line counts as too long: a CR may still be cut off.
    var longestLine: Int { limits.line + 1 }

    /// The index of the next LF at or after `start`, or nil. Nothing is searched twice.
    mutating func endOfLine() -> Int? {
        let from = max(start, searched)
        let found = buffer.withUnsafeBufferPointer { bytes -> Int? in
            guard from < bytes.count, let base = bytes.baseAddress else { return nil }
            // In bounds: from < count.
            guard let found = memchr(base + from, 0x0A, bytes.count - from) else { return nil }
            return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
        }
        searched = found ?? buffer.count
        return found
    }

    mutating func consume(_ count: Int) {
        start += count
        consumedCount += count
    }

    /// Room that one large body took is given back.
    private mutating func forgetAll() {
        buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 20)
        start = 0
        searched = 0
    }
}

/// The first line that a daemon sends: who it is and what it allows.
///
///     * apus/1 ready pid=4242 generation=3 max-line=1048576 max-body=67108864 max-inflight=32 role=admin
public struct Greeting: Equatable, Sendable {
    /// The name and version of the protocol.
    public static let wireProtocol = "apus/1"

    /// What the client may do.
    public enum Role: String, Sendable {
        case administrator = "admin"
        /// Nothing that changes an index or the daemon.
        case reader
    }

    /// The daemon's process.
    public var processID: Int32
    /// The commit that a search sees now.
    public var generation: UInt64
    /// What a request may be at most.
    public var limits: WireLimits
    /// Tagged requests that run side by side on a connection.
    public var inflight: Int
    /// What this connection may do.
    public var role: Role

    /// A greeting as a daemon makes it.
    public init(processID: Int32, generation: UInt64, limits: WireLimits, inflight: Int, role: Role) {
        self.processID = processID
        self.generation = generation
        self.limits = limits
        self.inflight = inflight
        self.role = role
    }

    /// What is told by name, here and by `hello`.
    public var properties: [Property] {
        [
            Property("pid", processID), Property("generation", generation), Property("max-line", limits.line),
            Property("max-body", limits.body), Property("max-inflight", inflight), Property("role", .text(role.rawValue)),
        ]
    }

    /// The line with its end.
    public var line: [UInt8] { EventLine.bytes("\(Self.wireProtocol) ready", properties) }

    /// From the first event of a connection; a daemon of another protocol throws. What it does not tell is as by default.
    public init(_ line: ReplyLine) throws(ReplyError) {
        guard case .event(Self.wireProtocol, let properties) = line else {
            throw ReplyError(text: "no daemon of \(Self.wireProtocol) answers there")
        }
        let values = Dictionary(properties.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        func count(_ key: String, _ absent: Int) -> Int { values[key]?.integer.flatMap { Int(exactly: $0) } ?? absent }
        processID = Int32(clamping: count("pid", 0))
        generation = UInt64(clamping: count("generation", 0))
        let usual = WireLimits()
        limits = WireLimits(line: count("max-line", usual.line), body: count("max-body", usual.body))
        inflight = count("max-inflight", 1)
        role = values["role"].flatMap { Role(rawValue: $0.text) } ?? .administrator
    }
}

/// A line that belongs to no request: `* bye reason=shutdown`.
public enum EventLine {
    /// The line with its end.
    public static func bytes(_ words: String, _ properties: [Property] = []) -> [UInt8] {
        var bytes = Array("* \(words)".utf8)
        FinalLine.append(properties, to: &bytes)
        bytes.append(0x0A)
        return bytes
    }
}

import ApusSocket
import ApusWire
import Glibc
import Logging
import Synchronization

/// What all connections of a daemon share.
final class ServerCore: Sendable {
    let service: any RequestAnswering
    let options: ServerOptions
    let logger: Logger
    let connections = ConnectionTable()
    let attendant: Attendant
    let pool: RequestPool
    let watch = Watch()
    let stopping = Monitor(false)
    private let startedAt = MonotonicClock.now()
    private let nextNumber = Atomic<UInt64>(1)
    private let requestCount = Atomic<UInt64>(0)
    private let failureCount = Atomic<UInt64>(0)
    private let refusedCount = Atomic<UInt64>(0)

    init(_ service: any RequestAnswering, options: ServerOptions, logger: Logger) throws(SocketFailure) {
        self.service = service
        self.options = options
        self.logger = logger
        attendant = try Attendant(connections)
        let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        pool = RequestPool(threads: options.threads > 0 ? options.threads : 4 * processors)
    }

    func numberForConnection() -> UInt64 { nextNumber.add(1, ordering: .relaxed).oldValue }

    func noteRefusal() { refusedCount.add(1, ordering: .relaxed) }

    func greeting(role: Greeting.Role) -> Greeting {
        Greeting(
            processID: getpid(), generation: service.generation, limits: options.wire, inflight: options.inflight, role: role)
    }

    /// Counts a request, and logs it where it was slow or is our own failure.
    func note(_ request: Request, on connection: Connection, nanoseconds: UInt64, failure: WireError?) {
        requestCount.add(1, ordering: .relaxed)
        if let failure {
            failureCount.add(1, ordering: .relaxed)
            if failure.code.rawValue >= 500 {
                log(request, on: connection, nanoseconds, level: .error, failure.text, Self.metadata(of: failure))
            }
        }
        guard let slow = options.slow, nanoseconds >= MonotonicClock.nanoseconds(slow) else { return }
        log(request, on: connection, nanoseconds, level: .notice, "slow request")
    }

    /// Of an error its code, and what it says by name: the file, the place.
    private static func metadata(of failure: WireError) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["code": "\(failure.code.rawValue)"]
        for property in failure.properties { metadata[property.key] = "\(property.value.text)" }
        return metadata
    }

    private func log(
        _ request: Request, on connection: Connection, _ nanoseconds: UInt64, level: Logger.Level, _ message: String,
        _ more: Logger.Metadata = [:]
    ) {
        var metadata = more
        let indexes = request.options.filter { $0.name == .index }.map(\.value)
        if !indexes.isEmpty { metadata["index"] = "\(indexes.joined(separator: " "))" }
        metadata["connection"] = "\(connection.number)"
        metadata["verb"] = "\(request.verb.rawValue)"
        metadata["ms"] = "\(nanoseconds / 1_000_000)"
        metadata["text"] = "\(request.excerpt)"
        logger.log(level: level, "\(message)", metadata: metadata)
    }

    /// What `ping` tells.
    var properties: [Property] {
        [
            Property("pid", getpid()), Property("generation", service.generation),
            Property("connections", connections.count), Property("requests", requestCount.load(ordering: .relaxed)),
        ]
    }

    /// What `status` tells of connections and limits.
    var stats: [Record.Stat] {
        let uptime = MonotonicClock.now() - startedAt
        return [
            ("pid", Int(getpid())), ("uptime-seconds", Int(uptime / 1_000_000_000)), ("connections", connections.count),
            ("connections-refused", Int(clamping: refusedCount.load(ordering: .relaxed))),
            ("requests", Int(clamping: requestCount.load(ordering: .relaxed))),
            ("failures", Int(clamping: failureCount.load(ordering: .relaxed))), ("threads", pool.threadCount),
            ("memory", ProcessMemory.anonymousBytes() ?? 0),
            ("max-line", options.wire.line), ("max-body", options.wire.body), ("max-inflight", options.inflight),
            ("max-connections", options.connections),
        ].map { Record.Stat($0.0, .integer(Int64($0.1))) }
    }

    /// Lets `Server.serve` stop the daemon.
    func requestStop() { stopping.change { $0 = true } }
}

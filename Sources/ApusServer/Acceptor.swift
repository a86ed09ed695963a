import Apus
import ApusSocket
import ApusWire
import Glibc
import Logging
import Synchronization

/// One thread that takes up connections at every door, or tells those it does not want why.
final class Acceptor: Sendable {
    private static let pause: UInt32 = 50_000

    private let core: ServerCore
    private let doors: [(door: Door, socket: ListeningSocket)]
    private let admission: Admission
    private let bell: WakePipe
    private let isStopped = Atomic(false)
    private let isDone = Monitor(false)
    /// Given up for a moment when the process has no descriptor left, so that a client can be told.
    private let reserve = Locked(Int32(-1))

    init(_ doors: [(door: Door, socket: ListeningSocket)], admission: Admission, core: ServerCore) throws(SocketFailure) {
        self.core = core
        self.doors = doors
        self.admission = admission
        bell = try WakePipe()
        for (_, socket) in doors { _ = fcntl(socket.descriptor, F_SETFL, O_NONBLOCK) }
        keepReserve()
    }

    deinit { reserve.withLock { if $0 >= 0 { _ = close($0) } } }

    /// No client is taken up any more when this returns.
    func stop() {
        isStopped.store(true, ordering: .sequentiallyConsistent)
        bell.ring()
        _ = isDone.wait { $0 ? true : nil }
    }

    func run() {
        while !isStopped.load(ordering: .sequentiallyConsistent) {
            var polled = [pollfd(fd: bell.reading, events: Int16(POLLIN), revents: 0)]
            polled += doors.map { pollfd(fd: $0.socket.descriptor, events: Int16(POLLIN), revents: 0) }
            guard poll(&polled, nfds_t(polled.count), -1) > 0 else { continue }
            for (index, entry) in polled.dropFirst().enumerated() where entry.revents != 0 { takeUp(at: index) }
        }
        isDone.change { $0 = true }
    }

    private func takeUp(at index: Int) {
        let (door, descriptor) = (doors[index].door, doors[index].socket.descriptor)
        let socket = accept(descriptor, nil, nil)
        guard socket >= 0 else { return handle(errno, at: descriptor) }
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        if let refusal = refusal(of: socket) { return refuse(socket, refusal) }
        let connection = Connection(socket: socket, number: core.numberForConnection(), door: door, core: core)
        core.connections.add(connection)
        core.logger.debug("connected", metadata: ["connection": "\(connection.number)", "role": "\(door.role.rawValue)"])
        let isStarted = DetachedThread.start { [core] in
            connection.run()
            core.connections.remove(connection)
            core.logger.debug("disconnected", metadata: ["connection": "\(connection.number)"])
        }
        guard !isStarted else { return }
        tell(socket, Self.busy("threads", maximum: core.connections.count - 1))
        core.connections.remove(connection)
    }

    private func refusal(of socket: Int32) -> WireError? {
        if let denied = admission.refusal(of: socket) { return denied }
        guard core.connections.count >= core.options.connections else { return nil }
        return Self.busy("connections", maximum: core.options.connections)
    }

    private static func busy(_ limit: String, maximum: Int) -> WireError {
        WireError(
            .busy, [Property("limit", .text(limit)), Property("max", maximum)], text: "too many connections: try again later")
    }

    private func refuse(_ socket: Int32, _ error: WireError) {
        core.noteRefusal()
        core.logger.warning("refused a connection", metadata: ["code": "\(error.code.rawValue)", "reason": "\(error.text)"])
        tell(socket, error)
        close(socket)
    }

    private func tell(_ socket: Int32, _ error: WireError) {
        var lines: [UInt8] = []
        ReplyEncoder().append(.failure(error), to: &lines)
        _ = lines.withUnsafeBytes { StreamSocket.send(socket, $0, waits: false) }
        shutdown(socket, Int32(SHUT_WR))
    }

    private func handle(_ code: Int32, at descriptor: Int32) {
        switch code {
        case EAGAIN, EINTR, ECONNABORTED: return
        case EMFILE, ENFILE:
            core.logger.error("no descriptors are left")
            refuseWithReserve(at: descriptor)
        default:
            core.logger.error("cannot take up a connection", metadata: ["reason": "\(String(cString: strerror(code)))"])
            usleep(Self.pause)
        }
    }

    private func refuseWithReserve(at descriptor: Int32) {
        reserve.withLock { held in
            if held >= 0 { _ = close(held) }
            held = -1
        }
        let socket = accept(descriptor, nil, nil)
        if socket >= 0 { refuse(socket, Self.busy("descriptors", maximum: core.connections.count)) } else { usleep(Self.pause) }
        keepReserve()
    }

    private func keepReserve() { reserve.withLock { $0 = open("/dev/null", O_RDONLY | O_CLOEXEC) } }
}

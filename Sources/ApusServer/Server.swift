import Apus
import ApusSocket
import ApusWire
import Glibc
import Logging

/// A daemon: listens at its doors and answers apus/1 until it is told to stop.
///
///     let server = try Server(service, doors: [Door(path: "index/apus.sock")], logger: logger)
///     try server.start()
///     server.serve()      // returns after `requestStop`, the verb `shutdown`, or a signal that was set up to stop it
public final class Server: Sendable {
    private struct Running {
        var sockets: [ListeningSocket] = []
        var acceptor: Acceptor?
    }

    private let core: ServerCore
    private let doors: [Door]
    private let running = Locked(Running())

    /// A daemon that is not there yet. Sockets are made by `start`.
    public init(_ service: any RequestAnswering, doors: [Door], options: ServerOptions = ServerOptions(), logger: Logger)
        throws(SocketFailure)
    {
        core = try ServerCore(service, options: options, logger: logger)
        self.doors = doors
    }

    /// Makes the sockets and answers from now on. When one of them cannot be made, none stays.
    public func start() throws(SocketFailure) {
        signal(SIGPIPE, SIG_IGN)
        let groupID = try core.options.group.map { (name) throws(SocketFailure) in try Self.groupID(of: name) }
        let admission = Admission(groupID: groupID)
        var sockets: [ListeningSocket] = []
        do throws(SocketFailure) {
            for door in doors { sockets.append(try ListeningSocket(path: door.path, groupID: groupID)) }
            let acceptor = try Acceptor(zip(doors, sockets).map { ($0, $1) }, admission: admission, core: core)
            let attendant = core.attendant
            guard DetachedThread.start({ attendant.run() }), DetachedThread.start({ acceptor.run() }) else {
                throw .failed(operation: "start", path: "threads", code: EAGAIN)
            }
            running.withLock { running in
                running.sockets = sockets
                running.acceptor = acceptor
            }
        } catch {
            for socket in sockets { socket.removeName() }
            throw error
        }
        for door in doors {
            core.logger.info("listening", metadata: ["socket": "\(door.path)", "role": "\(door.role.rawValue)"])
        }
        warnOfBarriers(admission)
    }

    /// A socket that a group may open is no use to it behind a directory that it may not enter.
    private func warnOfBarriers(_ admission: Admission) {
        for directory in Set(doors.compactMap { admission.barrier(before: $0.path) }) {
            core.logger.warning(
                "the group cannot reach the socket: its members may not enter a directory on the way (chgrp it, and chmod g+x)",
                metadata: ["directory": "\(directory)"])
        }
    }

    /// Clients that are connected.
    public var connectionCount: Int { core.connections.count }

    /// Waits until the daemon is told to stop, and stops it.
    public func serve() {
        _ = core.stopping.wait { $0 ? true : nil }
        stop()
    }

    /// Tells the daemon to stop; returns at once. Told again, it no longer waits for what runs.
    public func requestStop() {
        let isImpatient = core.stopping.change { isStopping in
            defer { isStopping = true }
            return isStopping
        }
        if isImpatient { for connection in core.connections.all { connection.cancelAll() } }
    }

    /// Stops: takes up no more clients, removes the sockets, finishes what runs, says goodbye, closes. Returns when all is done.
    ///
    /// Queries that outlast the grace of the options are cancelled; changes without their commit are gone, as a connection's end has it.
    public func stop() {
        core.requestStop()
        let (acceptor, sockets) = running.withLock { running in
            defer { running = Running() }
            return (running.acceptor, running.sockets)
        }
        guard let acceptor else { return }
        core.logger.info("stopping", metadata: ["connections": "\(core.connections.count)"])
        for socket in sockets { socket.removeName() }
        acceptor.stop()
        for connection in core.connections.all { connection.stop() }
        endConnections()
        core.pool.stop()
        core.attendant.stop()
        core.logger.info("stopped")
    }

    private func endConnections() {
        let grace = MonotonicClock.nanoseconds(core.options.grace)
        if core.connections.waitForAll(until: MonotonicClock.now() + grace) { return }
        for connection in core.connections.all { connection.cancelAll() }
        if core.connections.waitForAll(until: MonotonicClock.now() + grace) { return }
        for connection in core.connections.all { connection.breakOff() }
        _ = core.connections.waitForAll(until: .max)
    }

    private static func groupID(of name: String) throws(SocketFailure) -> UInt32 {
        if let number = UInt32(name) { return number }
        guard let group = getgrnam(name) else { throw .failed(operation: "find the group", path: name, code: ENOENT) }
        return group.pointee.gr_gid
    }
}

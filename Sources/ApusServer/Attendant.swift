import ApusSocket
import Glibc
import Synchronization

/// One thread that looks after the clients of busy connections: sees who is gone, and reads on for `cancel` and `ping`.
///
/// It looks every few milliseconds while there is something to do, and sleeps when there was nothing for a while; so a quick request
/// costs it nothing, and an idle daemon does nothing. Before it sleeps it gives free memory back to the system.
final class Attendant: Sendable {
    private static let tickMilliseconds: Int32 = 5
    private static let patience: UInt64 = 4_000_000
    private static let quietTicks = 100

    private let connections: ConnectionTable
    private let bell: WakePipe
    private let activity = Atomic<UInt64>(0)
    private let isAsleep = Atomic(false)
    private let isStopped = Atomic(false)

    init(_ connections: ConnectionTable) throws(SocketFailure) {
        self.connections = connections
        bell = try WakePipe()
    }

    /// A connection has begun something that may take long.
    func noteActivity() {
        activity.add(1, ordering: .sequentiallyConsistent)
        guard isAsleep.load(ordering: .sequentiallyConsistent) else { return }
        if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { bell.ring() }
    }

    func stop() {
        isStopped.store(true, ordering: .sequentiallyConsistent)
        bell.ring()
    }

    func run() {
        var seen = activity.load(ordering: .sequentiallyConsistent)
        var quiet = 0
        var memory = ProcessMemory()
        while !isStopped.load(ordering: .sequentiallyConsistent) {
            let watched = busyConnections()
            if watched.isEmpty, quiet >= Self.quietTicks {
                memory.giveBack()
                sleep(since: seen)
                quiet = 0
            } else {
                watch(watched)
            }
            let now = activity.load(ordering: .sequentiallyConsistent)
            quiet = now == seen && watched.isEmpty ? quiet + 1 : 0
            seen = now
        }
    }

    private func busyConnections() -> [Connection] {
        let now = MonotonicClock.now()
        return connections.all.filter { connection in
            !connection.outbox.isBroken && (connection.isBusy(for: Self.patience, at: now) || !connection.tagged.isEmpty)
        }
    }

    /// Until the bell rings. Activity after `seen` either is noticed here, or sees that we sleep and rings.
    private func sleep(since seen: UInt64) {
        isAsleep.store(true, ordering: .sequentiallyConsistent)
        if activity.load(ordering: .sequentiallyConsistent) == seen { poll(for: [], milliseconds: -1) { _, _ in } }
        isAsleep.store(false, ordering: .sequentiallyConsistent)
    }

    private func watch(_ watched: [Connection]) {
        let now = MonotonicClock.now()
        let busy = watched.filter { $0.isBusy(for: Self.patience, at: now) }
        for connection in busy { connection.attendToArrived() }
        let reading = Set(busy.filter(\.inbox.hasRoom).map(\.socket))
        let wanted = watched.map { pollfd(fd: $0.socket, events: reading.contains($0.socket) ? Int16(POLLIN) : 0, revents: 0) }
        poll(for: wanted, milliseconds: Self.tickMilliseconds) { index, events in
            let connection = watched[index]
            // A half-close is no hang-up: such a client still reads its answers.
            if events & Int16(POLLHUP | POLLERR) != 0 {
                connection.hangUp()
            } else if events & Int16(POLLIN) != 0 {
                connection.attend()
            }
        }
        for connection in watched where connection.outbox.hasWaiting { connection.outbox.flush(waits: false) }
    }

    private func poll(for wanted: [pollfd], milliseconds: Int32, _ body: (Int, Int16) -> Void) {
        var polled = [pollfd(fd: bell.reading, events: Int16(POLLIN), revents: 0)] + wanted
        guard Glibc.poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { return }
        if polled[0].revents != 0 { bell.hush() }
        for (index, entry) in polled.dropFirst().enumerated() where entry.revents != 0 { body(index, entry.revents) }
    }
}

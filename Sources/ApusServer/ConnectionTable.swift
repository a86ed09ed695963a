import ApusSocket

/// The connections that are open.
final class ConnectionTable: Sendable {
    private let connections = Monitor<[UInt64: Connection]>([:])

    var count: Int { connections.withLock { $0.count } }
    var all: [Connection] { connections.withLock { Array($0.values) } }

    func add(_ connection: Connection) { connections.withLock { $0[connection.number] = connection } }

    func remove(_ connection: Connection) {
        // Closed outside the lock.
        let removed = connections.change { $0.removeValue(forKey: connection.number) }
        withExtendedLifetime(removed) {}
    }

    /// Waits until none is left; false when `deadline` comes first.
    func waitForAll(until deadline: UInt64) -> Bool {
        connections.wait(until: deadline) { $0.isEmpty ? true : nil } ?? false
    }
}

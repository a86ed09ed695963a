import Synchronization

/// Who may wait awake: the connection of a client that asks alone, so that waiting takes no more than one processor, for microseconds.
final class Watch: Sendable {
    private let isTaken = Atomic(false)
    /// The number of the connection that has waited last, awake or asleep.
    private let last = Atomic<UInt64>(0)

    /// Whether a connection may wait awake: not when another has waited since it did itself. It calls `end` afterwards.
    func begin(_ connection: UInt64) -> Bool {
        guard last.exchange(connection, ordering: .relaxed) == connection else { return false }
        return !isTaken.exchange(true, ordering: .relaxed)
    }

    func end() { isTaken.store(false, ordering: .relaxed) }
}

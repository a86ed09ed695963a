import Synchronization

/// Who may wait awake: one connection at a time, so that waiting takes no more than one processor, for microseconds.
final class Watch: Sendable {
    private let isTaken = Atomic(false)

    /// Whether the caller may wait awake; it calls `end` afterwards.
    func begin() -> Bool { !isTaken.exchange(true, ordering: .relaxed) }

    func end() { isTaken.store(false, ordering: .relaxed) }
}

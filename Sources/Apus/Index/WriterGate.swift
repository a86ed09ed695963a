import Glibc

/// Lets one thread of the process write at a time, and holds the storage's lock for it.
final class WriterGate: Sendable {
    private struct State {
        var isBusy = false
        var lock: (any StorageLock)?
        /// Who keeps the storage's lock beyond one commit.
        var holders = 0
        var poison: String?
    }

    private let state = Locked(State())
    private let free = BlockingQueue<Bool>(limit: 1)

    init() { free.add(true, weight: 1) }

    /// Whether this process holds the storage's lock, so that nobody else can commit.
    var holdsStorage: Bool { state.withLock { $0.lock != nil } }

    /// Runs the body as the only writer. Waits for other threads; refuses at once when another process writes.
    func run<R>(on storage: any Storage, _ body: () throws(IndexError) -> R) throws(IndexError) -> R {
        try enter(storage)
        defer { leave() }
        return try body()
    }

    /// Becomes the only writer, until `leave`.
    func enter(_ storage: any Storage) throws(IndexError) {
        _ = free.next()
        do throws(IndexError) {
            try checkPoison()
            try hold(storage)
        } catch {
            free.add(true, weight: 1)
            throw error
        }
    }

    func leave() {
        release()
        free.add(true, weight: 1)
    }

    /// Keeps the storage's lock until as many calls of `release`.
    func hold(_ storage: any Storage) throws(IndexError) {
        do throws(StorageError) {
            try state.withLock { (state) throws(StorageError) in
                if state.lock == nil { state.lock = try storage.lock() }
                state.holders += 1
            }
        } catch { throw .storage(error) }
    }

    func release() {
        state.withLock { state in
            state.holders -= 1
            guard state.holders == 0 else { return }
            state.lock?.release()
            state.lock = nil
        }
    }

    /// Refuses all writing from now on where the error leaves unknown what is on the disk; a new opening finds out.
    func poison(by error: IndexError) {
        guard case .storage(let failure) = error, failure.leavesCommitUnknown else { return }
        state.withLock { $0.poison = $0.poison ?? failure.sentence }
    }

    private func checkPoison() throws(IndexError) {
        if let reason = state.withLock({ $0.poison }) { throw .poisoned(reason) }
    }
}

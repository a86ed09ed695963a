import Glibc

/// A storage in memory, for tests and for indexes that live no longer than their process. Safe to use from any thread.
public final class MemoryStorage: Storage {
    private struct State {
        var files: [String: MemoryFile] = [:]
        var isLocked = false
        var lockedSince = ""
    }

    private let state = Locked(State())

    /// A storage without files.
    public init() {}

    /// All names, in no order.
    public func names() throws(StorageError) -> [String] { state.withLock { Array($0.files.keys) } }

    /// The content; of a file still being written, a copy of what is there.
    public func read(_ name: String) throws(StorageError) -> any StoredBytes { try file(name).snapshot() }

    /// Makes a new file; who reads an older one of this name keeps its bytes.
    public func create(_ name: String) throws(StorageError) -> any StorageFile {
        try FileName.check(name)
        let file = MemoryFile()
        state.withLock { $0.files[name] = file }
        return file
    }

    /// Renames a file, in place of what had the new name.
    public func rename(_ name: String, to newName: String) throws(StorageError) {
        try FileName.check(newName)
        let found = state.withLock { state in
            guard let file = state.files.removeValue(forKey: name) else { return false }
            state.files[newName] = file
            return true
        }
        guard found else { throw .missing(file: name) }
    }

    /// Removes the name; bytes that are being read stay.
    public func remove(_ name: String) throws(StorageError) {
        let removed = state.withLock { $0.files.removeValue(forKey: name) }
        guard removed != nil else { throw .missing(file: name) }
    }

    /// Does nothing: memory outlives nothing.
    public func synchronize() throws(StorageError) {}

    /// Takes the lock, or fails with `StorageError.locked` by this process.
    public func lock() throws(StorageError) -> any StorageLock {
        let now = FileLock.timestamp(of: time(nil))
        let since: String? = state.withLock { state in
            guard !state.isLocked else { return state.lockedSince }
            state.isLocked = true
            state.lockedSince = now
            return nil
        }
        if let since { throw .locked(byProcess: getpid(), since: since) }
        return MemoryLock(of: self)
    }

    /// A number that no other file of the process has.
    public func identity(of name: String) throws(StorageError) -> UInt64? {
        try FileName.check(name)
        return state.withLock { $0.files[name]?.identity }
    }

    fileprivate func unlock() { state.withLock { $0.isLocked = false } }

    private func file(_ name: String) throws(StorageError) -> MemoryFile {
        guard let file = state.withLock({ $0.files[name] }) else { throw .missing(file: name) }
        return file
    }
}

/// The lock of a `MemoryStorage`.
private final class MemoryLock: StorageLock {
    private let storage: Locked<MemoryStorage?>

    init(of storage: MemoryStorage) { self.storage = Locked(storage) }

    deinit { release() }

    func release() {
        storage.withLock { held in
            held?.unlock()
            held = nil
        }
    }
}

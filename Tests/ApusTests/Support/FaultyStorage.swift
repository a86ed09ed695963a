import Glibc

@testable import Apus

/// A storage in memory that counts its calls, can fail at one of them, and knows what would survive a power loss:
/// the bytes a file had when it was last synchronised, under the names the directory had when it was.
final class FaultyStorage: Storage {
    /// What happens at the call whose number is reached.
    enum Fault: CaseIterable, Sendable {
        /// This call fails, the next ones work again.
        case fails
        /// This call, if it writes, takes half of the bytes and fails for want of space.
        case fallsShort
        /// This call and all after it fail: the process is as good as dead.
        case stops
    }

    struct State {
        var names: [String: FaultyFile] = [:]
        /// The names as the directory's last synchronisation left them.
        var durableNames: [String: FaultyFile] = [:]
        /// What was done to names since.
        var pending: [NameChange] = []
        var calls = 0
        var trace: [String] = []
        var made: UInt64 = 0
        var openFiles = 0
        var isLocked = false
        var fault: (call: Int, kind: Fault)?
    }

    struct NameChange: Sendable {
        var removed: String?
        var added: (name: String, file: FaultyFile)?
    }

    let state = Locked(State())
    /// What others do between two calls.
    let meanwhile = Locked<(any StorageWatcher)?>(nil)

    /// Puts `content` there as if it had been durable for long.
    init(_ content: [String: [UInt8]] = [:]) {
        state.withLock { state in
            for (name, bytes) in content {
                state.made += 1
                state.names[name] = FaultyFile(content: bytes, durable: bytes, identity: state.made)
            }
            state.durableNames = state.names
        }
    }

    /// How many calls were made; whether one met the fault is whether this reached its number.
    var calls: Int { state.withLock { $0.calls } }
    /// The calls made, as `operation file`.
    var trace: [String] { state.withLock { $0.trace } }
    /// Files that were created and neither closed nor let go of.
    var openFiles: Int { state.withLock { $0.openFiles } }

    /// Counts from here on, and puts `fault` at the call of that number, the first being 1.
    func arm(_ fault: Fault?, at call: Int) {
        state.withLock { state in
            state.calls = 0
            state.trace = []
            state.fault = fault.map { (call, $0) }
        }
    }

    func names() throws(StorageError) -> [String] {
        try call("names", "") { state in state.names.keys.sorted() }
    }

    func read(_ name: String) throws(StorageError) -> any StoredBytes {
        try FileName.check(name)
        let file = try call("read", name) { $0.names[name] }
        guard let file else { throw .missing(file: name) }
        return OwnedBytes(file.content.withLock { $0.bytes })
    }

    func create(_ name: String) throws(StorageError) -> any StorageFile {
        try FileName.check(name)
        let file = try call("create", name) { state in
            state.made += 1
            let file = FaultyFile(content: [], durable: [], identity: state.made)
            state.names[name] = file
            state.pending.append(NameChange(removed: nil, added: (name, file)))
            state.openFiles += 1
            return file
        }
        return FaultyStorageFile(file, name: name, storage: self)
    }

    func rename(_ name: String, to newName: String) throws(StorageError) {
        try FileName.check(newName)
        let found = try call("rename", name) { state in
            guard let file = state.names.removeValue(forKey: name) else { return false }
            state.names[newName] = file
            state.pending.append(NameChange(removed: name, added: (newName, file)))
            return true
        }
        if !found { throw .missing(file: name) }
    }

    func remove(_ name: String) throws(StorageError) {
        try FileName.check(name)
        let found = try call("remove", name) { state in
            state.pending.append(NameChange(removed: name, added: nil))
            return state.names.removeValue(forKey: name) != nil
        }
        if !found { throw .missing(file: name) }
    }

    func synchronize() throws(StorageError) {
        try call("synchronize", "") { state in
            state.durableNames = state.names
            state.pending = []
        }
    }

    func lock() throws(StorageError) -> any StorageLock {
        let taken = try call("lock", "lock") { state in
            defer { state.isLocked = true }
            return !state.isLocked
        }
        guard taken else { throw .locked(byProcess: getpid(), since: FileLock.timestamp(of: 0)) }
        return FaultyLock(self)
    }

    func identity(of name: String) throws(StorageError) -> UInt64? {
        try FileName.check(name)
        return try call("identity", name) { $0.names[name]?.identity }
    }

    /// Counts a call and makes it, unless it is the one to fail. `half` is done instead where the fault is to fall short.
    @discardableResult
    func call<R: Sendable>(
        _ operation: String, _ file: String, half: (() -> Void)? = nil, _ body: (inout State) -> R
    ) throws(StorageError) -> R {
        meanwhile.withLock { $0 }?.isAbout(to: operation, file)
        let result: Result<R, StorageError> = state.withLock { state in
            state.calls += 1
            state.trace.append(file.isEmpty ? operation : "\(operation) \(file)")
            if let (call, kind) = state.fault, kind == .stops ? state.calls >= call : state.calls == call {
                if kind == .fallsShort { half?() }
                let code = kind == .fallsShort ? ENOSPC : EIO
                // The system's names of the calls.
                let system = [
                    "append": "write", "overwrite": "write", "names": "list", "identity": "stat", "synchronize": "fsync",
                ]
                return .failure(.failed(operation: system[operation] ?? operation, file: file, code: code))
            }
            return .success(body(&state))
        }
        return try result.get()
    }
}

/// Told of each call of a `FaultyStorage` before it is made, while nothing is locked.
protocol StorageWatcher: AnyObject, Sendable {
    func isAbout(to operation: String, _ file: String)
}

/// The lock of a `FaultyStorage`; freed with the process, so letting go never fails.
private final class FaultyLock: StorageLock {
    private let storage: Locked<FaultyStorage?>

    init(_ storage: FaultyStorage) { self.storage = Locked(storage) }

    deinit { release() }

    func release() {
        storage.withLock { held in
            held?.state.withLock { $0.isLocked = false }
            held = nil
        }
    }
}

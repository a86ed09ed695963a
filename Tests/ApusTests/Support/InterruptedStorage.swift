@testable import Apus

/// A storage in which something happens before a file is read or made: what others may do at any time.
final class InterruptedStorage: Storage {
    let base: any Storage
    private let interruption = Locked<(ending: String, body: @Sendable () throws -> Void)?>(nil)

    init(_ base: any Storage) { self.base = base }

    /// Runs `body` before a file whose name ends like this is read or made the next time, once.
    func interrupt(_ ending: String, _ body: @escaping @Sendable () throws -> Void) {
        interruption.withLock { $0 = (ending, body) }
    }

    /// Whether what was set has not happened.
    var isPending: Bool { interruption.withLock { $0 != nil } }

    func read(_ name: String) throws(StorageError) -> any StoredBytes {
        try interruptIfNamed(name)
        return try base.read(name)
    }

    func create(_ name: String) throws(StorageError) -> any StorageFile {
        try interruptIfNamed(name)
        return try base.create(name)
    }

    private func interruptIfNamed(_ name: String) throws(StorageError) {
        let body = interruption.withLock { interruption -> (@Sendable () throws -> Void)? in
            guard let (ending, body) = interruption, name.hasSuffix(ending) else { return nil }
            interruption = nil
            return body
        }
        do { try body?() } catch { throw .failed(operation: "interrupt", file: name, code: 0) }
    }

    func names() throws(StorageError) -> [String] { try base.names() }
    func rename(_ name: String, to newName: String) throws(StorageError) { try base.rename(name, to: newName) }
    func remove(_ name: String) throws(StorageError) { try base.remove(name) }
    func synchronize() throws(StorageError) { try base.synchronize() }
    func lock() throws(StorageError) -> any StorageLock { try base.lock() }
    func identity(of name: String) throws(StorageError) -> UInt64? { try base.identity(of: name) }
}

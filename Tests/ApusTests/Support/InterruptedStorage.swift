import Synchronization

@testable import Apus

/// A storage in which something happens before a file is read: what another process may do at any time.
final class InterruptedStorage: Storage {
    let base: any Storage
    private let interruption = Mutex<(ending: String, body: @Sendable () throws -> Void)?>(nil)

    init(_ base: any Storage) { self.base = base }

    /// Runs `body` before the next read of a file whose name ends like this, once.
    func interrupt(_ ending: String, _ body: @escaping @Sendable () throws -> Void) {
        interruption.withLock { $0 = (ending, body) }
    }

    /// Whether what was set has not happened.
    var isPending: Bool { interruption.withLock { $0 != nil } }

    func read(_ name: String) throws(StorageError) -> any StoredBytes {
        let body = interruption.withLock { interruption -> (@Sendable () throws -> Void)? in
            guard let (ending, body) = interruption, name.hasSuffix(ending) else { return nil }
            interruption = nil
            return body
        }
        do { try body?() } catch { throw .failed(operation: "interrupt", file: name, code: 0) }
        return try base.read(name)
    }

    func names() throws(StorageError) -> [String] { try base.names() }
    func create(_ name: String) throws(StorageError) -> any StorageFile { try base.create(name) }
    func rename(_ name: String, to newName: String) throws(StorageError) { try base.rename(name, to: newName) }
    func remove(_ name: String) throws(StorageError) { try base.remove(name) }
    func synchronize() throws(StorageError) { try base.synchronize() }
    func lock() throws(StorageError) -> any StorageLock { try base.lock() }
    func identity(of name: String) throws(StorageError) -> UInt64? { try base.identity(of: name) }
}

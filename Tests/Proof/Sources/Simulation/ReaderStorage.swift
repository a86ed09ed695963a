@testable import Apus

/// A disk as another process sees it that only reads: its calls are not counted and never fail.
final class ReaderStorage: Storage {
    private let disk: FaultyStorage

    init(_ disk: FaultyStorage) { self.disk = disk }

    func names() throws(StorageError) -> [String] { disk.state.withLock { $0.names.keys.sorted() } }

    func read(_ name: String) throws(StorageError) -> any StoredBytes {
        guard let file = disk.state.withLock({ $0.names[name] }) else { throw .missing(file: name) }
        return OwnedBytes(file.content.withLock { $0.bytes })
    }

    func identity(of name: String) throws(StorageError) -> UInt64? { disk.state.withLock { $0.names[name]?.identity } }

    func create(_ name: String) throws(StorageError) -> any StorageFile { throw .readOnly(file: name) }
    func rename(_ name: String, to newName: String) throws(StorageError) { throw .readOnly(file: name) }
    func remove(_ name: String) throws(StorageError) { throw .readOnly(file: name) }
    func synchronize() throws(StorageError) { throw .readOnly(file: "") }

    /// Whether somebody writes; a reader that asks changes nothing.
    func lock() throws(StorageError) -> any StorageLock { throw .readOnly(file: "lock") }
}

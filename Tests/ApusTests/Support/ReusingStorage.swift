@testable import Apus

/// A storage that gives a manifest the lowest identity which none has that is there or still read: a file system whose inodes are
/// used again at once, and whose clock stands.
final class ReusingStorage: Storage {
    private struct Holder: Sendable {
        var identity: UInt64
        nonisolated(unsafe) weak var bytes: HeldBytes?
    }

    private struct State {
        var identities: [String: UInt64] = [:]
        var holders: [Holder] = []
    }

    private let base = MemoryStorage()
    private let state = Locked(State())

    func read(_ name: String) throws(StorageError) -> any StoredBytes {
        let bytes = HeldBytes(try base.read(name))
        state.withLock { state in
            state.holders.removeAll { $0.bytes == nil }
            if let identity = state.identities[name] { state.holders.append(Holder(identity: identity, bytes: bytes)) }
        }
        return bytes
    }

    func create(_ name: String) throws(StorageError) -> any StorageFile {
        let file = try base.create(name)
        guard name == IndexFileName.newManifest else { return file }
        state.withLock { state in
            state.identities[name] = nil
            state.holders.removeAll { $0.bytes == nil }
            let taken = Set(state.identities.values).union(state.holders.map(\.identity))
            state.identities[name] = (1...).first { !taken.contains($0) }
        }
        return file
    }

    func rename(_ name: String, to newName: String) throws(StorageError) {
        try base.rename(name, to: newName)
        state.withLock { $0.identities[newName] = $0.identities.removeValue(forKey: name) }
    }

    func remove(_ name: String) throws(StorageError) {
        try base.remove(name)
        state.withLock { $0.identities[name] = nil }
    }

    func identity(of name: String) throws(StorageError) -> UInt64? { state.withLock { $0.identities[name] } }
    func names() throws(StorageError) -> [String] { try base.names() }
    func synchronize() throws(StorageError) { try base.synchronize() }
    func lock() throws(StorageError) -> any StorageLock { try base.lock() }
}

/// Bytes whose end is seen.
private final class HeldBytes: StoredBytes {
    private let base: any StoredBytes
    var bytes: UnsafeRawBufferPointer { base.bytes }

    init(_ base: any StoredBytes) { self.base = base }
}

extension Storage {
    /// Files beside those of the index, in a place of their own: here under names of this storage that begin with that of the folder.
    public func folder(_ name: String) throws(StorageError) -> any Storage {
        try FileName.check(name)
        return PrefixedStorage(self, prefix: name + "-")
    }

    /// Copies the file.
    @discardableResult
    public func link(_ name: String, into target: any Storage, as newName: String) throws(StorageError) -> Bool {
        let stored = try read(name)
        defer { withExtendedLifetime(stored) {} }
        try target.write(stored.bytes, as: newName)
        return false
    }

    /// Makes a file of these bytes and makes its content durable.
    package func write(_ bytes: UnsafeRawBufferPointer, as name: String) throws(StorageError) {
        let file = try create(name)
        try file.append(bytes)
        try file.synchronize()
        try file.close()
    }
}

/// A part of a storage: the files whose names begin with a prefix, without it.
struct PrefixedStorage: Storage {
    private let base: any Storage
    private let prefix: String

    init(_ base: any Storage, prefix: String) {
        self.base = base
        self.prefix = prefix
    }

    func names() throws(StorageError) -> [String] {
        try base.names().filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }
    func read(_ name: String) throws(StorageError) -> any StoredBytes { try base.read(prefix + name) }
    func create(_ name: String) throws(StorageError) -> any StorageFile { try base.create(prefix + name) }
    func rename(_ name: String, to newName: String) throws(StorageError) {
        try base.rename(prefix + name, to: prefix + newName)
    }
    func remove(_ name: String) throws(StorageError) { try base.remove(prefix + name) }
    func synchronize() throws(StorageError) { try base.synchronize() }
    func lock() throws(StorageError) -> any StorageLock { try base.lock() }
    func identity(of name: String) throws(StorageError) -> UInt64? { try base.identity(of: prefix + name) }
}

extension Manifest {
    /// Makes this the index's commit: afterwards, and whatever happens on the way, the index is the last commit or this one.
    ///
    /// All files of the commit must have been synchronised. On an error nobody knows which of the two commits a crash
    /// would leave: the writer must not go on, but open the index again.
    package func commit(to storage: any Storage) throws(StorageError) {
        try prepare(in: storage)
        try Self.commitPrepared(in: storage)
    }

    /// Writes it beside the last commit's, durable as all files are that it names. An error leaves the last commit as it was.
    func prepare(in storage: any Storage) throws(StorageError) {
        try storage.synchronize()
        let file = try storage.create(IndexFileName.newManifest)
        try withUnsafeBytesTyped(of: encoded()) { (bytes) throws(StorageError) in try file.append(bytes) }
        try file.synchronize()
        try file.close()
    }

    /// Makes what was prepared the last commit. An error does not tell which of the two a reader will find.
    static func commitPrepared(in storage: any Storage) throws(StorageError) {
        try storage.rename(IndexFileName.newManifest, to: IndexFileName.manifest)
        try storage.synchronize()
    }

    /// The index's last commit, or nil where there never was one.
    package static func read(from storage: any Storage) throws(ManifestError) -> Manifest? {
        guard let file = try file(in: storage) else { return nil }
        defer { withExtendedLifetime(file) {} }
        return try Manifest(decoding: file.bytes)
    }

    static func file(in storage: any Storage) throws(ManifestError) -> (any StoredBytes)? {
        do throws(StorageError) { return try storage.read(IndexFileName.manifest) } catch {
            if case .missing = error { return nil }
            throw .storage(error)
        }
    }
}

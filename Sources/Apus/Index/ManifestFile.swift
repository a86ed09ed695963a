/// The manifest as it was found: what it says, and the file that says it.
///
/// The file is held: only that keeps a storage from giving its identity to a later one.
struct ManifestFile: Sendable {
    let manifest: Manifest
    /// What the storage said of the name `manifest` right after the file was opened.
    let identity: UInt64?
    private let file: any StoredBytes

    /// Reads what is there; nil where there never was a commit.
    init?(in storage: any Storage) throws(ManifestError) {
        guard let file = try Manifest.file(in: storage) else { return nil }
        manifest = try Manifest(decoding: file.bytes)
        self.file = file
        do throws(StorageError) { identity = try storage.identity(of: IndexFileName.manifest) } catch { throw .storage(error) }
    }

    /// Whether another commit or merge has come since. No manifest has ever the bytes of an earlier one, so the bytes tell.
    func isReplaced(in storage: any Storage) throws(ManifestError) -> Bool {
        guard let now = try Manifest.file(in: storage) else { return true }
        return withExtendedLifetime((file, now)) { bytewiseOrder(file.bytes, now.bytes) != 0 }
    }
}

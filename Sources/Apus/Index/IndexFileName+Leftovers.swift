extension IndexFileName {
    /// What is wrong where there are files of segments and no manifest.
    static let missingManifest = DamagedFile(file: manifest, offset: 0, reason: "the file is missing")

    /// Whether files are there that only a commit can have left: the manifest of an empty index is written before any of them.
    static func hasSegments(_ storage: any Storage) throws(StorageError) -> Bool {
        try storage.names().contains { isRemovable($0) && $0 != newManifest && !$0.hasPrefix(temporaryPrefix) }
    }

    /// The files in `storage` that are the engine's own and belong to none of `manifests`.
    package static func leftovers(in storage: any Storage, besides manifests: [Manifest]) throws(StorageError) -> [String] {
        let kept = Set(manifests.flatMap(\.fileNames))
        return try storage.names().filter { isRemovable($0) && !kept.contains($0) }
    }

    /// Removes the files that belong to no commit but `manifest`, which was read.
    ///
    /// Whoever wrote it may have failed or died before its name was durable. So it is made durable first: else, if power went now, the
    /// manifest before it could come back and name files that are gone.
    package static func removeLeftovers(in storage: any Storage, besides manifest: Manifest) throws(StorageError) {
        let leftovers = try leftovers(in: storage, besides: [manifest])
        guard !leftovers.isEmpty else { return }
        try storage.synchronize()
        for name in leftovers { try storage.remove(name) }
    }
}

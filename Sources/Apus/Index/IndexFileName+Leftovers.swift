extension IndexFileName {
    /// The files in `storage` that are the engine's own and belong to none of `manifests`.
    package static func leftovers(in storage: any Storage, besides manifests: [Manifest]) throws(StorageError) -> [String] {
        let kept = Set(manifests.flatMap(\.fileNames))
        return try storage.names().filter { isRemovable($0) && !kept.contains($0) }
    }
}

extension SourceTable {
    /// A table of the same files that knows nothing of them but their names, so that each is read again; written as that of a generation.
    func forgetting(generation: UInt64, in storage: any Storage) throws -> Manifest.SourcesRecord? {
        let unknown = Entry(size: .max, modified: .min, hash: 0)
        let changes = Dictionary(uniqueKeysWithValues: try paths().map { (ExactText($0), unknown) })
        return try SourceTable.updating(self, changes: changes, removals: [], generation: generation, in: storage)
    }
}

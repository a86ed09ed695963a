extension SourceTable {
    /// Writes the table of a generation: an earlier one without removals and with changes, which come last.
    /// Nil when it has become empty. O(entries), reading and writing in one pass.
    package static func updating(
        _ earlier: SourceTable?, changes: [ExactText: Entry], removals: Set<ExactText>, generation: UInt64,
        in storage: any Storage
    ) throws -> Manifest.SourcesRecord? {
        try earlier?.verify()
        let edits = SourceTableEdits(changes: changes, removals: removals)
        var update = Update(edits: edits, generation: generation, storage: storage)
        if let earlier { try update.merge(earlier) }
        return try update.finish()
    }

    /// The edits that are left, and the table that comes of them.
    private struct Update {
        var edits: SourceTableEdits
        let generation: UInt64
        let storage: any Storage
        var writer: SourceTableWriter?

        mutating func merge(_ earlier: SourceTable) throws {
            var cursor = earlier.cursor(atBlock: 0)
            do {
                while try cursor.advance() {
                    let isReplaced = try withUnsafeBytesTyped(of: cursor.path) { path in try put(before: path) }
                    if !isReplaced { try append(cursor.path, cursor.entry) }
                }
            } catch let error as CorruptBytes { throw earlier.damage(error) }
        }

        mutating func finish() throws(StorageError) -> Manifest.SourcesRecord? {
            while !edits.isAtEnd { try put() }
            return try writer?.finish()
        }

        /// Makes the edits of paths below `path`; whether the next one is of this path.
        private mutating func put(before path: UnsafeRawBufferPointer) throws(StorageError) -> Bool {
            while !edits.isAtEnd {
                if edits.withPath({ !$0.precedes(path) }) { return edits.withPath { $0.elementsEqual(path) } }
                try put()
            }
            return false
        }

        private mutating func put() throws(StorageError) {
            if let entry = edits.entry { try append(edits.withPath { Array($0) }, entry) }
            edits.advance()
        }

        private mutating func append(_ path: [UInt8], _ entry: Entry) throws(StorageError) {
            if writer == nil { writer = try SourceTableWriter(generation: generation, in: storage) }
            try writer?.append(path, entry)
        }
    }
}

/// The segments of a commit to be, and which of their documents it deletes.
struct DeletionChanges {
    struct Entry {
        let reader: SegmentReader
        let record: SegmentRecord
        let deletions: Deletions?
        /// How many documents this commit had added before the segment's first; nil for a segment of an earlier commit.
        let firstAdded: UInt64?
        var dead: Set<UInt32> = []

        func isDeleted(_ document: UInt32) -> Bool { deletions?.contains(document) ?? false || dead.contains(document) }
    }

    private(set) var entries: [Entry]

    init(_ views: [Snapshot.SegmentView]) {
        entries = views.map { view in
            var record = view.reader.record
            record.deletions = view.deletions?.record
            return Entry(reader: view.reader, record: record, deletions: view.deletions, firstAdded: nil)
        }
    }

    /// Deletes in all segments so far the documents whose ids occur in a newer one.
    mutating func replace(by newer: SegmentReader) throws {
        for index in entries.indices {
            entries[index].dead.formUnion(try newer.ids.duplicates(in: entries[index].reader.ids))
        }
    }

    mutating func append(_ reader: SegmentReader, replaced: [UInt32], firstAdded: UInt64) {
        entries.append(Entry(reader: reader, record: reader.record, deletions: nil, firstAdded: firstAdded, dead: Set(replaced)))
    }

    /// Deletes the documents of an id, but for those added at or after a point of this commit. Gives those that were alive: for each
    /// the place of its segment and its number there.
    @discardableResult
    mutating func delete(id: String, addedBefore limit: UInt64) throws -> [(segment: Int, document: UInt32)] {
        var dead: [(segment: Int, document: UInt32)] = []
        for index in entries.indices {
            for document in try entries[index].reader.ids.documents(withID: id.utf8) {
                let wasDeleted = entries[index].isDeleted(document)
                delete(document, in: index, addedBefore: limit)
                if !wasDeleted, entries[index].isDeleted(document) { dead.append((index, document)) }
            }
        }
        return dead
    }

    /// Deletes the documents of a source file, but for those added at or after a point of this commit.
    mutating func delete(source: String, addedBefore limit: UInt64) throws {
        for index in entries.indices {
            let reader = entries[index].reader
            guard let entry = try reader.entry(field: ReservedField.source, term: KeywordTerm.bytes(source)) else { continue }
            let arena = SearchArena()
            var cursor = TermCursor(try reader.list(entry), arena: arena)
            while cursor.document != .end {
                delete(cursor.document.rawValue, in: index, addedBefore: limit)
                cursor.advance()
            }
            if let damage = arena.damage { throw reader.damage(damage) }
        }
    }

    private mutating func delete(_ document: UInt32, in index: Int, addedBefore limit: UInt64) {
        if let first = entries[index].firstAdded, first + UInt64(document) >= limit { return }
        entries[index].dead.insert(document)
    }

    /// Writes the deletions that changed; segments without a living document are left out.
    func write(generation: UInt64, storage: any Storage) throws -> [SegmentRecord] {
        var records: [SegmentRecord] = []
        for entry in entries {
            var record = entry.record
            let deletions = entry.deletions ?? Deletions(documentCount: entry.reader.documentCount)
            let changed = deletions.inserting(entry.dead.sorted())
            if changed.count > deletions.count {
                if changed.count == entry.reader.documentCount { continue }
                record.deletions = try changed.write(for: record, generation: generation, in: storage)
            }
            records.append(record)
        }
        return records
    }
}

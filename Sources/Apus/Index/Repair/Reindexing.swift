/// Indexes the documents of a damaged segment again, from their stored fields.
///
/// What was not stored cannot be searched afterwards.
struct Reindexing {
    let store: DocumentStoreReader
    let ids: DocumentIDsReader
    let sources: DocumentSources
    let schema: Schema
    let storage: any Storage

    /// Writes segments of the documents that are not lost, in their order, each as large as memory allows.
    /// - Parameter number: of the temporary files.
    mutating func run(options: IndexOptions, number: Int, isLost: (UInt32) -> Bool) throws -> [SegmentRecord] {
        let memory = max(IndexOptions.leastMemory, options.memory)
        let builder = SegmentBuilder(
            number: number, storage: storage, analyzer: options.analyzer, memory: memory, pairs: options.pairs)
        var records: [SegmentRecord] = []
        do {
            for block in 0..<store.blockCount where store.documents(ofBlock: block).contains(where: { !isLost($0) }) {
                try store.forEach(inBlock: block) { document, record in
                    guard !isLost(document) else { return }
                    try builder.add(try admitted(document, StoredRecord(decoding: record)))
                    guard builder.usedBytes >= memory, let record = try builder.flush() else { return }
                    records.append(record)
                }
            }
            if let record = try builder.flush() { records.append(record) }
            return records
        } catch {
            builder.abandon()
            for name in records.flatMap(\.fileNames) { try? storage.remove(name) }
            throw error
        }
    }

    private func admitted(_ document: UInt32, _ record: StoredRecord) throws -> AdmittedDocument {
        let fields = record.fields.compactMap { field in
            field.number < schema.fields.count
                ? AdmittedDocument.Field(number: field.number, definition: schema.fields[field.number], values: field.values)
                : nil
        }
        return AdmittedDocument(id: try ids.id(of: document), fields: fields, source: sources[document])
    }
}

/// The files that the documents of a segment came from, where that is not their id: as far as the segment's lists still tell.
struct DocumentSources {
    private var names: [UInt32: String] = [:]

    /// Reads the lists of sources. Without terms and postings nothing is known. O(documents).
    init(of assessment: SegmentAssessment, in storage: any Storage) {
        guard assessment.broken.isDisjoint(with: [.terms, .postings]) else { return }
        var record = assessment.record
        record.parts.removeAll { $0.part == .pairs }
        guard let reader = try? SegmentReader(record, in: storage, checksEnvelopes: false) else { return }
        // What is read up to some damage is right.
        try? read(reader)
    }

    subscript(document: UInt32) -> String? { names[document] }

    private mutating func read(_ reader: SegmentReader) throws {
        var walk = try TermDictionaryCursor(reader.dictionary, from: TermKey.bytes(field: ReservedField.source, term: []))
        while let entry = walk.entry, walk.field == ReservedField.source {
            let bytes = Array(walk.key.dropFirst(TermDictionaryLayout.fieldBytes))
            // The end of a longer one is a hash.
            if bytes.count < Limits.termBytes, let name = String(validating: bytes, as: UTF8.self) {
                let arena = SearchArena()
                var cursor = TermCursor(try reader.list(entry), arena: arena)
                var documents: [UInt32] = []
                while cursor.document != .end {
                    documents.append(cursor.document.rawValue)
                    cursor.advance()
                }
                if let damage = arena.damage { throw reader.damage(damage) }
                for document in documents { names[document] = name }
            }
            try walk.advance()
        }
    }
}

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

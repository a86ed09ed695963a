/// Writes stored documents in compressed blocks.
///
///     content = block* entry* entries:u32 documents:u32
///     entry   = first:u32 length:u32 offset:u64        16 bytes a block: its first document, its length when inflated, where it is
///     block   = zlib format (RFC 1950) of { end:u32 } { record }; one end a document, counted from the first record
///
/// A block closes once its records have 2 KiB, and before a record of 8 KiB or more, so where blocks end depends on the lengths of
/// the records alone. A record is a `StoredRecord`.
package final class DocumentStoreWriter {
    package static let entryBytes = 16
    package static let blockBytes = 2 << 10
    package static let largeRecordBytes = 8 << 10
    /// Measured: level 1 writes twice as fast as 6 and takes an eighth more room.
    private static let level: Int32 = 1

    private let file: PartWriter
    private let deflater = Deflater(level: level)
    private var records = ByteWriter()
    private var ends: [UInt32] = []
    private var record = ByteWriter()
    private var entries = ByteWriter()
    private var entryCount: UInt32 = 0
    private var documentCount: UInt32 = 0

    package init(_ file: PartWriter) { self.file = file }

    /// Bytes held until the next block is written.
    package var bufferedBytes: Int { records.count + entries.count }

    package func append(_ document: StoredRecord) throws(IndexError) {
        record.removeAll()
        document.encode(into: &record)
        try withUnsafeBytesTyped(of: record.bytes) { (bytes) throws(IndexError) in try append(encoded: bytes) }
    }

    /// A record as another store gives it.
    package func append(encoded record: UnsafeRawBufferPointer) throws(IndexError) {
        guard record.count <= Limits.storedDocumentBytes else {
            throw .tooLarge("the stored fields of a document have more than \(Limits.storedDocumentBytes) bytes")
        }
        if record.count >= Self.largeRecordBytes { try closeBlock() }
        records.run(record)
        ends.append(UInt32(records.count))
        documentCount += 1
        if records.count >= Self.blockBytes { try closeBlock() }
    }

    /// Writes the last block and the table.
    package func finish() throws(IndexError) {
        try closeBlock()
        entries.integer(entryCount)
        entries.integer(documentCount)
        do { try file.append(entries.bytes) } catch { throw .storage(error) }
    }

    private func closeBlock() throws(IndexError) {
        guard !ends.isEmpty else { return }
        var block = ByteWriter()
        for end in ends { block.integer(end) }
        block.run(records.bytes)
        documentCount -= UInt32(ends.count)
        try write(deflater.compress(block.bytes), length: UInt32(block.count), documents: UInt32(ends.count))
        records.removeAll()
        ends.removeAll(keepingCapacity: true)
    }

    /// Writes a whole block behind the ones before.
    private func write(_ block: [UInt8], length: UInt32, documents: UInt32) throws(IndexError) {
        entries.integer(documentCount)
        entries.integer(length)
        entries.integer(file.contentOffset)
        entryCount += 1
        documentCount += documents
        do { try file.append(block) } catch { throw .storage(error) }
    }
}

extension DocumentStoreWriter {
    /// The documents that live on, segment by segment. Records are copied as they are; so is a whole block that this store would
    /// have cut in the same way.
    package func merge(_ inputs: [MergeInput<DocumentStoreReader>]) throws {
        for input in inputs {
            for number in 0..<input.reader.blockCount {
                if ends.isEmpty, input.documents.keepsAll, let block = try input.reader.closedBlock(number) {
                    try write(Array(block.bytes), length: block.length, documents: block.documents)
                    continue
                }
                // What nobody wants may be damaged. A block without documents is not passed over: it is damage by itself.
                let documents = input.reader.documents(ofBlock: number)
                if !documents.isEmpty, documents.allSatisfy({ input.documents[$0] == nil }) { continue }
                try input.reader.forEach(inBlock: number) { document, record in
                    if input.documents[document] != nil { try append(encoded: record) }
                }
            }
        }
    }
}

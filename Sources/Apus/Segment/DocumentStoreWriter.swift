/// Writes stored documents in compressed blocks.
///
///     content = block* entry* entries:u32 documents:u32
///     entry   = first:u32 length:u32 offset:u64        16 bytes a block: its first document, its length when inflated, where it is
///     block   = raw DEFLATE (RFC 1951) of { end:u32 } { record }; one end a document, counted from the first record
///
/// A block closes once its records have 16 KiB, so where blocks end depends on the documents alone.
package final class DocumentStoreWriter {
    package static let entryBytes = 16
    package static let blockBytes = 16 << 10
    /// Measured: level 1 writes twice as fast as 6 and takes an eighth more room.
    private static let level: Int32 = 1

    private let file: PartWriter
    private let deflater = Deflater(level: level)
    private var records = ByteWriter()
    private var ends: [UInt32] = []
    private var entries = ByteWriter()
    private var entryCount: UInt32 = 0
    private var documentCount: UInt32 = 0

    package init(_ file: PartWriter) { self.file = file }

    /// Bytes held until the next block is written.
    package var bufferedBytes: Int { records.count + entries.count }

    package func append(_ record: StoredRecord) throws(IndexError) {
        record.encode(into: &records)
        try endRecord()
    }

    /// A record as another store gives it.
    package func append(encoded record: UnsafeRawBufferPointer) throws(IndexError) {
        records.run(record)
        try endRecord()
    }

    package func finish() throws(IndexError) {
        try closeBlock()
        entries.integer(entryCount)
        entries.integer(documentCount)
        do { try file.append(entries.bytes) } catch { throw .storage(error) }
    }

    private func endRecord() throws(IndexError) {
        guard records.count <= Int(Int32.max) else { throw .tooLarge("a stored document is longer than 2 GiB") }
        ends.append(UInt32(records.count))
        documentCount += 1
        if records.count >= Self.blockBytes { try closeBlock() }
    }

    private func closeBlock() throws(IndexError) {
        guard !ends.isEmpty else { return }
        var block = ByteWriter()
        for end in ends { block.integer(end) }
        block.run(records.bytes)
        entries.integer(documentCount - UInt32(ends.count))
        entries.integer(UInt32(block.count))
        entries.integer(file.contentOffset)
        entryCount += 1
        do { try file.append(deflater.compress(block.bytes)) } catch { throw .storage(error) }
        records.removeAll()
        ends.removeAll(keepingCapacity: true)
    }
}

extension DocumentStoreWriter {
    /// The documents that live on, segment by segment; their records are copied as they are.
    package func merge(_ inputs: [MergeInput<DocumentStoreReader>]) throws {
        for input in inputs {
            try input.reader.forEach { document, record in
                if input.documents[document] != nil { try append(encoded: record) }
            }
        }
    }
}

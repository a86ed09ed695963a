/// Reads what `DocumentStoreWriter` wrote: one block is inflated for a document, and the last ones are kept.
///
/// A block's Adler-32 is compared whenever it is inflated, so a changed byte in it never becomes an answer.
package final class DocumentStoreReader: Sendable {
    /// DEFLATE makes a run at most 1,032 times as short.
    private static let greatestInflation = 1040

    package let documentCount: Int
    package let blockCount: Int
    private let part: PartReader
    private let tableOffset: Int
    private let inflated = InflatedBlocks()

    package init(_ part: PartReader, documentCount: Int) throws(DamagedFile) {
        let table = try part.closingTable(stride: DocumentStoreWriter.entryBytes, documents: documentCount)
        (self.part, self.documentCount, tableOffset) = (part, documentCount, table.offset)
        blockCount = table.entries.count / DocumentStoreWriter.entryBytes
        guard documentCount == 0 ? blockCount == 0 : blockCount > 0 && first(ofBlock: 0) == 0 else {
            throw part.damage(at: table.offset, "the first block does not begin with document 0")
        }
    }

    /// The stored fields of a document, all or those that are wanted. One block is inflated unless it is among the last ones.
    package func document(_ document: UInt32, where isWanted: (Int) -> Bool = { _ in true }) throws(DamagedFile) -> StoredRecord {
        guard Int(document) < documentCount else { throw part.damage(at: tableOffset, "there is no document \(document)") }
        let number = block(of: document)
        guard number >= 0 else { throw part.damage(at: tableOffset, "document \(document) is in no block") }
        let block = try inflated.block(number) { () throws(DamagedFile) in try inflate(number) }
        do throws(CorruptBytes) {
            return try withUnsafeBytesTyped(of: block) { (bytes) throws(CorruptBytes) in
                let records = try StoredBlock(bytes, documents: documents(inBlock: number))
                return try StoredRecord(decoding: records.record(Int(document) - first(ofBlock: number)), where: isWanted)
            }
        } catch { throw part.damage(at: offset(ofBlock: number), "document \(document): \(error.reason)") }
    }

    /// Calls with each document of a block and its encoded record, in order.
    package func forEach(inBlock number: Int, _ body: (UInt32, UnsafeRawBufferPointer) throws -> Void) throws {
        try checkPlace(ofBlock: number)
        try inflate(number).withUnsafeBytes { bytes in
            do {
                let records = try StoredBlock(bytes, documents: documents(inBlock: number))
                for index in 0..<records.count { try body(UInt32(first(ofBlock: number) + index), records.record(index)) }
            } catch let error as CorruptBytes {
                throw part.damage(at: offset(ofBlock: number), error.reason)
            }
        }
    }

    /// A block as it stands in the file, when its records are as many as close a block; nil for one that was cut short.
    func closedBlock(_ number: Int) throws(DamagedFile) -> (bytes: UnsafeRawBufferPointer, length: UInt32, documents: UInt32)? {
        try checkPlace(ofBlock: number)
        let (length, documents) = (length(ofBlock: number), documents(inBlock: number))
        guard length - 4 * documents >= DocumentStoreWriter.blockBytes else { return nil }
        return (try packed(number), UInt32(length), UInt32(documents))
    }

    /// Inflates all blocks and decodes all records. O(length).
    package func validate() throws {
        for number in 0..<blockCount {
            try forEach(inBlock: number) { document, record in
                do throws(CorruptBytes) { _ = try StoredRecord(decoding: record) } catch {
                    throw part.damage(at: offset(ofBlock: number), "document \(document): \(error.reason)")
                }
            }
        }
    }

    /// Of each document whether its record can be read, block by block: where a block is damaged, none of its documents can. O(length).
    package func readableDocuments() -> [Bool] {
        var readable = [Bool](repeating: false, count: documentCount)
        for number in 0..<blockCount {
            var read: [UInt32] = []
            do {
                try forEach(inBlock: number) { document, record in
                    _ = try StoredRecord(decoding: record)
                    read.append(document)
                }
            } catch { continue }
            for document in read { readable[Int(document)] = true }
        }
        return readable
    }

    /// How many bytes are inflated for a document, unless they are kept from before. A damaged store may say anything.
    package func inflatedBytes(of document: UInt32) -> Int {
        let number = block(of: document)
        return number < 0 ? 0 : length(ofBlock: number)
    }

    // MARK: Blocks

    /// The block of a document; below 0 where there is none.
    private func block(of document: UInt32) -> Int { partition(0..<blockCount) { first(ofBlock: $0) > Int(document) } - 1 }

    private func first(ofBlock block: Int) -> Int { Int(load(entry(block), UInt32.self)) }

    private func length(ofBlock block: Int) -> Int { Int(load(entry(block) + 4, UInt32.self)) }

    private func offset(ofBlock block: Int) -> Int { Int(clamping: load(entry(block) + 8, UInt64.self)) }

    private func entry(_ block: Int) -> Int { tableOffset + block * DocumentStoreWriter.entryBytes }

    // All offsets are within the table, because `block < blockCount`.
    private func load<T: FixedWidthInteger>(_ offset: Int, _ type: T.Type) -> T {
        T(littleEndian: part.content.loadUnaligned(fromByteOffset: offset, as: type))
    }

    private func end(ofBlock block: Int) -> Int { block + 1 < blockCount ? first(ofBlock: block + 1) : documentCount }

    /// The documents of a block.
    func documents(ofBlock block: Int) -> Range<UInt32> {
        let first = min(first(ofBlock: block), documentCount)
        return UInt32(first)..<UInt32(first + documents(inBlock: block))
    }

    private func documents(inBlock block: Int) -> Int {
        max(0, min(end(ofBlock: block), documentCount) - first(ofBlock: block))
    }

    /// Each block begins where the one before ends, so all of them hold each document once.
    private func checkPlace(ofBlock block: Int) throws(DamagedFile) {
        guard first(ofBlock: block) < end(ofBlock: block), end(ofBlock: block) <= documentCount else {
            throw part.damage(at: entry(block), "block \(block) has no documents, or too many")
        }
    }

    private func inflate(_ number: Int) throws(DamagedFile) -> [UInt8] {
        let packed = try packed(number)
        let length = length(ofBlock: number)
        guard length / Self.greatestInflation <= packed.count, let bytes = Inflater().inflate(packed, length: length) else {
            throw part.damage(at: offset(ofBlock: number), "a block does not inflate to \(length) bytes")
        }
        return bytes
    }

    private func packed(_ number: Int) throws(DamagedFile) -> UnsafeRawBufferPointer {
        let start = offset(ofBlock: number)
        let end = number + 1 < blockCount ? offset(ofBlock: number + 1) : tableOffset
        guard start < end, end <= tableOffset else { throw part.damage(at: entry(number), "a block is outside the file") }
        return UnsafeRawBufferPointer(rebasing: part.content[start..<end])
    }
}

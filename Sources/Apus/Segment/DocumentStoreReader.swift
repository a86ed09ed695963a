import Synchronization

/// Reads what `DocumentStoreWriter` wrote: one block is inflated for a document, and the last ones are kept.
package final class DocumentStoreReader: Sendable {
    /// Inflated blocks that are kept.
    private static let keptBlocks = 4
    /// DEFLATE makes a run at most 1,032 times as short.
    private static let mostInflation = 1040

    private struct Block {
        var number: Int
        var bytes: [UInt8]
    }

    package let documentCount: Int
    private let part: PartReader
    private let tableOffset: Int
    private let blockCount: Int
    private let kept = Mutex<[Block]>([])

    package init(_ part: PartReader, documentCount: Int) throws(DamagedFile) {
        let table = try part.closingTable(stride: DocumentStoreWriter.entryBytes, documents: documentCount)
        (self.part, self.documentCount, tableOffset) = (part, documentCount, table.offset)
        blockCount = table.entries.count / DocumentStoreWriter.entryBytes
        guard documentCount == 0 || (blockCount > 0 && first(ofBlock: 0) == 0) else {
            throw part.damage(at: table.offset, "the first block does not begin with document 0")
        }
    }

    /// The stored fields of a document.
    package func document(_ document: UInt32) throws(DamagedFile) -> StoredRecord {
        guard Int(document) < documentCount else { throw part.damage(at: tableOffset, "there is no document \(document)") }
        let number = partition(0..<blockCount) { first(ofBlock: $0) > Int(document) } - 1
        guard number >= 0 else { throw part.damage(at: tableOffset, "document \(document) is in no block") }
        let block = try block(number)
        do throws(CorruptBytes) {
            return try withUnsafeBytesTyped(of: block) { (bytes) throws(CorruptBytes) in
                try StoredRecord(
                    decoding: try Self.record(Int(document) - first(ofBlock: number), in: bytes, of: documents(inBlock: number)))
            }
        } catch { throw part.damage(at: offset(ofBlock: number), "document \(document): \(error.reason)") }
    }

    /// Calls with each document and its encoded record, in order.
    package func forEach(_ body: (UInt32, UnsafeRawBufferPointer) throws -> Void) throws {
        let inflater = Inflater()
        for number in 0..<blockCount {
            let bytes = try inflated(number, by: inflater)
            let count = documents(inBlock: number)
            try bytes.withUnsafeBytes { bytes in
                for index in 0..<count {
                    let record: UnsafeRawBufferPointer
                    do throws(CorruptBytes) { record = try Self.record(index, in: bytes, of: count) } catch {
                        throw part.damage(at: offset(ofBlock: number), error.reason)
                    }
                    try body(UInt32(first(ofBlock: number) + index), record)
                }
            }
        }
    }

    /// Inflates all blocks and decodes all records.
    package func validate() throws {
        var next = 0
        try forEach { document, record in
            guard Int(document) == next else {
                throw part.damage(at: tableOffset, "document \(document) stands where \(next) belongs")
            }
            next += 1
            do throws(CorruptBytes) { _ = try StoredRecord(decoding: record) } catch {
                throw part.damage(at: tableOffset, "document \(document): \(error.reason)")
            }
        }
        guard next == documentCount else {
            throw part.damage(at: tableOffset, "\(next) documents are stored, not \(documentCount)")
        }
    }

    // MARK: Blocks

    private func first(ofBlock block: Int) -> Int {
        Int(part.content.loadUnaligned(fromByteOffset: entry(block), as: UInt32.self))
    }

    private func length(ofBlock block: Int) -> Int {
        Int(part.content.loadUnaligned(fromByteOffset: entry(block) + 4, as: UInt32.self))
    }

    private func offset(ofBlock block: Int) -> Int {
        Int(clamping: part.content.loadUnaligned(fromByteOffset: entry(block) + 8, as: UInt64.self))
    }

    private func entry(_ block: Int) -> Int { tableOffset + block * DocumentStoreWriter.entryBytes }

    private func documents(inBlock block: Int) -> Int {
        let end = block + 1 < blockCount ? min(first(ofBlock: block + 1), documentCount) : documentCount
        return max(0, end - first(ofBlock: block))
    }

    private func block(_ number: Int) throws(DamagedFile) -> [UInt8] {
        if let block = kept.withLock({ $0.first { $0.number == number } }) { return block.bytes }
        let bytes = try inflated(number, by: Inflater())
        kept.withLock { kept in
            if kept.count == Self.keptBlocks { kept.removeFirst() }
            kept.append(Block(number: number, bytes: bytes))
        }
        return bytes
    }

    private func inflated(_ number: Int, by inflater: Inflater) throws(DamagedFile) -> [UInt8] {
        let start = offset(ofBlock: number)
        let end = number + 1 < blockCount ? offset(ofBlock: number + 1) : tableOffset
        guard start <= end, end <= tableOffset else { throw part.damage(at: entry(number), "a block is outside the file") }
        let packed = UnsafeRawBufferPointer(rebasing: part.content[start..<end])
        let length = length(ofBlock: number)
        guard length / Self.mostInflation <= packed.count, let bytes = inflater.inflate(packed, length: length) else {
            throw part.damage(at: start, "a block does not inflate to \(length) bytes")
        }
        return bytes
    }

    private static func record(_ index: Int, in block: UnsafeRawBufferPointer, of count: Int) throws(CorruptBytes)
        -> UnsafeRawBufferPointer
    {
        guard index >= 0, index < count, count <= block.count / 4 else {
            throw CorruptBytes(at: 0, "the block holds no such record")
        }
        let ends = PackedIntegers<UInt32>(UnsafeRawBufferPointer(rebasing: block[..<(4 * count)]))
        let start = 4 * count + (index == 0 ? 0 : Int(ends[index - 1]))
        let end = 4 * count + Int(ends[index])
        guard start <= end, end <= block.count else { throw CorruptBytes(at: 4 * index, "a record is outside its block") }
        return UnsafeRawBufferPointer(rebasing: block[start..<end])
    }
}

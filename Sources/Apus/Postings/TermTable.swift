/// The terms of a segment while it is in memory, each with a growing stream of its occurrences: single-pass in-memory
/// inversion (Heinz & Zobel 2003).
///
/// All lives in one region: records with their terms, and the streams as chains of chunks. The hash table beside it is open
/// addressing over (hash, record) words. Nothing is allocated per token.
///
///     stream     = { occurrence }
///     occurrence = number(position << 1 | 1) number(document gap − 1)      the first in a document
///                | number((position gap − 1) << 1)                         further ones
///     chunk      = data next:u32           an occurrence is never parted; a chunk ends where the longest would not fit
final class TermTable {
    let region: MemoryRegion
    private(set) var termCount = 0
    private(set) var records: [UInt32] = []
    private var slots: UnsafeMutablePointer<UInt64>
    private var slotMask: Int
    /// Where the records of a batch are, 0 where that is not known yet.
    private let found = UnsafeMutablePointer<UInt64>.allocate(capacity: TermBatch.capacity)
    /// For terms that come one at a time.
    private let single = TermBatch()

    /// Bytes that a batch can add at most: for each term a record and a chunk.
    static let worstBatchBytes = TermBatch.capacity * (Record.bytes(termLength: Limits.termBytes) + Int(chunkBytes(.max)))
    static let linkBytes: UInt32 = 4
    /// The longest occurrence.
    static let occurrenceBytes = 2 * TermStreamCode.longestBytes
    private static let firstSlots = 1 << 12
    private static let leastChunk: UInt32 = 64
    /// From the seventh on all chunks have 4,096 bytes.
    private static let largestChunkNumber: UInt32 = 7
    /// At offset 0, which stands for none: of a length that no term has.
    private static let nullRecord = Record(next: 0, chunkEnd: 0, lastDocument: 0, lastPosition: 0, tag: 0)

    init(region: MemoryRegion) {
        self.region = region
        slots = .allocate(capacity: Self.firstSlots)
        slotMask = Self.firstSlots - 1
        begin()
    }

    deinit {
        slots.deallocate()
        found.deallocate()
    }

    private func begin() {
        slots.initialize(repeating: 0, count: slotMask + 1)
        pointer(region.allocate(Record.bytes(termLength: 1))).initialize(to: Self.nullRecord)
    }

    /// Bytes of memory in use, the hash table included.
    var usedBytes: Int { region.used + (slotMask + 1) * 8 + records.count * 4 }

    /// Forgets all terms; memory stays for as many others.
    func removeAll() {
        region.removeAll()
        records.removeAll(keepingCapacity: true)
        termCount = 0
        begin()
    }

    func record(at offset: UInt32) -> Record { pointer(offset).pointee }

    /// Field number (two bytes, high first) and term.
    func key(ofRecordAt offset: UInt32) -> UnsafeBufferPointer<UInt8> {
        let start = region.base + (Int(offset) + Record.termOffset - 2)
        return UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: record(at: offset).termLength + 2)
    }

    func paddedTerm(ofRecordAt offset: UInt32) -> PaddedTerm {
        PaddedTerm(start: UnsafeRawPointer(region.base + (Int(offset) + Record.termOffset)), count: record(at: offset).termLength)
    }

    /// Bytes of a chunk with its link. The first, number 0, is what its record leaves.
    @inline(__always)
    static func chunkBytes(_ number: UInt32) -> UInt32 { leastChunk &<< (min(number, largestChunkNumber) &- 1) }

    // MARK: Adding

    /// Adds terms at positions that follow each other. Documents do not fall, positions rise within a document.
    func add(_ batch: TermBatch, document: UInt32, position: UInt32) {
        while (termCount + batch.count) * 2 > slotMask { grow() }
        lookUp(batch)
        for index in 0..<batch.count {
            let record = found[index] == 0 ? self.record(batch, index) : pointer(UInt32(truncatingIfNeeded: found[index]))
            append(document: document, position: position &+ UInt32(truncatingIfNeeded: index), to: record)
        }
    }

    /// Adds one occurrence, as `add(_:document:position:)` does.
    func add(field: Int, term: UnsafeBufferPointer<UInt8>, document: UInt32, position: UInt32) {
        append(document: document, position: position, to: record(field: field, term: term))
    }

    /// Adds several occurrences of one term in a document, at positions that rise.
    func add(field: Int, term: UnsafeBufferPointer<UInt8>, document: UInt32, positions: [UInt32]) {
        let record = record(field: field, term: term)
        for position in positions { append(document: document, position: position, to: record) }
    }

    /// Adds a term without positions: once a document, however often it is said.
    func add(field: Int, keyword term: UnsafeBufferPointer<UInt8>, document: UInt32) {
        let record = record(field: field, term: term)
        if record.pointee.lastDocument != document { append(document: document, position: 0, to: record) }
    }

    private func record(field: Int, term: UnsafeBufferPointer<UInt8>) -> UnsafeMutablePointer<Record> {
        while (termCount + 1) * 2 > slotMask { grow() }
        single.begin(field: field)
        single.append(term)
        return record(single, 0)
    }

    @inline(__always)
    private func append(document: UInt32, position: UInt32, to record: UnsafeMutablePointer<Record>) {
        if record.pointee.next &+ Self.occurrenceBytes > record.pointee.chunkEnd { extend(record) }
        let isFirst = record.pointee.lastDocument != document
        // The position before the first is −1. The document's gap is written in any case, and counts where it is the first.
        let before = isFirst ? UInt32.max : record.pointee.lastPosition
        let head = UInt64(position &- before &- 1) &<< 1 | (isFirst ? 1 : 0)
        let next = record.pointee.next
        let headBytes = TermStreamCode.store(head, at: region.base + Int(next))
        let gap = UInt64(document &- record.pointee.lastDocument &- 1)
        let gapBytes = TermStreamCode.store(gap, at: region.base + Int(next &+ headBytes))
        record.pointee.next = next &+ headBytes &+ (isFirst ? gapBytes : 0)
        record.pointee.lastDocument = document
        record.pointee.lastPosition = position
    }

    @inline(never)
    private func extend(_ record: UnsafeMutablePointer<Record>) {
        if record.pointee.chunkNumber < Self.largestChunkNumber { record.pointee.tag += 1 }
        let bytes = Self.chunkBytes(record.pointee.chunkNumber)
        let chunk = region.allocate(Int(bytes))
        region.base.storeBytes(of: chunk, toByteOffset: Int(record.pointee.chunkEnd), as: UInt32.self)
        record.pointee.next = chunk
        record.pointee.chunkEnd = chunk + bytes - Self.linkBytes
    }

    // MARK: Looking up

    @inline(__always)
    private func pointer(_ offset: UInt32) -> UnsafeMutablePointer<Record> {
        (region.base + Int(offset)).assumingMemoryBound(to: Record.self)
    }

    /// Finds the records of terms that stand in the slots of their hashes. Each step is done for all terms before the next, so that
    /// the memory they are in is waited for once and not term by term.
    private func lookUp(_ batch: TermBatch) {
        let (slots, slotMask, found, base) = (slots, slotMask, found, UnsafeRawPointer(region.base))
        let (entries, bytes) = (batch.entries, UnsafeRawPointer(batch.bytes))
        for index in 0..<batch.count { found[index] = slots[Int(entries[index].hash) & slotMask] & 0xFFFF_FFFF }
        for index in 0..<batch.count {
            let entry = entries[index]
            let isEqual = Self.isEqual(base + Int(found[index]), bytes + entry.offset, entry)
            found[index] = isEqual ? found[index] : 0
        }
    }

    /// Whether a record is that of a term of at most 16 bytes. No branch: longer ones and the null record are none.
    @inline(__always)
    private static func isEqual(_ record: UnsafeRawPointer, _ term: UnsafeRawPointer, _ entry: TermBatch.Entry) -> Bool {
        let tag = record.load(fromByteOffset: Record.tagOffset, as: UInt32.self)
        let first = record.loadUnaligned(fromByteOffset: Record.termOffset, as: UInt64.self) ^ term.load(as: UInt64.self)
        let second =
            record.loadUnaligned(fromByteOffset: Record.termOffset + 8, as: UInt64.self)
            ^ term.load(fromByteOffset: 8, as: UInt64.self)
        let difference = first | (entry.length > 8 ? second : 0) | UInt64(tag &>> 8 ^ entry.identity)
        return (difference == 0) != (entry.length > 16 && difference == 0)
    }

    /// The record of a term, made where there is none. A slot must be free.
    private func record(_ batch: TermBatch, _ index: Int) -> UnsafeMutablePointer<Record> {
        let entry = batch.entries[index]
        var slot = Int(entry.hash) & slotMask
        while slots[slot] != 0 {
            if UInt32(truncatingIfNeeded: slots[slot] &>> 32) == entry.hash {
                let record = pointer(UInt32(truncatingIfNeeded: slots[slot]))
                if isKey(record, batch, entry) { return record }
            }
            slot = (slot &+ 1) & slotMask
        }
        return insert(batch, entry, slot: slot)
    }

    private func isKey(_ record: UnsafeMutablePointer<Record>, _ batch: TermBatch, _ entry: TermBatch.Entry) -> Bool {
        guard record.pointee.identity == entry.identity else { return false }
        let (key, term) = (UnsafeRawPointer(record) + Record.termOffset, UnsafeRawPointer(batch.bytes + entry.offset))
        for offset in stride(from: 0, to: entry.length, by: 8)
        where key.loadUnaligned(fromByteOffset: offset, as: UInt64.self) != term.load(fromByteOffset: offset, as: UInt64.self) {
            return false
        }
        return true
    }

    private func insert(_ batch: TermBatch, _ entry: TermBatch.Entry, slot: Int) -> UnsafeMutablePointer<Record> {
        let bytes = Record.bytes(termLength: entry.length)
        let offset = region.allocate(bytes)
        let record = pointer(offset)
        record.initialize(
            to: Record(
                next: offset + Record.chunkOffset(termLength: entry.length), chunkEnd: offset + UInt32(bytes) - Self.linkBytes,
                lastDocument: .max, lastPosition: 0, tag: entry.identity << 8))
        (UnsafeMutableRawPointer(record) + Record.termOffset).copyMemory(
            from: UnsafeRawPointer(batch.bytes + entry.offset), byteCount: PaddedTerm.paddedCount(entry.length))
        slots[slot] = UInt64(entry.hash) << 32 | UInt64(offset)
        records.append(offset)
        termCount += 1
        return record
    }

    private func grow() {
        let count = (slotMask + 1) * 2
        let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
        larger.initialize(repeating: 0, count: count)
        for slot in 0...slotMask where slots[slot] != 0 {
            var target = Int(slots[slot] >> 32) & (count - 1)
            while larger[target] != 0 { target = (target + 1) & (count - 1) }
            larger[target] = slots[slot]
        }
        slots.deallocate()
        slots = larger
        slotMask = count - 1
    }
}

/// The terms of a segment while it is in memory, each with a growing stream of its occurrences: single-pass in-memory
/// inversion (Heinz & Zobel 2003).
///
/// All lives in one region: term records, their bytes, and the streams as chains of chunks. The hash table beside it is
/// open addressing over (hash, record) words. Nothing is allocated per token.
///
///     stream     = { occurrence }
///     occurrence = varint(position << 1 | 1) varint(document gap − 1)      the first in a document
///                | varint((position gap − 1) << 1)                          further ones
///     chunk      = data next:u32
final class TermTable {
    let region: MemoryRegion
    private(set) var termCount = 0
    private var slots: UnsafeMutablePointer<UInt64>
    private var slotMask: Int
    private(set) var records: [UInt32] = []

    /// Bytes that one token can add at most: a record, its key, a chunk, and the varints.
    static let worstTokenBytes = 1024
    private static let firstSlots = 1 << 12
    private static let firstChunk = 12
    private static let largestChunk = 4096
    private static let linkBytes = 4

    struct Record: BitwiseCopyable {
        var hash: UInt32
        var keyOffset: UInt32
        var keyLength: UInt32
        var firstChunk: UInt32
        /// Where the next byte goes, and where the chunk's link begins.
        var next: UInt32
        var chunkEnd: UInt32
        var chunkBytes: UInt32
        var lastDocument: UInt32
        var lastPosition: UInt32
        var documentFrequency: UInt32
    }

    init(region: MemoryRegion) {
        self.region = region
        slots = .allocate(capacity: Self.firstSlots)
        slots.initialize(repeating: 0, count: Self.firstSlots)
        slotMask = Self.firstSlots - 1
    }

    deinit { slots.deallocate() }

    /// Bytes of memory in use, the hash table included.
    var usedBytes: Int { region.used + (slotMask + 1) * 8 + records.count * 4 }

    /// Adds one occurrence. Documents do not fall, positions rise within a document.
    @inline(__always)
    func add(field: Int, term: UnsafeBufferPointer<UInt8>, document: UInt32, position: UInt32) {
        let record = record(field: field, term: term)
        if record.pointee.lastDocument != document {
            append(position << 1 | 1, to: record)
            append(document &- record.pointee.lastDocument &- 1, to: record)
            record.pointee.lastDocument = document
            record.pointee.documentFrequency &+= 1
        } else {
            append((position &- record.pointee.lastPosition &- 1) << 1, to: record)
        }
        record.pointee.lastPosition = position
    }

    /// Adds a term without positions: once a document, however often it is said.
    func add(field: Int, keyword term: UnsafeBufferPointer<UInt8>, document: UInt32) {
        let record = record(field: field, term: term)
        guard record.pointee.lastDocument != document else { return }
        append(1, to: record)
        append(document &- record.pointee.lastDocument &- 1, to: record)
        record.pointee.lastDocument = document
        record.pointee.documentFrequency &+= 1
    }

    func record(at offset: UInt32) -> Record {
        region.base.loadUnaligned(fromByteOffset: Int(offset), as: Record.self)
    }

    /// Field number (two bytes, high first) and term.
    func key(of record: Record) -> UnsafeBufferPointer<UInt8> {
        let start = region.base + Int(record.keyOffset)
        return UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: Int(record.keyLength))
    }

    func removeAll() {
        region.removeAll()
        records.removeAll()
        termCount = 0
        slots.deallocate()
        slots = .allocate(capacity: Self.firstSlots)
        slots.initialize(repeating: 0, count: Self.firstSlots)
        slotMask = Self.firstSlots - 1
    }

    // MARK: Looking up

    @inline(__always)
    private func record(field: Int, term: UnsafeBufferPointer<UInt8>) -> UnsafeMutablePointer<Record> {
        let hash = Self.hash(field: field, term)
        var slot = Int(hash) & slotMask
        while true {
            let word = slots[slot]
            if word == 0 { return insert(field: field, term: term, hash: hash, slot: slot) }
            if UInt32(truncatingIfNeeded: word >> 32) == hash {
                let record = pointer(UInt32(truncatingIfNeeded: word) &- 1)
                if isKey(record, field: field, term) { return record }
            }
            slot = (slot &+ 1) & slotMask
        }
    }

    @inline(__always)
    private func pointer(_ offset: UInt32) -> UnsafeMutablePointer<Record> {
        (region.base + Int(offset)).assumingMemoryBound(to: Record.self)
    }

    @inline(__always)
    private func isKey(_ record: UnsafeMutablePointer<Record>, field: Int, _ term: UnsafeBufferPointer<UInt8>) -> Bool {
        guard Int(record.pointee.keyLength) == term.count &+ 2 else { return false }
        let key = (region.base + Int(record.pointee.keyOffset)).assumingMemoryBound(to: UInt8.self)
        guard key[0] == UInt8(truncatingIfNeeded: field >> 8), key[1] == UInt8(truncatingIfNeeded: field) else { return false }
        for index in 0..<term.count where key[index &+ 2] != term[index] { return false }
        return true
    }

    /// A multiplicative hash over words of eight bytes; the last word overlaps or is gathered from what is there.
    @inline(__always)
    private static func hash(field: Int, _ term: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
        var state = UInt64(truncatingIfNeeded: field &* 31 &+ term.count) &* multiplier
        let raw = UnsafeRawPointer(term.baseAddress!)
        var rest = term.count
        var offset = 0
        while rest >= 8 {
            state = (state ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* multiplier
            state ^= state >> 29
            offset &+= 8
            rest &-= 8
        }
        var last: UInt64 = 0
        if rest >= 4 {
            last = UInt64(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) << 32
            last |= UInt64(raw.loadUnaligned(fromByteOffset: offset &+ rest &- 4, as: UInt32.self))
        } else if rest > 0 {
            last = UInt64(term[offset]) << 16 | UInt64(term[offset &+ rest >> 1]) << 8 | UInt64(term[offset &+ rest &- 1])
        }
        state = (state ^ last) &* multiplier
        return UInt32(truncatingIfNeeded: state >> 32)
    }

    @inline(never)
    private func insert(field: Int, term: UnsafeBufferPointer<UInt8>, hash: UInt32, slot: Int) -> UnsafeMutablePointer<Record> {
        let stride = MemoryLayout<Record>.stride
        let bytes = stride + ((term.count + 2 + 3) & ~3)
        let offset = region.allocate(bytes)
        let key = region.base + Int(offset) + stride
        key.storeBytes(of: UInt16(truncatingIfNeeded: field).bigEndian, as: UInt16.self)
        (key + 2).copyMemory(from: UnsafeRawPointer(term.baseAddress!), byteCount: term.count)
        let chunk = region.allocate(Self.firstChunk)
        let record = pointer(offset)
        record.initialize(
            to: Record(
                hash: hash, keyOffset: offset + UInt32(stride), keyLength: UInt32(term.count + 2), firstChunk: chunk, next: chunk,
                chunkEnd: chunk + UInt32(Self.firstChunk - Self.linkBytes), chunkBytes: UInt32(Self.firstChunk),
                lastDocument: .max, lastPosition: 0, documentFrequency: 0))
        slots[slot] = UInt64(hash) << 32 | UInt64(offset + 1)
        records.append(offset)
        termCount += 1
        if termCount * 2 > slotMask { grow() }
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

    // MARK: Streams

    @inline(__always)
    private func append(_ value: UInt32, to record: UnsafeMutablePointer<Record>) {
        var rest = value
        while rest >= 0x80 {
            appendByte(UInt8(truncatingIfNeeded: rest) | 0x80, to: record)
            rest >>= 7
        }
        appendByte(UInt8(truncatingIfNeeded: rest), to: record)
    }

    @inline(__always)
    private func appendByte(_ byte: UInt8, to record: UnsafeMutablePointer<Record>) {
        if record.pointee.next == record.pointee.chunkEnd { extend(record) }
        region.base.storeBytes(of: byte, toByteOffset: Int(record.pointee.next), as: UInt8.self)
        record.pointee.next &+= 1
    }

    @inline(never)
    private func extend(_ record: UnsafeMutablePointer<Record>) {
        let bytes = min(Self.largestChunk, Int(record.pointee.chunkBytes) * 2 + 4)
        let chunk = region.allocate(bytes)
        region.base.storeBytes(of: chunk, toByteOffset: Int(record.pointee.chunkEnd), as: UInt32.self)
        record.pointee.next = chunk
        record.pointee.chunkEnd = chunk + UInt32(bytes - Self.linkBytes)
        record.pointee.chunkBytes = UInt32(bytes)
    }

    /// Reads a term's stream from its start.
    struct StreamReader {
        private let base: UnsafeMutableRawPointer
        private var next: UInt32
        private var chunkEnd: UInt32
        private var chunkBytes: UInt32
        private let end: UInt32

        init(_ table: TermTable, _ record: Record) {
            base = table.region.base
            next = record.firstChunk
            chunkBytes = UInt32(TermTable.firstChunk)
            chunkEnd = next + chunkBytes - UInt32(TermTable.linkBytes)
            end = record.next
        }

        var isAtEnd: Bool { next == end }

        @inline(__always)
        mutating func take() -> UInt32 {
            var value: UInt32 = 0
            var shift: UInt32 = 0
            while true {
                let byte = takeByte()
                value |= UInt32(byte & 0x7F) &<< shift
                if byte < 0x80 { return value }
                shift &+= 7
            }
        }

        @inline(__always)
        private mutating func takeByte() -> UInt8 {
            if next == chunkEnd { follow() }
            defer { next &+= 1 }
            return base.load(fromByteOffset: Int(next), as: UInt8.self)
        }

        private mutating func follow() {
            next = base.loadUnaligned(fromByteOffset: Int(chunkEnd), as: UInt32.self)
            chunkBytes = min(UInt32(TermTable.largestChunk), chunkBytes * 2 + 4)
            chunkEnd = next + chunkBytes - UInt32(TermTable.linkBytes)
        }
    }
}

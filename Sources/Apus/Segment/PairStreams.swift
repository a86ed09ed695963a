/// The documents and frequencies of many pairs while they are gathered, each in a growing stream.
///
/// All lives in one region: a record a pair that occurs, and chunks of its stream, as in `TermTable`.
///
///     stream = { varint(document gap − 1 << 1 | frequency is 1) [ varint(frequency − 2) ] }
///     chunk  = data next:u32
final class PairStreams {
    /// One pair. The entry of its last document is not in the stream yet: the frequency may grow.
    private struct Record: BitwiseCopyable {
        var document: UInt32
        var frequency: UInt32
        /// The document before, which the next gap counts from.
        var previous = UInt32.max
        /// Documents, the last one included.
        var documents: UInt32 = 1
        var firstChunk: UInt32
        /// Where the next byte goes, and where the chunk's link begins.
        var next: UInt32
        var chunkEnd: UInt32
        var chunkBytes: UInt32
    }

    private static let firstChunk = 12
    private static let largestChunk = 4096
    private static let linkBytes = 4

    private let region: MemoryRegion
    /// For each pair of two ranks its record's offset and 1, or 0.
    private let places: UnsafeMutablePointer<UInt32>
    private let pairLimit: Int
    /// Pairs that occur, in the order in which they were met.
    private(set) var pairs: [UInt32] = []

    /// Nil where the system grants no such address space.
    /// - Parameters:
    ///   - pairLimit: pairs are numbers below this.
    ///   - documentCount: how many documents there are.
    init?(pairLimit: Int, documentCount: Int) {
        // Pages that are not used cost nothing. A sample takes 2²¹ words of at most 44 bytes each, a list 8 bytes a document.
        let most = Int(UInt32.max)
        let (wanted, least) = (max(1 << 30, 8 * documentCount), max(128 << 20, 8 * documentCount))
        guard let region = MemoryRegion(ifGranted: min(most, wanted), atLeast: min(most, least)) else { return nil }
        self.region = region
        self.pairLimit = pairLimit
        places = .allocate(capacity: max(1, pairLimit))
        places.initialize(repeating: 0, count: pairLimit)
    }

    deinit { places.deallocate() }

    var usedBytes: Int { region.used }

    /// Whether there may be no room for another pair or another chunk.
    var isFull: Bool { region.left < 2 * Self.largestChunk }

    func removeAll() {
        for pair in pairs { places[Int(pair)] = 0 }
        pairs.removeAll(keepingCapacity: true)
        region.removeAll()
    }

    /// Counts one more occurrence of a pair. Documents do not fall.
    @inline(__always)
    func add(_ pair: Int, document: UInt32) {
        // A pair is made of two ranks below the number of words, so it is below the limit.
        let place = places[pair]
        guard place != 0 else { return insert(pair, document) }
        let record = record(place &- 1)
        if record.pointee.document == document {
            record.pointee.frequency &+= 1
        } else {
            writeEntry(of: record)
            record.pointee.previous = record.pointee.document
            record.pointee.document = document
            record.pointee.frequency = 1
            record.pointee.documents &+= 1
        }
    }

    /// Documents in which a pair occurs.
    func documents(of pair: UInt32) -> Int {
        let place = places[Int(pair)]
        return place == 0 ? 0 : Int(record(place - 1).pointee.documents)
    }

    /// How often a pair that occurs does. O(documents).
    func occurrences(of pair: UInt32) -> Int {
        var stream = reader(of: pair)
        return (0..<documents(of: pair)).reduce(0) { sum, _ in sum + Int(stream.takeEntry().frequency) }
    }

    /// Reads a pair that occurs from its first document on; it must not be asked for more than there are.
    func reader(of pair: UInt32) -> Reader {
        let record = record(places[Int(pair)] - 1)
        return Reader(
            base: region.base, next: record.pointee.firstChunk,
            chunkEnd: record.pointee.firstChunk + UInt32(Self.firstChunk - Self.linkBytes),
            end: record.pointee.next, last: (record.pointee.document, record.pointee.frequency))
    }

    @inline(__always)
    private func record(_ offset: UInt32) -> UnsafeMutablePointer<Record> {
        (region.base + Int(offset)).assumingMemoryBound(to: Record.self)
    }

    @inline(never)
    private func insert(_ pair: Int, _ document: UInt32) {
        let offset = region.allocate(MemoryLayout<Record>.stride)
        let chunk = region.allocate(Self.firstChunk)
        record(offset).initialize(
            to: Record(
                document: document, frequency: 1, firstChunk: chunk, next: chunk,
                chunkEnd: chunk + UInt32(Self.firstChunk - Self.linkBytes), chunkBytes: UInt32(Self.firstChunk)))
        places[pair] = offset + 1
        pairs.append(UInt32(pair))
    }

    @inline(__always)
    private func writeEntry(of record: UnsafeMutablePointer<Record>) {
        let gap = record.pointee.document &- record.pointee.previous &- 1
        let frequency = record.pointee.frequency
        append(gap &<< 1 | (frequency == 1 ? 1 : 0), to: record)
        if frequency > 1 { append(frequency &- 2, to: record) }
    }

    @inline(__always)
    private func append(_ value: UInt32, to record: UnsafeMutablePointer<Record>) {
        var rest = value
        while rest >= 0x80 {
            appendByte(UInt8(truncatingIfNeeded: rest) | 0x80, to: record)
            rest &>>= 7
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
        let bytes = min(Self.largestChunk, Int(record.pointee.chunkBytes) * 2)
        let chunk = region.allocate(bytes)
        region.base.storeBytes(of: chunk, toByteOffset: Int(record.pointee.chunkEnd), as: UInt32.self)
        record.pointee.next = chunk
        record.pointee.chunkEnd = chunk + UInt32(bytes - Self.linkBytes)
        record.pointee.chunkBytes = UInt32(bytes)
    }

    /// Reads one stream; borrows the streams.
    struct Reader {
        fileprivate let base: UnsafeMutableRawPointer
        fileprivate var next: UInt32
        fileprivate var chunkEnd: UInt32
        fileprivate var chunkBytes = UInt32(PairStreams.firstChunk)
        fileprivate let end: UInt32
        fileprivate let last: (document: UInt32, frequency: UInt32)
        fileprivate var previous = UInt32.max

        /// The next document, and how often it has the pair.
        @inline(__always)
        mutating func takeEntry() -> (document: UInt32, frequency: UInt32) {
            if next == end { return last }
            let head = take()
            let frequency = head & 1 == 1 ? 1 : take() &+ 2
            previous = previous &+ 1 &+ head &>> 1
            return (previous, frequency)
        }

        @inline(__always)
        private mutating func take() -> UInt32 {
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

        @inline(never)
        private mutating func follow() {
            next = base.loadUnaligned(fromByteOffset: Int(chunkEnd), as: UInt32.self)
            chunkBytes = min(UInt32(PairStreams.largestChunk), chunkBytes * 2)
            chunkEnd = next + chunkBytes - UInt32(PairStreams.linkBytes)
        }
    }
}

extension CommonText.Neighbours {
    /// The number of the pair among those of so many words.
    @inline(__always)
    func number(of words: Int) -> Int { Int(first) &* words &+ Int(second) }
}

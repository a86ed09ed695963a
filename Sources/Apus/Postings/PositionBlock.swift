/// The positions of one block of documents: for each document its first position, then gaps to the position before, less 1.
///
///     block = head:u8 { highBit:u16 } bits
///     head  = lowBits + 32 where high bits follow: where those of every 16th document begin, from the second such on
///     bits  = high bits of each value in unary (zeros, then a one), from the first byte's lowest bit up
///             low bits of each value, `lowBits` wide, highest first, from the last byte's highest bit down
///
/// A Rice code (Golomb 1966, Rice & Plaunt 1971) with high and low parts in streams of their own that meet in the middle, as in
/// Elias-Fano codes: the high bits of the n-th value begin behind the n-th one, which is found by counting ones a word at a time,
/// and its low bits at bit n × `lowBits`. So a document's positions are read without those before them.
///
/// Blocks of many positions say where those of every 16th document begin, so that fewer ones have to be counted.
enum PositionBlock {
    static let headBytes = 1
    static let mostLowBits = 31
    static let markedFlag: UInt8 = 32
    /// Documents from one mark to the next.
    static let markedDocuments = 16
    /// Blocks of fewer values have no marks.
    private static let leastMarkedValues = 1024

    static func marks(documents: Int) -> Int { (documents - 1) / markedDocuments }

    /// Appends the block of `count` values in the width that makes it smallest.
    /// - Parameter frequencies: how many of them each document has, less 1.
    static func encode(
        _ values: UnsafePointer<UInt32>, count: Int, frequencies: UnsafePointer<UInt32>, documents: Int, into output: ByteBuffer
    ) {
        let width = bestWidth(values, count)
        let bytes = (width.bits + 7) / 8
        // A mark has 16 bits.
        let isMarked = count >= leastMarkedValues && width.bits - count * width.lowBits <= UInt16.max
        output.append(UInt8(width.lowBits) | (isMarked ? markedFlag : 0))
        if isMarked { writeMarks(values, frequencies, documents, lowBits: width.lowBits, to: output) }
        output.append(atMost: bytes) { bits in
            bits.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
            writeHighBits(values, count, lowBits: width.lowBits, to: bits)
            if width.lowBits > 0 { writeLowBits(values, count, lowBits: width.lowBits, before: bits + bytes) }
            return bytes
        }
    }

    private static func writeMarks(
        _ values: UnsafePointer<UInt32>, _ frequencies: UnsafePointer<UInt32>, _ documents: Int, lowBits: Int,
        to output: ByteBuffer
    ) {
        var (bit, value) = (0, 0)
        for document in 0..<marks(documents: documents) * markedDocuments {
            for _ in 0...frequencies[document] {
                bit += Int(values[value] &>> UInt32(lowBits)) + 1
                value += 1
            }
            if document % markedDocuments == markedDocuments - 1 {
                output.append(UInt8(truncatingIfNeeded: bit))
                output.append(UInt8(truncatingIfNeeded: bit >> 8))
            }
        }
    }

    /// Appends a block of `count` values, and behind them as many that are small and stand among the high bits alone.
    static func encode(
        _ values: UnsafePointer<UInt32>, andUnary small: UnsafePointer<UInt32>, count: Int, into output: ByteBuffer
    ) {
        let width = bestWidth(values, count)
        let bytes = (width.bits + bits(small, count, lowBits: 0) + 7) / 8
        output.append(UInt8(width.lowBits))
        output.append(atMost: bytes) { bits in
            bits.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * count) { highs in
                for index in 0..<count {
                    highs[index] = values[index] &>> UInt32(width.lowBits)
                    highs[count + index] = small[index]
                }
                // A block is not empty.
                writeHighBits(highs.baseAddress!, 2 * count, lowBits: 0, to: bits)
            }
            if width.lowBits > 0 { writeLowBits(values, count, lowBits: width.lowBits, before: bits + bytes) }
            return bytes
        }
    }

    /// The number of low bits that makes the block smallest, and its bits then. The size has one minimum.
    private static func bestWidth(_ values: UnsafePointer<UInt32>, _ count: Int) -> (lowBits: Int, bits: Int) {
        var sum = 0
        for index in 0..<count { sum &+= Int(values[index]) }
        // For geometric values the best divisor is ln 2 of their mean.
        let divisor = max(1, sum &* 11 / (16 &* count))
        var best = min(mostLowBits, Int.bitWidth - 1 - divisor.leadingZeroBitCount)
        var bestBits = bits(values, count, lowBits: best)
        for step in [1, -1] {
            while best + step >= 0, best + step <= mostLowBits {
                let bits = bits(values, count, lowBits: best + step)
                if bits >= bestBits { break }
                (best, bestBits) = (best + step, bits)
            }
        }
        return (best, bestBits)
    }

    private static func bits(_ values: UnsafePointer<UInt32>, _ count: Int, lowBits: Int) -> Int {
        var zeros = 0
        let shift = UInt32(truncatingIfNeeded: lowBits)
        for index in 0..<count { zeros &+= Int(values[index] &>> shift) }
        return zeros &+ count &* (lowBits &+ 1)
    }

    /// Word by word: one that is full has none of the low bits.
    private static func writeHighBits(
        _ values: UnsafePointer<UInt32>, _ count: Int, lowBits: Int, to bits: UnsafeMutableRawPointer
    ) {
        let shift = UInt32(truncatingIfNeeded: lowBits)
        var (word, place) = (UInt64(0), bits)
        // The bit behind the last one, from the word's start.
        var end = 0
        for index in 0..<count {
            let bit = end &+ Int(values[index] &>> shift)
            end = bit &+ 1
            if bit >= 64 {
                place.storeBytes(of: word.littleEndian, as: UInt64.self)
                place += 8 &* (bit &>> 6)
                word = 0
                end = bit & 63 &+ 1
            }
            word |= 1 &<< UInt64(truncatingIfNeeded: bit & 63)
        }
        for byte in 0..<(end &+ 7) &>> 3 {
            place.storeBytes(of: UInt8(truncatingIfNeeded: word &>> UInt64(byte &* 8)), toByteOffset: byte, as: UInt8.self)
        }
    }

    /// Four bytes at once, downwards; the byte that is reached last may hold high bits already.
    private static func writeLowBits(
        _ values: UnsafePointer<UInt32>, _ count: Int, lowBits: Int, before end: UnsafeMutableRawPointer
    ) {
        let mask = (UInt64(1) &<< UInt64(truncatingIfNeeded: lowBits)) &- 1
        var (pending, filled, place) = (UInt64(0), 0, end)
        for index in 0..<count {
            pending = pending &<< UInt64(truncatingIfNeeded: lowBits) | UInt64(values[index]) & mask
            filled &+= lowBits
            guard filled >= 32 else { continue }
            filled &-= 32
            place -= 4
            let word = UInt32(truncatingIfNeeded: pending &>> UInt64(truncatingIfNeeded: filled))
            place.storeBytes(of: word.littleEndian, as: UInt32.self)
        }
        while filled > 0 {
            place -= 1
            let bits = filled >= 8 ? pending &>> UInt64(filled &- 8) : pending &<< UInt64(8 &- filled)
            place.storeBytes(of: place.load(as: UInt8.self) | UInt8(truncatingIfNeeded: bits), as: UInt8.self)
            filled &-= 8
        }
    }
}

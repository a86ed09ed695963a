/// The positions of one block of documents: for each document its first position, then gaps to the position before, less 1.
///
///     block = lowBits:u8 bits
///     bits  = high bits of each value in unary (zeros, then a one), from the first byte's lowest bit up
///             low bits of each value, `lowBits` wide, highest first, from the last byte's highest bit down
///
/// A Rice code (Golomb 1966, Rice & Plaunt 1971) with high and low parts in streams of their own that meet in the middle, as in
/// Elias-Fano codes: the high bits of the n-th value begin behind the n-th one, which is found by counting ones a word at a time,
/// and its low bits at bit n × `lowBits`. So a document's positions are read without those before them.
enum PositionBlock {
    static let headBytes = 1
    static let mostLowBits = 31

    /// How a block is written, and its size then.
    struct Width {
        var lowBits: Int
        var bits: Int
        var bytes: Int { PositionBlock.headBytes + (bits + 7) / 8 }
    }

    /// The width that makes the block of `count` values, at least one, smallest. The size has one minimum.
    static func bestWidth(_ values: UnsafePointer<UInt32>, _ count: Int) -> Width {
        var sum = 0
        for index in 0..<count { sum &+= Int(values[index]) }
        // For geometric values the best divisor is ln 2 of their mean.
        let divisor = max(1, sum &* 11 / (16 &* count))
        let first = min(mostLowBits, Int.bitWidth - 1 - divisor.leadingZeroBitCount)
        var best = Width(lowBits: first, bits: bits(values, count, lowBits: first))
        for step in [1, -1] {
            while best.lowBits + step >= 0, best.lowBits + step <= mostLowBits {
                let bits = bits(values, count, lowBits: best.lowBits + step)
                if bits >= best.bits { break }
                best = Width(lowBits: best.lowBits + step, bits: bits)
            }
        }
        return best
    }

    /// Writes the block in its best width; returns its bytes.
    static func write(
        _ values: UnsafePointer<UInt32>, _ count: Int, _ width: Width, at target: UnsafeMutableRawPointer
    ) -> Int {
        let bytes = UnsafeMutableRawBufferPointer(start: target, count: width.bytes)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        bytes[0] = UInt8(width.lowBits)
        let bits = UnsafeMutableRawBufferPointer(rebasing: bytes[headBytes...])
        writeHighBits(values, count, lowBits: width.lowBits, into: bits)
        if width.lowBits > 0 { writeLowBits(values, count, lowBits: width.lowBits, into: bits) }
        return width.bytes
    }

    private static func bits(_ values: UnsafePointer<UInt32>, _ count: Int, lowBits: Int) -> Int {
        var zeros = 0
        let shift = UInt32(truncatingIfNeeded: lowBits)
        for index in 0..<count { zeros &+= Int(values[index] &>> shift) }
        return zeros &+ count &* (lowBits &+ 1)
    }

    private static func writeHighBits(
        _ values: UnsafePointer<UInt32>, _ count: Int, lowBits: Int, into bits: UnsafeMutableRawBufferPointer
    ) {
        let shift = UInt32(truncatingIfNeeded: lowBits)
        var bit = -1
        for index in 0..<count {
            bit &+= Int(values[index] &>> shift) &+ 1
            bits[bit &>> 3] |= 1 &<< UInt8(truncatingIfNeeded: bit & 7)
        }
    }

    private static func writeLowBits(
        _ values: UnsafePointer<UInt32>, _ count: Int, lowBits: Int, into bits: UnsafeMutableRawBufferPointer
    ) {
        let mask = (UInt64(1) &<< UInt64(truncatingIfNeeded: lowBits)) &- 1
        var (pending, filled, byte) = (UInt64(0), 0, bits.count - 1)
        for index in 0..<count {
            pending = pending &<< UInt64(truncatingIfNeeded: lowBits) | UInt64(values[index]) & mask
            filled &+= lowBits
            while filled >= 8 {
                filled &-= 8
                // The first byte that is reached may hold high bits already.
                bits[byte] |= UInt8(truncatingIfNeeded: pending &>> UInt64(truncatingIfNeeded: filled))
                byte &-= 1
            }
        }
        if filled > 0 { bits[byte] |= UInt8(truncatingIfNeeded: pending &<< UInt64(truncatingIfNeeded: 8 &- filled)) }
    }
}

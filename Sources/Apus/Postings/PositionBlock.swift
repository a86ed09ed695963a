/// The positions of one block of documents: for each document its first position, then gaps to the position before, less 1.
///
///     block = head:u8 { highBit:u16 } bits
///           | head:u8 [ lowBit:u16 ] bits                 follows lengths: `PositionWidths`
///     head  = lowBits + 32 where high bits follow: where those of every 16th document begin, from the second such on
///           | 64 + scale + 56; lowBit, where the low bits of the 65th document begin, is there if there is one
///     bits  = high bits of each value in unary (zeros, then a one), from the first byte's lowest bit up
///             low bits of each value, `lowBits` or its document's width wide, highest first, from the last byte's highest bit down
///
/// A Rice code (Golomb 1966, Rice & Plaunt 1971) with high and low parts in streams of their own that meet in the middle, as in
/// Elias-Fano codes: the high bits of the n-th value begin behind the n-th one, which is found by counting ones a word at a time,
/// and its low bits at bit n × `lowBits`, or where the widths of the documents before it add up to. So a document's positions are read
/// without those before them.
///
/// Blocks of many positions say where those of every 16th document begin, so that fewer ones have to be counted. Others have their
/// documents' widths where that is smaller, unless the documents are a bitset: then it would have to be written out to know them.
enum PositionBlock {
    static let headBytes = 1
    static let mostLowBits = 31
    static let markedFlag: UInt8 = 32
    /// Documents from one mark to the next.
    static let markedDocuments = 16
    /// A block that follows lengths: this flag, and a scale.
    static let lengthsFlag: UInt8 = 64
    /// Blocks of fewer values have no marks.
    private static let leastMarkedValues = PositionWidths.valueLimit

    static func marks(documents: Int) -> Int { (documents - 1) / markedDocuments }

    /// Appends the block of `count` values in the width, or the widths, that make it smallest; returns whether it follows lengths.
    /// - Parameters:
    ///   - frequencies: how many of them each document has, less 1.
    ///   - norms: of each document; nil where widths may not follow lengths.
    @discardableResult
    static func encode(
        _ values: UnsafePointer<UInt32>, count: Int, frequencies: UnsafePointer<UInt32>, documents: Int,
        norms: UnsafePointer<UInt8>? = nil, into output: ByteBuffer
    ) -> Bool {
        let sum = sum(values, count)
        if let norms, documents > 1, count < PositionWidths.valueLimit {
            let otherwise = bits(values, count, lowBits: likelyWidth(sum, count), sum: sum)
            let block = LengthBlock(values: values, sum: sum, frequencies: frequencies, documents: documents)
            if block.encode(norms, ifBelow: otherwise, into: output) { return true }
        }
        let width = bestWidth(values, count, sum: sum)
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
        return false
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
        let width = bestWidth(values, count, sum: sum(values, count))
        let bytes = (width.bits + bits(small, count, lowBits: 0, sum: sum(small, count)) + 7) / 8
        output.append(UInt8(width.lowBits))
        output.append(atMost: bytes) { bits in
            bits.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
            var pen = HighBitsPen(bits)
            for index in 0..<count { pen.write(values[index] &>> UInt32(truncatingIfNeeded: width.lowBits)) }
            for index in 0..<count { pen.write(small[index]) }
            pen.finish()
            if width.lowBits > 0 { writeLowBits(values, count, lowBits: width.lowBits, before: bits + bytes) }
            return bytes
        }
    }

    private static func sum(_ values: UnsafePointer<UInt32>, _ count: Int) -> Int {
        var sum = 0
        for index in 0..<count { sum &+= Int(values[index]) }
        return sum
    }

    /// The number of low bits that is best for geometric values of this sum: their divisor is ln 2 of their mean.
    private static func likelyWidth(_ sum: Int, _ count: Int) -> Int {
        let divisor = max(1, sum &* 11 / (16 &* count))
        return min(mostLowBits, Int.bitWidth - 1 - divisor.leadingZeroBitCount)
    }

    /// The number of low bits that makes the block smallest, and its bits then. The size has one minimum.
    private static func bestWidth(
        _ values: UnsafePointer<UInt32>, _ count: Int, sum: Int
    ) -> (lowBits: Int, bits: Int) {
        var best = likelyWidth(sum, count)
        var bestBits = bits(values, count, lowBits: best, sum: sum)
        for step in [1, -1] {
            while best + step >= 0, best + step <= mostLowBits {
                let bits = bits(values, count, lowBits: best + step, sum: sum)
                if bits >= bestBits { break }
                (best, bestBits) = (best + step, bits)
            }
        }
        return (best, bestBits)
    }

    private static func bits(_ values: UnsafePointer<UInt32>, _ count: Int, lowBits: Int, sum: Int) -> Int {
        let shift = UInt32(truncatingIfNeeded: lowBits)
        var zeros = 0
        if sum <= UInt32.max {
            // Four at a time.
            var narrow: UInt32 = 0
            for index in 0..<count { narrow &+= values[index] &>> shift }
            zeros = Int(narrow)
        } else {
            for index in 0..<count { zeros &+= Int(values[index] &>> shift) }
        }
        return zeros &+ count &* (lowBits &+ 1)
    }

    private static func writeHighBits(
        _ values: UnsafePointer<UInt32>, _ count: Int, lowBits: Int, to bits: UnsafeMutableRawPointer
    ) {
        let shift = UInt32(truncatingIfNeeded: lowBits)
        var pen = HighBitsPen(bits)
        for index in 0..<count { pen.write(values[index] &>> shift) }
        pen.finish()
    }

    private static func writeLowBits(
        _ values: UnsafePointer<UInt32>, _ count: Int, lowBits: Int, before end: UnsafeMutableRawPointer
    ) {
        let mask = (UInt32(1) &<< UInt32(truncatingIfNeeded: lowBits)) &- 1
        var pen = LowBitsPen(before: end)
        for index in 0..<count { pen.write(values[index] & mask, width: lowBits) }
        pen.finish()
    }
}

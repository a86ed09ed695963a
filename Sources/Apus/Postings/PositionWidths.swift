/// How many low bits a document's positions have in a block that follows lengths: about as many as the gaps between `frequency` words
/// that are spread over the document need.
///
///     width = max(0, (lengthSteps(norm) − frequencySteps(frequency) + scale) >> 3)
///
/// Both are eight times a binary logarithm, in whole numbers: of the length that the norm stands for, and of the frequency and 1. The
/// block's `scale` says how close together its words stand.
struct PositionWidths {
    /// The scales that a block can have; the greatest width is below 32 with any of them.
    static let scales = -56...7
    /// Blocks of so many documents or more say where the low bits of this one begin.
    static let middleDocument = 64
    /// Only blocks of fewer values follow lengths: then all sums of low bits have 15 bits.
    static let valueLimit = 1024

    /// Of all documents of the segment in the field; those of the block are below their number.
    let norms: UnsafePointer<UInt8>
    /// Of the block, as many as it has documents.
    let documents: UnsafePointer<UInt32>
    let frequencies: UnsafePointer<UInt32>
    let documentCount: Int
    let scale: Int

    /// The width of the document at a place of the block.
    @inline(__always)
    func width(at index: Int) -> Int {
        Self.width(steps: Self.steps(norm: norms[Int(documents[index])], frequency: frequencies[index]), scale: scale)
    }

    /// Says of documents of the block how many low bits they have, and where these begin: of eight, from a multiple of eight on, or of those
    /// that are left.
    /// - Parameter start: where the first one's begin. - Returns: where the last one's end.
    @inline(__always)
    func fill(_ lows: LowBitsTable, from index: Int, start: UInt16) -> UInt16 {
        guard index &+ 8 <= documentCount else { return fillRest(lows, from: index, start: start) }
        let counts = UnsafeRawPointer(frequencies + index).loadUnaligned(as: SIMD8<UInt32>.self)
        let widths = Self.widths(
            steps: Self.steps(norms: norms(at: index), frequencies: counts), SIMD8(repeating: Int16(truncatingIfNeeded: scale)))
        let bits = widths &* SIMD8<Int16>(truncatingIfNeeded: counts)
        // Each with all before it: sums of two neighbours and of four, in lanes of 64 bits, whose first sum is added to the second.
        let halves = unsafeBitCast(bits, to: SIMD2<UInt64>.self)
        let two = halves &+ (halves &<< SIMD2(repeating: 16))
        let four = two &+ (two &<< SIMD2(repeating: 32))
        let everywhere: UInt64 = 0x0001_0001_0001_0001
        let first = UInt64(start) &* everywhere
        let ends = four &+ SIMD2(first, first &+ (four[0] &>> 48) &* everywhere)
        let starts = unsafeBitCast(ends, to: SIMD8<Int16>.self) &- bits
        UnsafeMutableRawPointer(lows.starts + index).storeBytes(of: starts, as: SIMD8<Int16>.self)
        UnsafeMutableRawPointer(lows.widths + index).storeBytes(of: widths, as: SIMD8<Int16>.self)
        return UInt16(truncatingIfNeeded: ends[1] &>> 48)
    }

    @inline(never)
    private func fillRest(_ lows: LowBitsTable, from first: Int, start: UInt16) -> UInt16 {
        var start = start
        for index in first..<max(first, documentCount) {
            let width = UInt16(truncatingIfNeeded: width(at: index))
            (lows.starts[index], lows.widths[index]) = (start, width)
            start &+= width &* UInt16(truncatingIfNeeded: frequencies[index])
        }
        return start
    }

    @inline(__always)
    private func norms(at index: Int) -> SIMD8<Int16> {
        let documents = documents + index
        @inline(__always)
        func norm(_ place: Int) -> Int16 { Int16(norms[Int(documents[place])]) }
        return SIMD8(norm(0), norm(1), norm(2), norm(3), norm(4), norm(5), norm(6), norm(7))
    }

    // MARK: Steps

    /// Steps of an eighth: the logarithms' difference. A norm is one itself where lengths are great; smaller ones get more.
    @inline(__always)
    static func steps(norm: UInt8, frequency: UInt32) -> Int {
        // A float's exponent and the first three bits of its fraction; exact, as is the float of any frequency that can be here.
        let frequencySteps = Int(Float(frequency &+ 1).bitPattern &>> 20) &- 8 &* 127
        return Int(norm) &+ max(0, (76 &- Int(norm)) &>> 2) &- frequencySteps
    }

    /// The same for eight documents.
    @inline(__always)
    static func steps(norms: SIMD8<Int16>, frequencies: SIMD8<UInt32>) -> SIMD8<Int16> {
        let floats = SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: frequencies &+ 1))
        let exponents = SIMD8<Int16>(truncatingIfNeeded: unsafeBitCast(floats, to: SIMD8<UInt32>.self) &>> 20)
        return norms &+ positive((76 &- norms) &>> 2) &- exponents &+ 8 &* 127
    }

    @inline(__always)
    static func width(steps: Int, scale: Int) -> Int { max(0, (steps &+ scale) &>> 3) }

    @inline(__always)
    static func widths(steps: SIMD8<Int16>, _ scales: SIMD8<Int16>) -> SIMD8<Int16> { positive(steps &+ scales) &>> 3 }

    /// Zero in place of what is below it.
    @inline(__always)
    private static func positive(_ values: SIMD8<Int16>) -> SIMD8<Int16> { values & ~(values &>> 15) }

    /// Eight times the binary logarithm of a value above 0, rounded down between powers of two as if it were linear there.
    static func logarithm(_ value: UInt64) -> Int {
        let exponent = UInt64.bitWidth - 1 - value.leadingZeroBitCount
        let fraction = exponent >= 3 ? value >> UInt64(exponent - 3) : value << UInt64(3 - exponent)
        return exponent << 3 | Int(fraction & 7)
    }
}

/// Where the low bits of a block's documents begin, from the first one's on, and how many each value has.
struct LowBitsTable: BitwiseCopyable {
    let starts: UnsafeMutablePointer<UInt16>
    let widths: UnsafeMutablePointer<UInt16>

    init(_ arena: SearchArena) {
        starts = arena.allocate(count: PostingListLayout.blockDocuments)
        widths = arena.allocate(count: PostingListLayout.blockDocuments)
    }
}

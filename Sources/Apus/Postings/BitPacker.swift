/// Packs 128 integers of one width as `BitPacking` lays them out, four lanes at once: an unrolled loop for each width up to 20.
///
/// Only shifts and additions: SIMD `&` and `|` of the standard library compile to loops over lanes. What is added never overlaps.
enum BitPacker {
    /// Writes `BitPacking.bytes(width:)` bytes. No value has more than `width` bits, which are at most 32.
    static func pack(_ values: UnsafePointer<UInt32>, width: Int, to output: UnsafeMutableRawPointer) {
        let input = UnsafeRawPointer(values)
        switch width {
        case 0: break
        case 1: FixedBitPacker<1>.run(input, output)
        case 2: FixedBitPacker<2>.run(input, output)
        case 3: FixedBitPacker<3>.run(input, output)
        case 4: FixedBitPacker<4>.run(input, output)
        case 5: FixedBitPacker<5>.run(input, output)
        case 6: FixedBitPacker<6>.run(input, output)
        case 7: FixedBitPacker<7>.run(input, output)
        case 8: FixedBitPacker<8>.run(input, output)
        case 9: FixedBitPacker<9>.run(input, output)
        case 10: FixedBitPacker<10>.run(input, output)
        case 11: FixedBitPacker<11>.run(input, output)
        case 12: FixedBitPacker<12>.run(input, output)
        case 13: FixedBitPacker<13>.run(input, output)
        case 14: FixedBitPacker<14>.run(input, output)
        case 15: FixedBitPacker<15>.run(input, output)
        case 16: FixedBitPacker<16>.run(input, output)
        case 17: FixedBitPacker<17>.run(input, output)
        case 18: FixedBitPacker<18>.run(input, output)
        case 19: FixedBitPacker<19>.run(input, output)
        case 20: FixedBitPacker<20>.run(input, output)
        default: for lane in 0..<4 { packLane(input + lane * 4, width: width, to: output + lane * 4) }
        }
    }

    /// The definition, value by value, for the widths that are rare.
    static func packLane(_ values: UnsafeRawPointer, width: Int, to output: UnsafeMutableRawPointer) {
        var pending: UInt64 = 0
        var filled = 0
        var word = 0
        for index in 0..<32 {
            pending |= UInt64(values.loadUnaligned(fromByteOffset: index * 16, as: UInt32.self)) << UInt64(filled)
            filled += width
            guard filled >= 32 else { continue }
            output.storeBytes(of: UInt32(truncatingIfNeeded: pending).littleEndian, toByteOffset: word, as: UInt32.self)
            pending >>= 32
            filled -= 32
            word += 16
        }
    }
}

private enum FixedBitPacker<let width: Int> {
    @inline(never)
    static func run(_ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer) {
        var word = SIMD4<UInt32>()
        step8(0, input, output, &word)
        step8(8, input, output, &word)
        step8(16, input, output, &word)
        step8(24, input, output, &word)
    }

    @inline(__always)
    private static func step8(
        _ first: Int, _ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer, _ word: inout SIMD4<UInt32>
    ) {
        step(first, input, output, &word)
        step(first &+ 1, input, output, &word)
        step(first &+ 2, input, output, &word)
        step(first &+ 3, input, output, &word)
        step(first &+ 4, input, output, &word)
        step(first &+ 5, input, output, &word)
        step(first &+ 6, input, output, &word)
        step(first &+ 7, input, output, &word)
    }

    /// Adds four values to the word that fills, and writes it once it is full.
    @inline(__always)
    private static func step(
        _ index: Int, _ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer, _ word: inout SIMD4<UInt32>
    ) {
        let bit = index &* width
        let offset = bit & 31
        let values = input.loadUnaligned(fromByteOffset: index &* 16, as: SIMD4<UInt32>.self)
        word = offset == 0 ? values : word &+ (values &<< splat(offset))
        guard offset &+ width >= 32 else { return }
        output.storeBytes(of: word, toByteOffset: (bit &>> 5) &* 16, as: SIMD4<UInt32>.self)
        word = offset &+ width == 32 ? SIMD4() : values &>> splat(32 &- offset)
    }

    @inline(__always)
    private static func splat(_ value: Int) -> SIMD4<UInt32> { SIMD4(repeating: UInt32(truncatingIfNeeded: value)) }
}

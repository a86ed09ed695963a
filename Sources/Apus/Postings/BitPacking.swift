/// Bit packing of 128 integers of one width, four lanes side by side: value `i` is in lane `i % 4`.
///
/// Packed bytes are `width` vectors of four 32-bit words; in each lane the values follow each other from the lowest bit up.
/// After Lemire & Boytsov, "Decoding billions of integers per second through vectorization" (2015).
package enum BitPacking {
    package static let count = 128

    /// Bytes of a packed block.
    @inline(__always)
    package static func bytes(width: Int) -> Int { width * 16 }

    /// Unpacks 128 values. `input` must hold `bytes(width:)` bytes and `output` room for 128 values; `width` is at most 32.
    @inline(__always)
    package static func unpack(_ input: UnsafeRawPointer, width: Int, into output: UnsafeMutablePointer<UInt32>) {
        let target = UnsafeMutableRawPointer(output)
        switch width {
        case 0: target.initializeMemory(as: UInt8.self, repeating: 0, count: count * 4)
        case 1: Unpacker<1>.run(input, target)
        case 2: Unpacker<2>.run(input, target)
        case 3: Unpacker<3>.run(input, target)
        case 4: Unpacker<4>.run(input, target)
        case 5: Unpacker<5>.run(input, target)
        case 6: Unpacker<6>.run(input, target)
        case 7: Unpacker<7>.run(input, target)
        case 8: Unpacker<8>.run(input, target)
        case 9: Unpacker<9>.run(input, target)
        case 10: Unpacker<10>.run(input, target)
        case 11: Unpacker<11>.run(input, target)
        case 12: Unpacker<12>.run(input, target)
        case 13: Unpacker<13>.run(input, target)
        case 14: Unpacker<14>.run(input, target)
        case 15: Unpacker<15>.run(input, target)
        case 16: Unpacker<16>.run(input, target)
        case 17: Unpacker<17>.run(input, target)
        case 18: Unpacker<18>.run(input, target)
        case 19: Unpacker<19>.run(input, target)
        case 20: Unpacker<20>.run(input, target)
        default: unpackWide(input, width: width, into: output)
        }
    }

    /// Widths that are rare: one loop over the lanes for all of them.
    private static func unpackWide(_ input: UnsafeRawPointer, width: Int, into output: UnsafeMutablePointer<UInt32>) {
        let mask: UInt64 = (1 << UInt64(width)) - 1
        for lane in 0..<4 {
            var pending: UInt64 = 0
            var filled = 0
            var word = lane * 4
            for index in 0..<32 {
                if filled < width {
                    pending |=
                        UInt64(UInt32(littleEndian: input.loadUnaligned(fromByteOffset: word, as: UInt32.self))) << UInt64(filled)
                    filled += 32
                    word += 16
                }
                output[index * 4 + lane] = UInt32(truncatingIfNeeded: pending & mask)
                pending >>= UInt64(width)
                filled -= width
            }
        }
    }
}

/// The unrolled loop for one width. Only shifts and additions: SIMD `&` and `|` of the standard library compile to loops over lanes.
private enum Unpacker<let width: Int> {
    @inline(never)
    static func run(_ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer) {
        step8(0, input, output)
        step8(8, input, output)
        step8(16, input, output)
        step8(24, input, output)
    }

    @inline(__always)
    private static func step8(_ first: Int, _ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer) {
        step(first, input, output)
        step(first &+ 1, input, output)
        step(first &+ 2, input, output)
        step(first &+ 3, input, output)
        step(first &+ 4, input, output)
        step(first &+ 5, input, output)
        step(first &+ 6, input, output)
        step(first &+ 7, input, output)
    }

    @inline(__always)
    private static func step(_ index: Int, _ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer) {
        let bit = index &* width
        let offset = bit & 31
        let word = input.loadUnaligned(fromByteOffset: (bit &>> 5) &* 16, as: SIMD4<UInt32>.self)
        var value: SIMD4<UInt32>
        if offset &+ width <= 32 {
            value = (word &<< splat(32 &- offset &- width)) &>> splat(32 &- width)
        } else {
            let next = input.loadUnaligned(fromByteOffset: (bit &>> 5) &* 16 &+ 16, as: SIMD4<UInt32>.self)
            value = (word &>> splat(offset)) &+ ((next &<< splat(64 &- offset &- width)) &>> splat(32 &- width))
        }
        output.storeBytes(of: value, toByteOffset: index &* 16, as: SIMD4<UInt32>.self)
    }

    @inline(__always)
    private static func splat(_ value: Int) -> SIMD4<UInt32> { SIMD4(repeating: UInt32(truncatingIfNeeded: value)) }
}

/// Turns 128 gaps into rising numbers, in place.
enum PrefixSum {
    /// `values[i] = base + 1 + values[0] + 1 + … + values[i]`, wrapping. `values` is 16-byte aligned.
    @inline(__always)
    static func run(_ values: UnsafeMutablePointer<UInt32>, base: UInt32) {
        let raw = UnsafeMutableRawPointer(values)
        var carry = SIMD4<UInt32>(repeating: base)
        let ones = SIMD4<UInt32>(1, 2, 3, 4)
        @inline(__always)
        func step(_ offset: Int) {
            let gaps = raw.load(fromByteOffset: offset, as: SIMD4<UInt32>.self)
            // Two neighbours in one 64-bit lane: adding the lane shifted by 32 sums the pair.
            let halves = unsafeBitCast(gaps, to: SIMD2<UInt64>.self)
            let pairs = unsafeBitCast(halves &+ (halves &<< SIMD2(repeating: 32)), to: SIMD4<UInt32>.self)
            // Only the last of these sums waits for the step before.
            let sums = (pairs &+ SIMD4(0, 0, pairs[1], pairs[1]) &+ ones) &+ carry
            raw.storeBytes(of: sums, toByteOffset: offset, as: SIMD4<UInt32>.self)
            carry = SIMD4(repeating: sums[3])
        }
        var offset = 0
        while offset < 512 {
            step(offset)
            step(offset &+ 16)
            step(offset &+ 32)
            step(offset &+ 48)
            offset &+= 64
        }
    }

    /// Whether the gaps add up to less than 2³¹, so that no sum of them with a document number wraps. `values` is 16-byte aligned.
    @inline(__always)
    static func staysSmall(_ values: UnsafeMutablePointer<UInt32>) -> Bool {
        let raw = UnsafeRawPointer(values)
        var high = SIMD4<UInt32>()
        for index in 0..<32 {
            high = high &+ (raw.load(fromByteOffset: index &* 16, as: SIMD4<UInt32>.self) &>> SIMD4(repeating: 16))
        }
        return high.wrappedSum() < 1 << 15 - 256
    }
}

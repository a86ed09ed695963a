/// The place of the n-th one in a word, without a loop over its bits.
///
/// After Vigna, "Broadword implementation of rank/select queries" (2008): counts of ones are summed up by byte in one
/// multiplication, then all bytes are compared with n at once.
enum BitSelection {
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// In each byte the ones of this and all lower bytes.
    @inline(__always)
    static func ranks(_ word: UInt64) -> UInt64 {
        var sums = word &- (word &>> 1 & 0x5555_5555_5555_5555)
        sums = (sums & 0x3333_3333_3333_3333) &+ (sums &>> 2 & 0x3333_3333_3333_3333)
        return ((sums &+ sums &>> 4) & 0x0F0F_0F0F_0F0F_0F0F) &* ones
    }

    /// All ones of the word that `ranks` belong to.
    @inline(__always)
    static func count(_ ranks: UInt64) -> Int { Int(truncatingIfNeeded: ranks &>> 56) }

    /// The place of the one with `number` ones below it, which must be there.
    @inline(__always)
    static func place(ofOne number: Int, in word: UInt64, ranks: UInt64) -> Int {
        let high = ones &<< 7
        // The highest bit of each byte up to which there are not more than `number` ones; no count reaches 128.
        let passed = ((UInt64(truncatingIfNeeded: number) &* ones | high) &- ranks) & high
        let byte = ((passed &>> 7) &* ones) &>> 56 &* 8
        var left = UInt64(truncatingIfNeeded: number) &- ((ranks &<< 8) &>> byte & 0xFF)
        var bits = word &>> byte & 0xFF
        while left > 0 {
            bits &= bits &- 1
            left &-= 1
        }
        return Int(truncatingIfNeeded: byte) &+ bits.trailingZeroBitCount
    }
}

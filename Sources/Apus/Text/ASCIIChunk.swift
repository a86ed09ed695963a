/// Eight bytes of text looked at as one integer: how many letters and digits of ASCII they begin with, and what those fold to.
///
/// Each byte is a lane; additions that cannot carry out of seven bits leave the answer to a comparison in the lane's high bit
/// (Lamport, "Multiple byte processing with full-word instructions", 1975).
struct ASCIIChunk {
    /// The letters in lower case and the digits, then zeros.
    let folded: UInt64
    /// How many they are.
    let count: Int

    private static let lanes: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x80 &* lanes

    /// - Parameter text: the first byte lowest.
    @inline(__always)
    init(_ text: UInt64) {
        let low = text & ~Self.highBits
        let lower = low | 0x20 &* Self.lanes
        let letters = Self.reaches("a", lower) & ~Self.reaches("{", lower)
        let digits = Self.reaches("0", low) & ~Self.reaches(":", low)
        let others = ~((letters | digits) & ~text) & Self.highBits
        count = others.trailingZeroBitCount &>> 3
        // All bits below the first lane that is no letter or digit; all of them when there is none.
        let mask = ((others & (0 &- others)) &>> 7) &- 1
        folded = (text | 0x20 &* Self.lanes) & mask
    }

    /// The high bit of each lane whose seven bits are not below a character.
    @inline(__always)
    private static func reaches(_ character: Unicode.Scalar, _ low: UInt64) -> UInt64 {
        low &+ UInt64(0x80 &- UInt8(ascii: character)) &* lanes
    }
}

/// How numbers below 2³⁸ stand in a term's stream in memory: written and read without a branch, in 1, 2, 3 or 5 bytes.
///
///     number = (value << 2 | code), code + 1 bytes, or 5 for code 3; low bytes first
enum TermStreamCode {
    /// The longest number.
    static let longestBytes: UInt32 = 5
    /// What a store touches, whatever the number.
    static let storeBytes: UInt32 = 8

    /// Writes a number and returns how many bytes of it count; eight are touched.
    @inline(__always)
    static func store(_ value: UInt64, at place: UnsafeMutableRawPointer) -> UInt32 {
        let bits = UInt64(truncatingIfNeeded: 65 &- value.leadingZeroBitCount)
        let code = min(bits &>> 3, 3)
        place.storeBytes(of: (value &<< 2 | code).littleEndian, as: UInt64.self)
        return length(code)
    }

    /// Reads a number and its length; eight bytes must be there.
    @inline(__always)
    static func load(_ place: UnsafeRawPointer) -> (value: UInt64, length: UInt32) {
        let word = UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
        let length = length(word & 3)
        let unused = UInt64(truncatingIfNeeded: 64 &- 8 &* length)
        return ((word &<< unused) &>> (unused &+ 2), length)
    }

    @inline(__always)
    private static func length(_ code: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: code &+ 1 &+ (code &>> 1 & code))
    }
}

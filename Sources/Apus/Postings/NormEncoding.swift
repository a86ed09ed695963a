/// Document lengths in one byte, as Lucene's `SmallFloat.intToByte4` does: exact up to 40, four significant bits above.
package enum NormEncoding {
    /// Lengths up to here are their own bytes.
    static let greatestExact = 40
    private static let exactValues = 255 - code(ofFloat: Int(Int32.max))

    /// The length for each byte; non-decreasing.
    package static let lengths: [UInt32] = (0...255).map { UInt32(decode($0)) }

    /// The byte for a length; lengths above 2³¹ − 1 count as that.
    package static func encode(_ length: Int) -> UInt8 {
        let length = max(0, min(length, Int(Int32.max)))
        return UInt8(length < exactValues ? length : exactValues + code(ofFloat: length - exactValues))
    }

    private static func decode(_ byte: Int) -> Int {
        byte < exactValues ? byte : exactValues + value(ofCode: byte - exactValues)
    }

    /// Four significant bits: a shift and the three bits behind the leading one.
    private static func code(ofFloat value: Int) -> Int {
        let bits = Int.bitWidth - value.leadingZeroBitCount
        guard bits >= 4 else { return value }
        let shift = bits - 4
        return (value >> shift) & 7 | (shift + 1) << 3
    }

    private static func value(ofCode code: Int) -> Int {
        let (mantissa, shift) = (code & 7, (code >> 3) - 1)
        return shift < 0 ? mantissa : (mantissa | 8) << shift
    }
}

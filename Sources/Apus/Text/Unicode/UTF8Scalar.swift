/// Decodes UTF-8 from borrowed bytes; what is not UTF-8 is U+FFFD, one for each maximal subpart (Unicode 3.9, as `String` repairs).
enum UTF8Scalar {
    static let replacement: UInt32 = 0xFFFD

    /// The scalar at `offset` and how many bytes it takes, at least 1. `offset` is below `end`.
    @inline(__always)
    static func decode(_ bytes: UnsafePointer<UInt8>, at offset: Int, end: Int) -> (scalar: UInt32, length: Int) {
        let first = bytes[offset]
        return first < 0x80 ? (UInt32(first), 1) : decodeLong(bytes, at: offset, end: end, first: first)
    }

    private static func decodeLong(_ bytes: UnsafePointer<UInt8>, at offset: Int, end: Int, first: UInt8) -> (
        scalar: UInt32, length: Int
    ) {
        let (length, least, most): (Int, UInt8, UInt8) =
            switch first {
            case 0xC2...0xDF: (2, 0x80, 0xBF)
            case 0xE0: (3, 0xA0, 0xBF)
            case 0xED: (3, 0x80, 0x9F)
            case 0xE1...0xEF: (3, 0x80, 0xBF)
            case 0xF0: (4, 0x90, 0xBF)
            case 0xF1...0xF3: (4, 0x80, 0xBF)
            case 0xF4: (4, 0x80, 0x8F)
            default: (0, 0, 0)
            }
        guard length > 0, offset + 1 < end, bytes[offset + 1] >= least, bytes[offset + 1] <= most else { return (replacement, 1) }
        var scalar = (UInt32(first) & (0x7F >> UInt32(length))) << 6 | UInt32(bytes[offset + 1] & 0x3F)
        for index in 2..<max(2, length) {
            guard offset + index < end, bytes[offset + index] & 0xC0 == 0x80 else { return (replacement, index) }
            scalar = scalar << 6 | UInt32(bytes[offset + index] & 0x3F)
        }
        return (scalar, length)
    }

    /// Writes a scalar and returns its length, at most 4.
    @inline(__always)
    static func encode(_ scalar: UInt32, into output: UnsafeMutablePointer<UInt8>) -> Int {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: scalar &>> shift) & 0x3F | 0x80 }
        if scalar < 0x80 {
            output[0] = UInt8(truncatingIfNeeded: scalar)
            return 1
        }
        if scalar < 0x800 {
            output[0] = UInt8(truncatingIfNeeded: scalar &>> 6) | 0xC0
            output[1] = tail(0)
            return 2
        }
        if scalar < 0x10000 {
            output[0] = UInt8(truncatingIfNeeded: scalar &>> 12) | 0xE0
            output[1] = tail(6)
            output[2] = tail(0)
            return 3
        }
        output[0] = UInt8(truncatingIfNeeded: scalar &>> 18) | 0xF0
        output[1] = tail(12)
        output[2] = tail(6)
        output[3] = tail(0)
        return 4
    }

    static func length(_ scalar: UInt32) -> Int { scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4 }
}

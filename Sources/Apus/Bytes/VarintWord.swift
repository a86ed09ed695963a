/// Eight bytes in which varints stand one behind the other, decoded without a loop over their bytes.
struct VarintWord {
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    private let bytes: UInt64
    /// The high bit of each byte that ends a varint, of those not yet taken.
    private var ends: UInt64
    /// Bits before the next varint.
    private var start: UInt64 = 0

    /// - Parameter bytes: the first byte lowest.
    @inline(__always)
    init(_ bytes: UInt64) {
        self.bytes = bytes
        ends = ~bytes & Self.highBits
    }

    /// Whether a varint ends within the word.
    @inline(__always)
    var hasOne: Bool { ends != 0 }

    /// Whether four varints end within the word.
    @inline(__always)
    var hasFour: Bool {
        var ends = ends
        for _ in 0..<3 { ends &= ends &- 1 }
        return ends != 0
    }

    /// The first byte of the word.
    @inline(__always)
    var first: UInt64 { bytes & 0xFF }

    /// Passes the next varint over; there must be one that ends.
    @inline(__always)
    mutating func skip() {
        start = UInt64(truncatingIfNeeded: ends.trailingZeroBitCount &+ 1)
        ends &= ends &- 1
    }

    /// Bytes of the varints taken.
    @inline(__always)
    var bytesTaken: Int { Int(truncatingIfNeeded: start &>> 3) }

    /// The next varint; there must be one that ends.
    @inline(__always)
    mutating func take() -> UInt64 {
        // The bits of the bytes up to the lowest end.
        let through = ends ^ (ends &- 1)
        let value = Self.joined((bytes & through) &>> start)
        start = UInt64(truncatingIfNeeded: 64 &- through.leadingZeroBitCount)
        ends &= ends &- 1
        return value
    }

    /// The low seven bits of each byte, side by side: pairs of bytes are joined, then pairs of pairs, then the two halves.
    @inline(__always)
    private static func joined(_ bytes: UInt64) -> UInt64 {
        let sevens = (bytes & 0x007F_007F_007F_007F) | ((bytes & 0x7F00_7F00_7F00_7F00) &>> 1)
        let fourteens = (sevens & 0x0000_3FFF_0000_3FFF) | ((sevens & 0x3FFF_0000_3FFF_0000) &>> 2)
        return (fourteens & 0x0FFF_FFFF) | ((fourteens & 0x0FFF_FFFF_0000_0000) &>> 4)
    }
}

/// Writes high parts in unary from the start of a position block's bits upward, word by word: one that is full has none of the low bits.
struct HighBitsPen {
    private var word: UInt64 = 0
    private var place: UnsafeMutableRawPointer
    /// The bit behind the last one, from the word's start.
    private var end = 0

    init(_ start: UnsafeMutableRawPointer) { place = start }

    @inline(__always)
    mutating func write(_ value: UInt32) {
        let bit = end &+ Int(value)
        end = bit &+ 1
        if bit >= 64 {
            place.storeBytes(of: word.littleEndian, as: UInt64.self)
            place += 8 &* (bit &>> 6)
            word = 0
            end = bit & 63 &+ 1
        }
        word |= 1 &<< UInt64(truncatingIfNeeded: bit & 63)
    }

    /// To be called before low bits are finished, which may share the last byte.
    func finish() {
        for byte in 0..<(end &+ 7) &>> 3 {
            place.storeBytes(of: UInt8(truncatingIfNeeded: word &>> UInt64(byte &* 8)), toByteOffset: byte, as: UInt8.self)
        }
    }
}

/// Writes low parts from the end of a position block's bits downward, four bytes at once.
struct LowBitsPen {
    private var pending: UInt64 = 0
    private var filled = 0
    private var place: UnsafeMutableRawPointer

    init(before end: UnsafeMutableRawPointer) { place = end }

    /// - Parameters:
    ///   - value: of so many bits; none are above them.
    ///   - width: below 32.
    @inline(__always)
    mutating func write(_ value: UInt32, width: Int) {
        pending = pending &<< UInt64(truncatingIfNeeded: width) | UInt64(value)
        filled &+= width
        guard filled >= 32 else { return }
        filled &-= 32
        place -= 4
        let word = UInt32(truncatingIfNeeded: pending &>> UInt64(truncatingIfNeeded: filled))
        place.storeBytes(of: word.littleEndian, as: UInt32.self)
    }

    /// The byte that is reached last may hold high bits already.
    mutating func finish() {
        while filled > 0 {
            place -= 1
            let bits = filled >= 8 ? pending &>> UInt64(filled &- 8) : pending &<< UInt64(8 &- filled)
            place.storeBytes(of: place.load(as: UInt8.self) | UInt8(truncatingIfNeeded: bits), as: UInt8.self)
            filled &-= 8
        }
    }
}

/// A position found without looking at each one before it.
extension PositionBits {
    /// Below so many high bits to go, values are looked at one by one.
    private static let leastLeap = 24

    /// The first position of a document that is not below `sought`, or its last one, and how many values were taken for it: not 0, and no
    /// more than the `count` that are left. Nil where the block does not hold them.
    /// - Parameter position: the one that was taken last; `UInt32.max` before the first.
    mutating func takePosition(
        reaching sought: UInt32, behind position: UInt32, _ count: Int
    ) -> (position: UInt32, taken: Int)? {
        var (position, rest) = (position, count)
        if Int(sought) &- Int(position &+ 1) > Self.leastLeap &<< lowBits { leap(toward: sought, &position, &rest) }
        guard rest > 0 else { return left >= 0 ? (position, count) : nil }
        guard let taken = takeOneByOne(reaching: sought, &position, rest) else { return nil }
        return (position, count &- rest &+ taken)
    }

    /// Takes a word of high bits at a time, as long as the last position of it is below `sought`.
    ///
    /// A word with n ones among its first m bits, the last of which is a one, adds n low parts, m − n times what a zero stands for, and
    /// n − 1 to the place behind the position before.
    @inline(never)
    private mutating func leap(toward sought: UInt32, _ position: inout UInt32, _ rest: inout Int) {
        let (lows, width, lastWord) = (UnsafeRawPointer(end) - 8, lowBits, UnsafeRawPointer(listEnd) - 8)
        guard listEnd - listStart >= 8, (lowBit &+ rest &* width) &>> 3 <= lows - UnsafeRawPointer(listStart),
            width <= PackedSum.mostWidth
        else { return }
        var (high, low, next) = (highBit, lowBit, Int(position &+ 1))
        while true {
            let byte = UnsafeRawPointer(highs + high &>> 3)
            guard byte <= lastWord, byte < UnsafeRawPointer(end) else { break }
            let word = Self.highWord(byte, UInt64(truncatingIfNeeded: high & 7))
            let ones = BitSelection.count(BitSelection.ranks(word))
            let length = UInt64.bitWidth &- word.leadingZeroBitCount
            let least = next &+ (length &- ones) &<< width &+ ones &- 1
            guard ones > 0, ones <= rest, least < Int(sought) else { break }
            let last = least &+ Self.sum(lows, from: low, ones, width: width)
            guard last < Int(sought) else { break }
            (high, low, next, rest) = (high &+ length, low &+ ones &* width, last &+ 1, rest &- ones)
        }
        (highBit, lowBit, position) = (high, low, UInt32(truncatingIfNeeded: next &- 1))
    }

    /// The sum of the next `count` low parts.
    /// - Parameter lows: the last word of the block.
    @inline(__always)
    private static func sum(_ lows: UnsafeRawPointer, from bit: Int, _ count: Int, width: Int) -> Int {
        guard width > 0 else { return 0 }
        let room = PackedSum.wordBits / width
        var (bit, left, sum) = (bit, count, 0)
        while left > 0 {
            let values = min(left, room)
            let word = UInt64(littleEndian: (lows - bit &>> 3).loadUnaligned(as: UInt64.self))
            let packed = (word &<< UInt64(truncatingIfNeeded: bit & 7)) &>> UInt64(truncatingIfNeeded: 64 &- values &* width)
            sum &+= Int(truncatingIfNeeded: PackedSum.of(packed, width: width))
            bit &+= values &* width
            left &-= values
        }
        return sum
    }
}

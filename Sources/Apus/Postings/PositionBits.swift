/// A place in the two bit streams of a `PositionBlock`: forward only, over many values at a time.
///
/// Nothing is read outside the list, whatever the bytes say: words are loaded whole only where they lie within.
struct PositionBits {
    /// Of a word loaded at any bit so many are there.
    static let wordBits = 56
    private static let wordMask: UInt64 = 0x00FF_FFFF_FFFF_FFFF
    /// Stands in lanes without a position; no position is as high, nor its neighbours.
    static let nowhere = UInt32.max - 65536

    let listStart: UnsafePointer<UInt8>
    let listEnd: UnsafePointer<UInt8>
    var highs: UnsafePointer<UInt8>
    /// Where the high bits of every 16th document begin, where the block says so.
    private var marks: UnsafePointer<UInt8>?
    var end: UnsafePointer<UInt8>
    var lowBits = 0
    /// Of a block that follows lengths: by how much, and where the low bits of the document in the middle begin.
    private(set) var scale: Int?
    private(set) var middle: UInt16 = 0
    /// Bits of the block, and those of both streams that are behind the place.
    var bits = 0
    var highBit = 0
    var lowBit = 0

    /// - Parameters: where the list lies that the blocks are of.
    init(start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        (listStart, listEnd) = (start, end)
        (highs, self.end) = (start, start)
    }

    /// Goes to the start of a block of so many documents of the list; false where it is none.
    mutating func begin(_ block: (start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>), documents: Int) -> Bool {
        guard block.end - block.start > PositionBlock.headBytes else { return false }
        let head = block.start[0]
        (highs, end) = (block.start + PositionBlock.headBytes, block.end)
        (marks, scale) = (nil, nil)
        if head & PositionBlock.lengthsFlag != 0 {
            scale = Int(head & (PositionBlock.lengthsFlag - 1)) + PositionWidths.scales.lowerBound
            guard beginMiddle(documents) else { return false }
        } else if head & PositionBlock.markedFlag != 0 {
            marks = highs
            highs += 2 &* PositionBlock.marks(documents: documents)
        }
        guard head < 2 * PositionBlock.lengthsFlag, highs < end else { return false }
        lowBits = Int(head & 31)
        bits = (end - highs) &* 8
        (highBit, lowBit) = (0, 0)
        return true
    }

    private mutating func beginMiddle(_ documents: Int) -> Bool {
        guard documents > PositionWidths.middleDocument else { return true }
        guard end - highs > 2 else { return false }
        middle = UInt16(littleEndian: UnsafeRawPointer(highs).loadUnaligned(as: UInt16.self))
        highs += 2
        return true
    }

    /// No more values than this can follow: each has a high bit at least.
    @inline(__always)
    var left: Int { bits &- highBit &- lowBit }

    /// Whether the block says where every 16th document begins.
    @inline(__always)
    var isMarked: Bool { marks != nil }

    /// Goes to the high bits of every 16th document, the first of these being number 1, where the block says where that is.
    @inline(__always)
    mutating func jump(toMark mark: Int) -> Bool {
        guard let marks else { return false }
        highBit = Int(
            UInt16(littleEndian: UnsafeRawPointer(marks).loadUnaligned(fromByteOffset: (mark &- 1) &* 2, as: UInt16.self)))
        return true
    }

    /// Goes to the low bits behind so many values of one width.
    @inline(__always)
    mutating func setLow(behind values: Int) { lowBit = values &* lowBits }

    /// Goes to low bits, so many of a value: in blocks that follow lengths.
    @inline(__always)
    mutating func setLow(bit: Int, width: Int) { (lowBit, lowBits) = (bit, width) }

    /// Passes the high bits of values over, behind which the low bits stand already; false where there are not so many. O(values / word).
    @inline(__always)
    mutating func skip(_ values: Int) -> Bool {
        guard values > 0 else { return values == 0 }
        guard values <= left else { return false }
        var count = values
        var (byte, shift) = (highs + highBit &>> 3, highBit & 7)
        while byte < end {
            let word = Self.word(byte, upTo: listEnd) &>> UInt64(truncatingIfNeeded: shift)
            let ranks = BitSelection.ranks(word)
            let ones = BitSelection.count(ranks)
            if ones >= count {
                highBit = (byte - highs) &* 8 &+ shift &+ 1 &+ BitSelection.place(ofOne: count &- 1, in: word, ranks: ranks)
                return left >= 0
            }
            count &-= ones
            (byte, shift) = (byte + 8, 0)
        }
        return false
    }

    /// Whether nothing is left in the block but the bits, all 0, that fill up its last byte.
    var isUsedUp: Bool {
        guard left >= 0, left < 8 else { return false }
        return highWord(at: highBit) & ((1 &<< UInt64(truncatingIfNeeded: left)) &- 1) == 0
    }

    /// The high bits from one on, from the lowest up; above them zeros.
    @inline(__always)
    func highWord(at bit: Int) -> UInt64 {
        Self.word(highs + bit &>> 3, upTo: listEnd) &>> UInt64(truncatingIfNeeded: bit & 7) & Self.wordMask
    }

    @inline(__always)
    static func highWord(_ byte: UnsafeRawPointer, _ shift: UInt64) -> UInt64 {
        UInt64(littleEndian: byte.loadUnaligned(as: UInt64.self)) &>> shift & wordMask
    }

    /// Eight bytes, or those that are left and zeros.
    @inline(__always)
    private static func word(_ byte: UnsafePointer<UInt8>, upTo end: UnsafePointer<UInt8>) -> UInt64 {
        end - byte >= 8 ? UInt64(littleEndian: UnsafeRawPointer(byte).loadUnaligned(as: UInt64.self)) : bytes(byte, upTo: end)
    }

    /// The low bits at a bit of their stream.
    @inline(__always)
    func low(at bit: Int, width: Int) -> UInt64 {
        let byte = end - (bit &>> 3 &+ 8)
        let word =
            byte >= listStart
            ? UInt64(littleEndian: UnsafeRawPointer(byte).loadUnaligned(as: UInt64.self))
            : Self.bytes(listStart, before: byte + 8)
        return Self.low(of: word, at: bit, width: width)
    }

    @inline(__always)
    static func low(of word: UInt64, at bit: Int, width: Int) -> UInt64 {
        ((word &<< UInt64(truncatingIfNeeded: bit & 7)) &>> 1) &>> UInt64(truncatingIfNeeded: 63 &- width)
    }

    /// Up to eight bytes that end at `end`, as the highest of a word.
    @inline(never)
    private static func bytes(_ start: UnsafePointer<UInt8>, before end: UnsafePointer<UInt8>) -> UInt64 {
        var word: UInt64 = 0
        for place in 0..<max(0, min(8, end - start)) { word |= UInt64((end - 1 - place).pointee) &<< UInt64(56 &- place &* 8) }
        return word
    }

    /// Up to eight bytes from `start`, as the lowest of a word.
    @inline(never)
    private static func bytes(_ start: UnsafePointer<UInt8>, upTo end: UnsafePointer<UInt8>) -> UInt64 {
        var word: UInt64 = 0
        for place in 0..<max(0, min(8, end - start)) { word |= UInt64(start[place]) &<< UInt64(place &* 8) }
        return word
    }
}

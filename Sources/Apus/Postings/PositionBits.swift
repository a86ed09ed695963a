/// A place in the two bit streams of a `PositionBlock`: forward only, over many values at a time.
///
/// Nothing is read outside the list, whatever the bytes say: words are loaded whole only where they lie within.
struct PositionBits {
    /// Of a word loaded at any bit so many are there.
    private static let wordBits = 56
    /// Stands in lanes without a position; no position is as high, nor its neighbours.
    static let nowhere = UInt32.max - 65536

    private let listStart: UnsafePointer<UInt8>
    private let listEnd: UnsafePointer<UInt8>
    private var highs: UnsafePointer<UInt8>
    /// Where the high bits of every 16th document begin, where the block says so.
    private var marks: UnsafePointer<UInt8>?
    private var end: UnsafePointer<UInt8>
    private var lowBits = 0
    /// Bits of the block, and those of both streams that are behind the place.
    private var bits = 0
    private var highBit = 0
    private var lowBit = 0

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
        marks = nil
        if head & PositionBlock.markedFlag != 0 {
            marks = highs
            highs += 2 &* PositionBlock.marks(documents: documents)
        }
        guard head < 2 * PositionBlock.markedFlag, highs < end else { return false }
        lowBits = Int(head & 31)
        bits = (end - highs) &* 8
        (highBit, lowBit) = (0, 0)
        return true
    }

    /// No more values than this can follow: each has a high bit at least.
    @inline(__always)
    var left: Int { bits &- highBit &- lowBit }

    /// Whether the block says where every 16th document begins.
    @inline(__always)
    var isMarked: Bool { marks != nil }

    /// Goes to the first value of every 16th document, the first of these being number 1, where the block says where that is.
    /// - Parameter values: how many stand before it in the block.
    @inline(__always)
    mutating func jump(toMark mark: Int, behind values: Int) -> Bool {
        guard let marks, values <= bits else { return false }
        highBit = Int(
            UInt16(littleEndian: UnsafeRawPointer(marks).loadUnaligned(fromByteOffset: (mark &- 1) &* 2, as: UInt16.self)))
        lowBit = values &* lowBits
        return true
    }

    /// Passes values over; false where there are not so many. O(values / word).
    @inline(__always)
    mutating func skip(_ values: Int) -> Bool {
        guard values > 0 else { return values == 0 }
        guard values <= left else { return false }
        lowBit &+= values &* lowBits
        var count = values
        while left >= 0 {
            let word = highWord()
            let ranks = BitSelection.ranks(word)
            let ones = BitSelection.count(ranks)
            if ones >= count {
                highBit &+= 1 &+ BitSelection.place(ofOne: count &- 1, in: word, ranks: ranks)
                return left >= 0
            }
            count &-= ones
            highBit &+= Self.wordBits
        }
        return false
    }

    /// The positions of one document that has four at most, in the lower lanes; `nowhere` in the others. Nil, and nothing taken, where
    /// they are too far apart for this or not there.
    @inline(__always)
    mutating func takeFew(_ count: Int) -> SIMD4<UInt32>? {
        var word = highWord()
        var (bit, end) = (0, 0)
        var position = UInt32.max
        var positions = SIMD4<UInt32>(repeating: Self.nowhere)
        // The same for any count: what lies behind the last one is read too, and not used.
        for lane in 0..<4 {
            let run = word.trailingZeroBitCount
            word &>>= UInt64(truncatingIfNeeded: run &+ 1)
            bit &+= run &+ 1
            let gap = UInt64(truncatingIfNeeded: run) &<< UInt64(truncatingIfNeeded: lowBits) | low(at: lowBit &+ lane &* lowBits)
            position = position &+ 1 &+ UInt32(truncatingIfNeeded: gap)
            positions[lane] = lane < count ? position : Self.nowhere
            end = lane < count ? bit : end
        }
        guard end <= Self.wordBits, end &+ count &* lowBits <= left else { return nil }
        highBit &+= end
        lowBit &+= count &* lowBits
        return positions
    }

    /// Calls with the positions of one document, made of the next `count` values, as long as the answer is true; false where the block
    /// does not hold them. Says how many were taken.
    @inline(__always)
    mutating func forEachPosition(_ count: Int, _ body: (UInt32) -> Bool) -> (isSound: Bool, taken: Int) {
        var position = UInt32.max
        return forEachValue(count) { gap in
            position = position &+ 1 &+ gap
            return body(position)
        }
    }

    /// Decodes the next values as they stand in the block; false where it does not hold them.
    mutating func takeValues(_ count: Int, into output: UnsafeMutablePointer<UInt32>) -> Bool {
        guard count <= left else { return false }
        var index = 0
        return forEachValue(count) { value in
            output[index] = value
            index &+= 1
            return true
        }.isSound
    }

    /// Decodes the next values of those that have no low bits.
    mutating func takeUnary(_ count: Int, into output: UnsafeMutablePointer<UInt32>) -> Bool {
        lowBits = 0
        guard count <= left else { return false }
        var index = 0
        var zeros = 0
        while index < count {
            var word = highWord()
            var wordLeft = Self.wordBits
            while word != 0, index < count {
                let run = word.trailingZeroBitCount
                output[index] = UInt32(truncatingIfNeeded: zeros &+ run)
                index &+= 1
                zeros = 0
                word &>>= UInt64(truncatingIfNeeded: run &+ 1)
                wordLeft &-= run &+ 1
            }
            let isDone = index == count
            highBit &+= isDone ? Self.wordBits &- wordLeft : Self.wordBits
            zeros = isDone ? 0 : zeros &+ wordLeft
            guard left >= 0 else { return false }
        }
        return true
    }

    /// Whether nothing is left in the block but the bits, all 0, that fill up its last byte.
    var isUsedUp: Bool {
        guard left >= 0, left < 8 else { return false }
        return highWord() & ((1 &<< UInt64(truncatingIfNeeded: left)) &- 1) == 0
    }

    @inline(__always)
    private mutating func forEachValue(_ count: Int, _ body: (UInt32) -> Bool) -> (isSound: Bool, taken: Int) {
        // A copy that nothing else can reach stays in registers.
        var place = self
        var word = place.highWord()
        var wordLeft = Self.wordBits
        var taken = 0
        while taken < count {
            var zeros = 0
            while word == 0 {
                zeros &+= wordLeft
                place.highBit &+= wordLeft
                guard place.left >= 0 else { return (false, taken) }
                word = place.highWord()
                wordLeft = Self.wordBits
            }
            let run = word.trailingZeroBitCount
            word &>>= UInt64(truncatingIfNeeded: run &+ 1)
            wordLeft &-= run &+ 1
            place.highBit &+= run &+ 1
            zeros &+= run
            let value =
                UInt64(truncatingIfNeeded: zeros) &<< UInt64(truncatingIfNeeded: place.lowBits) | place.low(at: place.lowBit)
            place.lowBit &+= place.lowBits
            taken &+= 1
            if !body(UInt32(truncatingIfNeeded: value)) { break }
        }
        self = place
        return (left >= 0, taken)
    }

    /// The next high bits, from the lowest up; above them zeros.
    @inline(__always)
    private func highWord() -> UInt64 {
        let byte = highs + highBit &>> 3
        let word =
            listEnd - byte >= 8
            ? UInt64(littleEndian: UnsafeRawPointer(byte).loadUnaligned(as: UInt64.self)) : Self.bytes(byte, upTo: listEnd)
        return word &>> UInt64(truncatingIfNeeded: highBit & 7) & 0x00FF_FFFF_FFFF_FFFF
    }

    /// The low bits at a bit of their stream.
    @inline(__always)
    private func low(at bit: Int) -> UInt64 {
        let byte = end - (bit &>> 3 &+ 8)
        let word =
            byte >= listStart
            ? UInt64(littleEndian: UnsafeRawPointer(byte).loadUnaligned(as: UInt64.self))
            : Self.bytes(listStart, before: byte + 8)
        return ((word &<< UInt64(truncatingIfNeeded: bit & 7)) &>> 1) &>> UInt64(truncatingIfNeeded: 63 &- lowBits)
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

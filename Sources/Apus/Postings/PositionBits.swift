/// A place in the two bit streams of a `PositionBlock`: forward only, over many values at a time.
///
/// Nothing is read outside the list, whatever the bytes say: words are loaded whole only where they lie within.
struct PositionBits {
    /// Of a word loaded at any bit so many are there.
    private static let wordBits = 56
    private static let wordMask: UInt64 = 0x00FF_FFFF_FFFF_FFFF
    /// Stands in lanes without a position; no position is as high, nor its neighbours.
    static let nowhere = UInt32.max - 65536

    private let listStart: UnsafePointer<UInt8>
    private let listEnd: UnsafePointer<UInt8>
    private var highs: UnsafePointer<UInt8>
    /// Where the high bits of every 16th document begin, where the block says so.
    private var marks: UnsafePointer<UInt8>?
    private var end: UnsafePointer<UInt8>
    private var lowBits = 0
    /// Of a block that follows lengths: by how much, and where the low bits of the document in the middle begin.
    private(set) var scale: Int?
    private(set) var middle: UInt16 = 0
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

    /// The positions of one document that has four at most, in the lower lanes; `nowhere` in the others. Nil, and nothing taken, where
    /// they are too far apart for this or not there.
    @inline(__always)
    mutating func takeFew(_ count: Int) -> SIMD4<UInt32>? {
        var word = highWord(at: highBit)
        var (bit, end) = (0, 0)
        var position = UInt32.max
        var positions = SIMD4<UInt32>(repeating: Self.nowhere)
        // The same for any count: what lies behind the last one is read too, and not used.
        for lane in 0..<4 {
            let run = word.trailingZeroBitCount
            word &>>= UInt64(truncatingIfNeeded: run &+ 1)
            bit &+= run &+ 1
            let gap =
                UInt64(truncatingIfNeeded: run) &<< UInt64(truncatingIfNeeded: lowBits)
                | low(at: lowBit &+ lane &* lowBits, width: lowBits)
            position = position &+ 1 &+ UInt32(truncatingIfNeeded: gap)
            positions[lane] = lane < count ? position : Self.nowhere
            end = lane < count ? bit : end
        }
        guard end <= Self.wordBits, end &+ count &* lowBits <= left else { return nil }
        highBit &+= end
        lowBit &+= count &* lowBits
        return positions
    }

    /// Decodes the positions of one document, made of the next `count` values; false where the block does not hold them.
    @inline(never)
    mutating func takePositions(_ count: Int, into output: UnsafeMutablePointer<UInt32>) -> Bool {
        var (position, index) = (UInt32.max, 0)
        return forEachValue(count) { gap in
            position = position &+ 1 &+ gap
            output[index] = position
            index &+= 1
            return true
        }.isSound
    }

    /// The first position of a document that is not below `sought`, or its last one, and how many values were taken for it: not 0, and no
    /// more than the `count` that are left. Nil where the block does not hold them.
    /// - Parameter position: the one that was taken last; `UInt32.max` before the first.
    @inline(never)
    mutating func takePosition(
        reaching sought: UInt32, behind position: UInt32, _ count: Int
    ) -> (position: UInt32, taken: Int)? {
        var position = position
        let (isSound, taken) = forEachValue(count) { gap in
            position = position &+ 1 &+ gap
            return position < sought
        }
        return isSound ? (position, taken) : nil
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

    /// Writes out what rises by the next values and one each, and returns the last of it, which tells whether any was too large for a
    /// `UInt32`; nil where the block does not hold the values.
    /// - Parameter before: what it rises from; `UInt32.max` to begin with the first value itself.
    mutating func takeSums(_ count: Int, behind before: UInt32, into output: UnsafeMutablePointer<UInt32>) -> UInt64? {
        guard count <= left else { return nil }
        var (sum, index) = (UInt64(before &+ 1), 0)
        let isSound = forEachValue(count) { value in
            sum &+= UInt64(value)
            output[index] = UInt32(truncatingIfNeeded: sum)
            index &+= 1
            sum &+= 1
            return true
        }.isSound
        return isSound ? sum &- 1 : nil
    }

    /// Decodes the next values of those that have no low bits.
    mutating func takeUnary(_ count: Int, into output: UnsafeMutablePointer<UInt32>) -> Bool {
        lowBits = 0
        guard count <= left else { return false }
        var index = 0
        var zeros = 0
        while index < count {
            var word = highWord(at: highBit)
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
        return highWord(at: highBit) & ((1 &<< UInt64(truncatingIfNeeded: left)) &- 1) == 0
    }

    /// Decodes the values of a whole block that follows lengths; false where it does not hold them.
    mutating func takeValues(_ widths: PositionWidths, into output: UnsafeMutablePointer<UInt32>) -> Bool {
        let place = self
        var (run, index) = (Run(self), 0)
        for document in 0..<widths.documentCount {
            let width = widths.width(at: document)
            for _ in 0..<widths.frequencies[document] {
                guard let value = place.next(&run, width: width) else { return false }
                output[index] = value
                index &+= 1
            }
            guard place.bits &- run.low >= 0 else { return false }
        }
        move(to: run)
        return left >= 0
    }

    /// Calls with the next values as long as the answer is true.
    @inline(__always)
    private mutating func forEachValue(_ count: Int, _ body: (UInt32) -> Bool) -> (isSound: Bool, taken: Int) {
        var rest = count
        if forMostValues(&rest, body), rest > 0 {
            let place = self
            var run = Run(self)
            while rest > 0 {
                guard let value = place.next(&run, width: place.lowBits) else { return (false, count &- rest) }
                rest &-= 1
                if !body(value) { break }
            }
            move(to: run)
        }
        return (left >= 0, count &- rest)
    }

    /// The same for those of which every word lies whole within the list, which is looked at once for all of them: then nothing is called,
    /// and all that changes from one to the next stays in registers. False where an answer was.
    /// - Parameter rest: values that are wanted; then those that were not taken.
    @inline(__always)
    private mutating func forMostValues(_ rest: inout Int, _ body: (UInt32) -> Bool) -> Bool {
        let (lows, width, lastWord) = (UnsafeRawPointer(end) - 8, lowBits, UnsafeRawPointer(listEnd) - 8)
        var byte = UnsafeRawPointer(highs + highBit &>> 3)
        guard rest > 0, listEnd - listStart >= 8, byte <= lastWord,
            (lowBit &+ rest &* width) &>> 3 <= lows - UnsafeRawPointer(listStart)
        else { return true }
        let shift = UInt64(truncatingIfNeeded: highBit & 7)
        var word = Self.highWord(byte, shift)
        var (last, low, wanted, isWanted) = (-1, lowBit, rest, true)
        scan: while true {
            while word != 0 {
                let bit = word.trailingZeroBitCount
                let high = UInt64(truncatingIfNeeded: bit &- last &- 1) &<< UInt64(truncatingIfNeeded: width)
                let lowWord = UInt64(littleEndian: (lows - low &>> 3).loadUnaligned(as: UInt64.self))
                let value = high | Self.low(of: lowWord, at: low, width: width)
                word &= word &- 1
                last = bit
                low &+= width
                wanted &-= 1
                isWanted = body(UInt32(truncatingIfNeeded: value))
                if !isWanted || wanted == 0 { break scan }
            }
            let next = byte + Self.wordBits &>> 3
            guard next <= lastWord, next < UnsafeRawPointer(end) else { break }
            byte = next
            last &-= Self.wordBits
            word = Self.highWord(byte, shift)
        }
        (highBit, lowBit, rest) = ((byte - UnsafeRawPointer(highs)) &* 8 &+ Int(shift) &+ last &+ 1, low, wanted)
        return isWanted
    }

    /// What changes from value to value, and stays in registers.
    private struct Run {
        /// High bits, those that were taken cleared, and where they begin.
        var word: UInt64
        var wordStart: Int
        /// The bit of the word where the one of the value before stands; below 0 in a word before.
        var last = -1
        var low: Int

        @inline(__always)
        init(_ place: borrowing PositionBits) {
            (word, wordStart, low) = (place.highWord(at: place.highBit), place.highBit, place.lowBit)
        }
    }

    @inline(__always)
    private mutating func move(to run: Run) { (highBit, lowBit) = (run.wordStart &+ run.last &+ 1, run.low) }

    /// The next value; nil where the block ends before it.
    @inline(__always)
    private func next(_ run: inout Run, width: Int) -> UInt32? {
        while run.word == 0 {
            run.wordStart &+= Self.wordBits
            run.last &-= Self.wordBits
            guard bits &- run.wordStart &- run.low >= 0 else { return nil }
            run.word = highWord(at: run.wordStart)
        }
        let bit = run.word.trailingZeroBitCount
        run.word &= run.word &- 1
        let high = UInt64(truncatingIfNeeded: bit &- run.last &- 1) &<< UInt64(truncatingIfNeeded: width)
        let value = high | low(at: run.low, width: width)
        run.last = bit
        run.low &+= width
        return UInt32(truncatingIfNeeded: value)
    }

    /// The high bits from one on, from the lowest up; above them zeros.
    @inline(__always)
    private func highWord(at bit: Int) -> UInt64 {
        Self.word(highs + bit &>> 3, upTo: listEnd) &>> UInt64(truncatingIfNeeded: bit & 7) & Self.wordMask
    }

    @inline(__always)
    private static func highWord(_ byte: UnsafeRawPointer, _ shift: UInt64) -> UInt64 {
        UInt64(littleEndian: byte.loadUnaligned(as: UInt64.self)) &>> shift & wordMask
    }

    /// Eight bytes, or those that are left and zeros.
    @inline(__always)
    private static func word(_ byte: UnsafePointer<UInt8>, upTo end: UnsafePointer<UInt8>) -> UInt64 {
        end - byte >= 8 ? UInt64(littleEndian: UnsafeRawPointer(byte).loadUnaligned(as: UInt64.self)) : bytes(byte, upTo: end)
    }

    /// The low bits at a bit of their stream.
    @inline(__always)
    private func low(at bit: Int, width: Int) -> UInt64 {
        let byte = end - (bit &>> 3 &+ 8)
        let word =
            byte >= listStart
            ? UInt64(littleEndian: UnsafeRawPointer(byte).loadUnaligned(as: UInt64.self))
            : Self.bytes(listStart, before: byte + 8)
        return Self.low(of: word, at: bit, width: width)
    }

    @inline(__always)
    private static func low(of word: UInt64, at bit: Int, width: Int) -> UInt64 {
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

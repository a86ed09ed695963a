/// What is read at the place: the values as they stand, and positions made of them.
extension PositionBits {
    /// The positions of one document that has four at most, in the lower lanes; `nowhere` in the others. Nil, and nothing taken, where
    /// a word does not hold them, or they are not there.
    @inline(__always)
    mutating func takeFew(_ count: Int) -> SIMD4<UInt32>? {
        let (high, low) = (UnsafeRawPointer(highs + highBit &>> 3), UnsafeRawPointer(end - (lowBit &>> 3 &+ 8)))
        let width = UInt64(truncatingIfNeeded: lowBits)
        guard UnsafeRawPointer(listEnd) - high >= 8, low >= UnsafeRawPointer(listStart), lowBits <= Self.wordBits / 4 else {
            return nil
        }
        var word = Self.highWord(high, UInt64(truncatingIfNeeded: highBit & 7))
        var lows = UInt64(littleEndian: low.loadUnaligned(as: UInt64.self)) &<< UInt64(truncatingIfNeeded: lowBit & 7)
        var (bit, end) = (0, 0)
        var position = UInt32.max
        var positions = SIMD4<UInt32>(repeating: Self.nowhere)
        // The same for any count: what lies behind the last one is read too, and not used.
        for lane in 0..<4 {
            let run = word.trailingZeroBitCount
            word &>>= UInt64(truncatingIfNeeded: run &+ 1)
            bit &+= run &+ 1
            let gap = UInt64(truncatingIfNeeded: run) &<< width | (lows &>> 1) &>> (63 &- width)
            lows &<<= width
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

    /// Takes positions up to the first one that is not below `sought`, or all; says how many. Nil where the block does not hold them.
    /// - Parameter position: the one that was taken last, before and after.
    @inline(never)
    mutating func takeOneByOne(reaching sought: UInt32, _ position: inout UInt32, _ count: Int) -> Int? {
        var reached = position
        let (isSound, taken) = forEachValue(count) { gap in
            reached = reached &+ 1 &+ gap
            return reached < sought
        }
        position = reached
        return isSound ? taken : nil
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
}

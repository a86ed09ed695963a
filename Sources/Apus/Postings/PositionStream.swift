/// Reads a list's positions document by document, and nothing of those between.
struct PositionStream {
    unowned(unsafe) private let arena: SearchArena
    private let list: PostingList
    private var bits: PositionBits
    private var block = -1
    /// A document of the block, and how many positions those before it have.
    private var place = 0
    private var before: UInt32 = 0
    /// Positions of the block that are behind the place in its bits.
    private var passed = 0
    private var output: UnsafeMutablePointer<UInt32>?
    private var outputCapacity = 0

    init(_ list: PostingList, arena: SearchArena) {
        self.arena = arena
        self.list = list
        bits = PositionBits(start: list.positionsStart, end: list.positionsStart + list.positionsLength)
    }

    /// The positions of the document at `target` in `block`, whose frequencies are given. Valid until the next call; empty, and
    /// reported to the arena, where the bytes do not hold so many.
    mutating func positions(
        ofIndex target: Int, block targetBlock: Int, frequencies: UnsafeMutablePointer<UInt32>
    ) -> UnsafeBufferPointer<UInt32> {
        if list.totalFrequency == 1 { return onlyPosition() }
        guard let wanted = begin(target, targetBlock, frequencies) else { return fail() }
        if wanted > outputCapacity { reserve(wanted) }
        guard let output else { return fail() }
        var index = 0
        let (isSound, _) = bits.forEachPosition(wanted) { position in
            output[index] = position
            index &+= 1
            return true
        }
        passed &+= wanted
        return isSound ? UnsafeBufferPointer(start: output, count: wanted) : fail()
    }

    /// Keeps those of the first `count` starts, which rise, that the document has a position for, `offset` behind; says how many.
    /// Nothing is decoded behind the last of them.
    mutating func meet(
        _ starts: UnsafeMutablePointer<UInt32>, _ count: Int, offset: UInt32, ofIndex target: Int, block targetBlock: Int,
        frequencies: UnsafeMutablePointer<UInt32>
    ) -> Int {
        if list.totalFrequency == 1 { return meetOnly(starts, count, offset) }
        guard count > 0, let wanted = begin(target, targetBlock, frequencies) else {
            _ = fail()
            return 0
        }
        var (start, kept) = (0, 0)
        var sought = starts[0] &+ offset
        let (isSound, taken) = bits.forEachPosition(wanted) { position in
            while sought < position {
                start &+= 1
                if start == count { return false }
                sought = starts[start] &+ offset
            }
            if sought == position {
                starts[kept] = starts[start]
                kept &+= 1
                // A start counts once, so that no more are kept than there were.
                start &+= 1
                if start == count { return false }
                sought = starts[start] &+ offset
            }
            return true
        }
        passed &+= taken
        if !isSound { _ = fail() }
        return kept
    }

    /// The positions of a document that has four at most, in the lower lanes; nil where they have to be read in another way.
    @inline(__always)
    mutating func few(
        ofIndex target: Int, block targetBlock: Int, frequencies: UnsafeMutablePointer<UInt32>
    ) -> SIMD4<UInt32>? {
        guard list.totalFrequency > 4, let wanted = begin(target, targetBlock, frequencies), wanted <= 4,
            let positions = bits.takeFew(wanted)
        else { return nil }
        passed &+= wanted
        return positions
    }

    private mutating func meetOnly(_ starts: UnsafeMutablePointer<UInt32>, _ count: Int, _ offset: UInt32) -> Int {
        guard let position = onlyPosition().first, let start = (0..<count).first(where: { starts[$0] &+ offset == position })
        else { return 0 }
        starts[0] = starts[start]
        return 1
    }

    /// Goes to the document's positions and says how many there are; nil where the block does not hold so many.
    @inline(__always)
    private mutating func begin(_ target: Int, _ targetBlock: Int, _ frequencies: UnsafeMutablePointer<UInt32>) -> Int? {
        if block != targetBlock || target < place || Int(before) < passed && target == place {
            (block, place, before, passed) = (targetBlock, 0, 0, 0)
            guard begin(block) else { return nil }
        }
        let mark = target / PositionBlock.markedDocuments
        let marked = mark &* PositionBlock.markedDocuments
        if marked > place, bits.isMarked {
            sum(frequencies, to: marked)
            if bits.jump(toMark: mark, behind: Int(before)) { passed = Int(before) }
        }
        sum(frequencies, to: target)
        let wanted = Int(frequencies[target])
        guard bits.skip(Int(before) &- passed), wanted <= bits.left else { return nil }
        passed = Int(before)
        return wanted
    }

    /// Goes on to a document further behind in the block. What wrong bytes make overflow wraps: then other positions are read.
    @inline(__always)
    private mutating func sum(_ frequencies: UnsafeMutablePointer<UInt32>, to target: Int) {
        var sum = before
        for index in place..<target { sum &+= frequencies[index] }
        (place, before) = (target, sum)
    }

    private mutating func begin(_ block: Int) -> Bool {
        bits.begin(list.positionBytes(ofBlock: block), documents: list.documents(inBlock: block))
    }

    /// A term that occurs once has its position as a varint.
    private mutating func onlyPosition() -> UnsafeBufferPointer<UInt32> {
        if outputCapacity == 0 { reserve(1) }
        var run = VarintRun(list.positionsStart, end: list.positionsStart + list.positionsLength)
        output![0] = run.take()
        return run.isBroken ? fail() : UnsafeBufferPointer(start: output, count: 1)
    }

    private mutating func reserve(_ count: Int) {
        outputCapacity = max(64, count.nextPowerOfTwo)
        output = arena.allocate(count: outputCapacity)
    }

    private mutating func fail() -> UnsafeBufferPointer<UInt32> {
        block = -1
        arena.report("a document's positions end early", at: list.positionsStart)
        return UnsafeBufferPointer(start: nil, count: 0)
    }
}

extension PositionStream {
    /// Copies the values of a whole block of documents as they stand in the list; false where there are not so many. `target` has room for
    /// `count` of them.
    mutating func copyBlock(_ block: Int, _ count: Int, to target: UnsafeMutablePointer<UInt32>) -> Bool {
        if list.totalFrequency == 1 {
            target[0] = onlyPosition().first ?? 0
            return count == 1
        }
        guard begin(block), bits.takeValues(count, into: target), bits.isUsedUp else {
            _ = fail()
            return false
        }
        return true
    }
}

extension Int {
    /// The smallest power of two not below this.
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}

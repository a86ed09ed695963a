/// Reads a list's positions document by document, and nothing of those between.
struct PositionStream {
    unowned(unsafe) private let arena: SearchArena
    private let list: PostingList
    /// Those of the decoded block, where they are written out.
    private let documents: UnsafePointer<UInt32>
    private var bits: PositionBits
    private var block = -1
    /// A document of the block, and how many positions those before it have.
    private var place = 0
    private var before: UInt32 = 0
    /// In a block that follows lengths: low bits of the first documents, how many these are, and where the next one's begin. What is before
    /// the middle may be passed over.
    private var lows: LowBitsTable?
    private var known = 0
    private var knownEnd: UInt16 = 0
    /// Positions of the block that are behind the place in its bits.
    private var passed = 0
    private var output: UnsafeMutablePointer<UInt32>?
    private var outputCapacity = 0

    /// - Parameter documents: where those of the block stand whose positions are asked for.
    init(_ list: PostingList, documents: UnsafePointer<UInt32>, arena: SearchArena) {
        self.arena = arena
        self.list = list
        self.documents = documents
        bits = PositionBits(start: list.positionsStart, end: list.positionsStart + list.positionsLength)
    }

    /// A document of a list, whose frequency is not 0.
    struct Place: BitwiseCopyable {
        let block: Int
        /// In the block.
        let index: Int
        /// Of the block.
        let frequencies: UnsafeMutablePointer<UInt32>
        /// Whether the block's documents are not a bitset, or are written out.
        let isWrittenOut: Bool
    }

    /// The positions of a document. Valid until the next call; empty, and reported to the arena, where the bytes do not hold so many.
    mutating func positions(of target: Place) -> UnsafeBufferPointer<UInt32> {
        if list.totalFrequency == 1 { return onlyPosition() }
        guard let wanted = begin(target) else { return fail() }
        if wanted > outputCapacity { reserve(wanted) }
        guard let output else { return fail() }
        passed &+= wanted
        return bits.takePositions(wanted, into: output) ? UnsafeBufferPointer(start: output, count: wanted) : fail()
    }

    /// Keeps those of the first `count` starts, which rise, that the document has a position for, `offset` behind; says how many.
    /// Nothing is decoded behind the last of them.
    mutating func meet(_ starts: UnsafeMutablePointer<UInt32>, _ count: Int, offset: UInt32, of target: Place) -> Int {
        if list.totalFrequency == 1 { return meetOnly(starts, count, offset) }
        guard count > 0, let wanted = begin(target) else {
            _ = fail()
            return 0
        }
        var (start, kept, position, left) = (0, 0, UInt32.max, wanted)
        while start < count, left > 0 {
            let sought = starts[start] &+ offset
            guard let found = bits.takePosition(reaching: sought, behind: position, left) else {
                _ = fail()
                return kept
            }
            position = found.position
            left &-= found.taken
            passed &+= found.taken
            while start < count, starts[start] &+ offset < position { start &+= 1 }
            // A start counts once, so that no more are kept than there were.
            if start < count, starts[start] &+ offset == position {
                starts[kept] = starts[start]
                kept &+= 1
                start &+= 1
            }
        }
        return kept
    }

    /// The positions of a document that has four at most, in the lower lanes; nil where they have to be read in another way.
    @inline(__always)
    mutating func few(of target: Place) -> SIMD4<UInt32>? {
        guard list.totalFrequency > 4, let wanted = begin(target), wanted <= 4, let positions = bits.takeFew(wanted)
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
    private mutating func begin(_ target: Place) -> Int? {
        let index = target.index
        if block != target.block || index < place || Int(before) < passed && index == place {
            (block, place, before, passed, known, knownEnd) = (target.block, 0, 0, 0, 0, 0)
            guard begin(block) else { return nil }
        }
        if bits.scale == nil {
            jump(to: index, target.frequencies)
            sum(target.frequencies, to: index)
            bits.setLow(behind: Int(before))
        } else {
            guard index < known || learn(target), let lows else { return nil }
            sum(target.frequencies, to: index)
            bits.setLow(bit: Int(lows.starts[index]), width: Int(lows.widths[index]))
        }
        let wanted = Int(target.frequencies[index])
        guard bits.skip(Int(before) &- passed), wanted <= bits.left else { return nil }
        passed = Int(before)
        return wanted
    }

    /// Goes on to the mark before a document, where there is one.
    @inline(__always)
    private mutating func jump(to index: Int, _ frequencies: UnsafeMutablePointer<UInt32>) {
        let mark = index / PositionBlock.markedDocuments
        let marked = mark &* PositionBlock.markedDocuments
        guard marked > place, bits.isMarked else { return }
        sum(frequencies, to: marked)
        if bits.jump(toMark: mark) { passed = Int(before) }
    }

    /// Finds out where the low bits of the documents up to this one begin; false where lengths are not known.
    @inline(never)
    private mutating func learn(_ target: Place) -> Bool {
        guard target.isWrittenOut, let widths = widths(target.frequencies) else { return false }
        let lows = lows ?? LowBitsTable(arena)
        self.lows = lows
        if known < PositionWidths.middleDocument, target.index >= PositionWidths.middleDocument {
            (known, knownEnd) = (PositionWidths.middleDocument, bits.middle)
        }
        var (next, end) = (known, knownEnd)
        while next <= target.index {
            end = widths.fill(lows, from: next, start: end)
            next &+= 8
        }
        (known, knownEnd) = (next, end)
        return true
    }

    /// The widths of the block's documents; nil where lengths are not known.
    private func widths(_ frequencies: UnsafeMutablePointer<UInt32>) -> PositionWidths? {
        guard let scale = bits.scale, let norms = list.norms else { return nil }
        return PositionWidths(
            norms: norms, documents: documents, frequencies: frequencies, documentCount: list.documents(inBlock: block),
            scale: scale)
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
    /// Copies the values of a whole block of documents, written out, as they stand in the list; false where there are not `count` of them,
    /// for which `target` has room and which the frequencies add up to.
    mutating func copyBlock(
        _ block: Int, _ count: Int, frequencies: UnsafeMutablePointer<UInt32>, to target: UnsafeMutablePointer<UInt32>
    ) -> Bool {
        if list.totalFrequency == 1 {
            target[0] = onlyPosition().first ?? 0
            return count == 1
        }
        guard begin(block), takeValues(count, ofBlock: block, frequencies, into: target), bits.isUsedUp else {
            _ = fail()
            return false
        }
        return true
    }

    private mutating func takeValues(
        _ count: Int, ofBlock block: Int, _ frequencies: UnsafeMutablePointer<UInt32>, into target: UnsafeMutablePointer<UInt32>
    ) -> Bool {
        guard bits.scale != nil else { return bits.takeValues(count, into: target) }
        self.block = block
        guard let widths = widths(frequencies) else { return false }
        return bits.takeValues(widths, into: target)
    }
}

extension Int {
    /// The smallest power of two not below this.
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}

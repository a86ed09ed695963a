/// Reads a list's positions document by document, decoding a block of 128 only when one of its values is wanted.
struct PositionStream {
    unowned(unsafe) private let arena: SearchArena
    private let list: PostingList
    private let end: UnsafePointer<UInt8>
    private let isVarints: Bool
    private var buffer: UnsafeMutablePointer<UInt32>?
    private var next: UnsafePointer<UInt8>
    private var filled = 0
    private var index = 0
    /// The block and the place in it of the document whose positions come next.
    private var block = -1
    private var document = 0
    private var output: UnsafeMutablePointer<UInt32>?
    private var outputCapacity = 0

    init(_ list: PostingList, arena: SearchArena) {
        self.arena = arena
        self.list = list
        next = list.positionsStart
        end = list.positionsStart + list.positionsLength
        isVarints = list.totalFrequency < UInt64(PatchedBlock.count)
    }

    /// The positions of the document at `target` in `block`, whose frequencies are given.
    mutating func positions(
        ofIndex target: Int, block targetBlock: Int, frequencies: UnsafeMutablePointer<UInt32>
    ) -> UnsafeBufferPointer<UInt32> {
        if block != targetBlock || document > target { start(block: targetBlock) }
        var skipped: UInt64 = 0
        for place in document..<target { skipped &+= UInt64(frequencies[place]) }
        document = target &+ 1
        if skipped <= UInt64(filled &- index) { index &+= Int(skipped) } else { skip(skipped) }
        let wanted = Int(frequencies[target])
        let isDecoded = wanted > 0 && wanted <= filled &- index && wanted <= outputCapacity
        return isDecoded ? takeDecoded(wanted) : take(UInt64(wanted))
    }

    /// Positions that the decoded block holds whole.
    @inline(__always)
    private mutating func takeDecoded(_ count: Int) -> UnsafeBufferPointer<UInt32> {
        // Both are there: the block is decoded, and the output has room.
        let (gaps, output) = (buffer.unsafelyUnwrapped + index, output.unsafelyUnwrapped)
        var position = UInt32.max
        for place in 0..<count {
            position = position &+ 1 &+ gaps[place]
            output[place] = position
        }
        index &+= count
        return UnsafeBufferPointer(start: output, count: count)
    }

    private mutating func start(block target: Int) {
        block = target
        document = 0
        let place = list.positionStart(ofBlock: target)
        next = list.positionsStart + place.byte
        filled = 0
        index = 0
        skip(UInt64(place.index))
    }

    private mutating func skip(_ count: UInt64) {
        var left = count
        while left > UInt64(filled - index) {
            left -= UInt64(filled - index)
            index = filled
            if left >= UInt64(PatchedBlock.count), stepOverBlock() {
                left -= UInt64(PatchedBlock.count)
            } else if !fill() {
                return
            }
        }
        index += Int(left)
    }

    private mutating func stepOverBlock() -> Bool {
        guard !isVarints, let length = PatchedBlock.length(at: next, available: end - next) else { return false }
        next += length
        return true
    }

    private mutating func take(_ count: UInt64) -> UnsafeBufferPointer<UInt32> {
        guard count <= list.totalFrequency else { return fail() }
        let wanted = Int(count)
        reserve(wanted)
        guard let output else { return fail() }
        var written = 0
        var position = UInt32.max
        while written < wanted {
            if index == filled, !fill() { return fail() }
            let run = min(wanted - written, filled - index)
            // `fill` has seen to the buffer.
            let (gaps, target) = (buffer.unsafelyUnwrapped + index, output + written)
            for place in 0..<run {
                position = position &+ 1 &+ gaps[place]
                target[place] = position
            }
            index += run
            written += run
        }
        return UnsafeBufferPointer(start: output, count: wanted)
    }

    /// Decodes the next block, or the varints at the end, into the buffer.
    private mutating func fill() -> Bool {
        if buffer == nil { buffer = arena.allocate(count: PatchedBlock.count) }
        index = 0
        filled = 0
        guard next < end, let buffer else { return false }
        if !isVarints, next[0] != PostingListLayout.varintsHead {
            guard let length = PatchedBlock.length(at: next, available: end - next) else { return false }
            PatchedBlock.decode(next, into: buffer)
            next += length
            filled = PatchedBlock.count
            return true
        }
        var run = VarintRun(isVarints ? next : next + 1, end: end)
        while filled < PatchedBlock.count, run.next < end {
            buffer[filled] = run.take()
            filled += 1
        }
        next = run.next
        return !run.isBroken && filled > 0
    }

    private mutating func reserve(_ count: Int) {
        guard count > outputCapacity else { return }
        outputCapacity = max(64, count.nextPowerOfTwo)
        output = arena.allocate(count: outputCapacity)
    }

    private mutating func fail() -> UnsafeBufferPointer<UInt32> {
        arena.report("a document's positions end early", at: next)
        return UnsafeBufferPointer(start: nil, count: 0)
    }
}

extension PositionStream {
    /// Copies the values that come next as they stand in the list; false where there are not so many. Not to be mixed with
    /// `positions(ofIndex:block:frequencies:)`.
    mutating func copyNext(_ count: Int, to target: UnsafeMutablePointer<UInt32>) -> Bool {
        var copied = 0
        while copied < count {
            guard index < filled || fill(), let buffer else {
                _ = fail()
                return false
            }
            let run = min(count &- copied, filled &- index)
            (target + copied).update(from: buffer + index, count: run)
            index &+= run
            copied &+= run
        }
        return true
    }
}

extension Int {
    /// The smallest power of two not below this.
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}

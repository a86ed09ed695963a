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
        while document < target {
            skipped += UInt64(frequencies[document])
            document += 1
        }
        skip(skipped)
        document += 1
        return take(UInt64(frequencies[target]))
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
            for _ in 0..<run {
                position = position &+ 1 &+ buffer![index]
                output[written] = position
                index += 1
                written += 1
            }
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

extension Int {
    /// The smallest power of two not below this.
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}

/// The cursor over one term's list in one segment: a plain value that borrows the segment's map and buffers of an arena.
///
/// A block of 128 documents is decoded at a time; its frequencies when the first is asked for; its positions when a
/// document's are asked for. Wrong bytes end the cursor and are reported to the arena; they never lead outside the list.
package struct TermCursor: PostingCursor, BitwiseCopyable {
    unowned(unsafe) let arena: SearchArena
    let list: PostingList
    /// The decoded block's documents, then `.max` up to 256, so that a search in the block needs no bounds.
    package let documents: UnsafeMutablePointer<UInt32>
    private let frequencies: UnsafeMutablePointer<UInt32>
    private var frequencyBytes: UnsafePointer<UInt8>?
    /// The decoded block; `blockCount` when the cursor is finished.
    package private(set) var block = 0
    /// Documents in the decoded block, and the place of the current one among them.
    package private(set) var countInBlock = 0
    package private(set) var indexInBlock = 0
    package private(set) var document = DocumentID.end
    private var stream: PositionStream

    package var cost: Int { list.documentFrequency }
    package var documentFrequency: Int { list.documentFrequency }
    package var blockCount: Int { list.blockCount }

    package init(_ list: PostingList, arena: SearchArena) {
        self.arena = arena
        self.list = list
        documents = arena.allocate(count: 256)
        frequencies = arena.allocate(count: 128)
        for index in 128..<256 { documents[index] = .max }
        stream = PositionStream(list, arena: arena)
        decode(0)
    }

    // MARK: Moving

    @inline(__always)
    package mutating func advance() {
        indexInBlock &+= 1
        if indexInBlock < countInBlock {
            document = DocumentID(documents[indexInBlock])
        } else {
            nextBlock()
        }
    }

    @inline(__always)
    package mutating func seek(_ target: DocumentID) {
        if target <= document { return }
        if countInBlock == 0 || documents[countInBlock &- 1] < target.rawValue {
            guard seekBlock(target) else { return }
        }
        searchBlock(target)
    }

    /// Moves to the first document of the next block.
    package mutating func nextBlock() { decode(block &+ 1) }

    /// Puts the cursor at a place of the decoded block, after a loop over `documents` of its own.
    @inline(__always)
    package mutating func move(toIndexInBlock index: Int) {
        indexInBlock = index
        if index < countInBlock { document = DocumentID(documents[index]) } else { nextBlock() }
    }

    @inline(never)
    private mutating func seekBlock(_ target: DocumentID) -> Bool {
        decode(list.block(reaching: target.rawValue, from: block &+ 1))
        return document != .end
    }

    /// The first place at or behind the current one that is not below `target`, which the block reaches.
    @inline(__always)
    private mutating func searchBlock(_ target: DocumentID) {
        var index = indexInBlock
        var step = 64
        while step > 0 {
            index = documents[index &+ step &- 1] < target.rawValue ? index &+ step : index
            step &>>= 1
        }
        indexInBlock = index
        document = DocumentID(documents[index])
    }

    // MARK: Decoding

    private mutating func decode(_ target: Int) {
        indexInBlock = 0
        guard target < list.blockCount else { return finish() }
        block = target
        guard let bytes = list.bytes(ofBlock: target) else {
            return fail("a block's bounds are outside its list", at: list.start)
        }
        let count = list.documents(inBlock: target)
        let isRead = count == PostingListLayout.blockDocuments ? decodeFull(bytes) : decodeShort(bytes, count: count)
        guard isRead, list.accepts(last: documents[count &- 1], ofBlock: target) else {
            return fail("a block's documents are not those of its skips", at: bytes.0)
        }
        countInBlock = count
        document = DocumentID(documents[0])
    }

    private mutating func finish() {
        block = list.blockCount
        countInBlock = 0
        document = .end
    }

    private mutating func fail(_ reason: String, at address: UnsafePointer<UInt8>) {
        arena.report(reason, at: address)
        finish()
    }

    private mutating func decodeFull(_ bytes: (UnsafePointer<UInt8>, Int)) -> Bool {
        guard let length = PatchedBlock.length(at: bytes.0, available: bytes.1) else { return false }
        PatchedBlock.decode(bytes.0, into: documents)
        // Below 17 bits and without patches 128 gaps cannot wrap.
        if bytes.0[0] > 16, !PrefixSum.staysSmall(documents) { return false }
        PrefixSum.run(documents, base: list.documentBefore(block: block))
        let rest = bytes.0 + length
        guard PatchedBlock.length(at: rest, available: bytes.1 &- length) != nil else { return false }
        frequencyBytes = rest
        return true
    }

    private mutating func decodeShort(_ bytes: (UnsafePointer<UInt8>, Int), count: Int) -> Bool {
        frequencyBytes = nil
        for index in count..<128 { documents[index] = .max }
        if let only = list.onlyDocument {
            documents[0] = only.rawValue
            frequencies[0] = UInt32(truncatingIfNeeded: list.totalFrequency)
            return true
        }
        var run = VarintRun(bytes.0, end: bytes.0 + bytes.1)
        var last = UInt64(list.documentBefore(block: block) &+ 1)
        for index in 0..<count {
            let head = run.take()
            let document = last + UInt64(head >> 1)
            guard document < UInt64(list.documentLimit) else { return false }
            documents[index] = UInt32(truncatingIfNeeded: document)
            frequencies[index] = head & 1 == 1 ? 1 : run.take() &+ 2
            last = document + 1
        }
        return !run.isBroken
    }

    // MARK: Frequencies and positions

    /// How often the term occurs in the current document.
    @inline(__always)
    package var frequency: UInt32 {
        mutating get { blockFrequencies[indexInBlock] }
    }

    /// The frequencies of the decoded block, in step with `documents`.
    @inline(__always)
    package var blockFrequencies: UnsafeMutablePointer<UInt32> {
        mutating get {
            if frequencyBytes != nil { decodeFrequencies() }
            return frequencies
        }
    }

    @inline(never)
    private mutating func decodeFrequencies() {
        guard let bytes = frequencyBytes else { return }
        frequencyBytes = nil
        PatchedBlock.decode(bytes, into: frequencies)
        for index in 0..<128 { frequencies[index] &+= 1 }
    }

    /// The positions of the current document, rising; valid until the next call. Empty where the field keeps none.
    package mutating func positions() -> UnsafeBufferPointer<UInt32> {
        guard list.hasPositions, document != .end else { return UnsafeBufferPointer(start: nil, count: 0) }
        let frequencies = blockFrequencies
        return stream.positions(ofIndex: indexInBlock, block: block, frequencies: frequencies)
    }
}

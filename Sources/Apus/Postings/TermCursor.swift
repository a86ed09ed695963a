/// The cursor over one term's list in one segment: a plain value that borrows the segment's map and buffers of an arena.
///
/// A block of 128 documents is decoded at a time, a bitset when its documents are asked for; its frequencies when the first is asked
/// for; its positions when a document's are asked for. Wrong bytes end the cursor and are reported to the arena; they never lead outside the list.
package struct TermCursor: PostingCursor, BitwiseCopyable {
    unowned(unsafe) let arena: SearchArena
    let list: PostingList
    /// Room for the decoded block's documents, then some `.max`, at which a loop over them ends.
    let decoded: UnsafeMutablePointer<UInt32>
    /// The block's bitset as long as its documents are not written out; `indexInBlock` is not known then.
    package private(set) var bits: DocumentBits?
    let frequencies: UnsafeMutablePointer<UInt32>
    var frequencyBytes: UnsafePointer<UInt8>?
    /// The decoded block; `blockCount` when the cursor is finished.
    package private(set) var block = 0
    /// Documents in the decoded block, and the last of them.
    package private(set) var countInBlock = 0
    package private(set) var lastInBlock: UInt32 = 0
    var place = 0
    /// In a bitset `place` counts the documents below this bit.
    var countedBits = 0
    package private(set) var document = DocumentID.end
    var stream: PositionStream

    package var cost: Int { list.documentFrequency }
    package var documentFrequency: Int { list.documentFrequency }
    package var blockCount: Int { list.blockCount }

    /// - Parameter from: the cursor stands on the first document that is not below this one.
    package init(_ list: PostingList, arena: SearchArena, from: DocumentID = DocumentID(0)) {
        self.arena = arena
        self.list = list
        decoded = arena.allocate(count: 128 + 16)
        frequencies = arena.allocate(count: 128)
        decoded[0] = .max
        (decoded + 128).initialize(repeating: .max, count: 16)
        frequencies.initialize(repeating: 1, count: 128)
        stream = PositionStream(list, documents: decoded, arena: arena)
        decode(from.rawValue == 0 || list.blockCount == 1 ? 0 : list.block(reaching: from.rawValue, from: 0))
        seek(from)
    }

    // MARK: Moving

    @inline(__always)
    package mutating func advance() {
        if bits != nil { return advanceInBits() }
        place &+= 1
        if place < countInBlock {
            document = DocumentID(decoded[place])
        } else {
            nextBlock()
        }
    }

    private mutating func advanceInBits() {
        writeOut()
        if document != .end { advance() }
    }

    @inline(__always)
    package mutating func seek(_ target: DocumentID) {
        if target <= document { return }
        if countInBlock == 0 || lastInBlock < target.rawValue {
            guard seekBlock(target) else { return }
        }
        if bits != nil { return seekBit(target) }
        searchBlock(target)
    }

    /// Moves to the first document of the next block.
    package mutating func nextBlock() { decode(block &+ 1) }

    /// Puts the cursor at a place of the decoded block, after a loop over `documents` of its own.
    @inline(__always)
    package mutating func move(toIndexInBlock index: Int) {
        place = index
        if index < countInBlock { document = DocumentID(decoded[index]) } else { nextBlock() }
    }

    @inline(never)
    private mutating func seekBlock(_ target: DocumentID) -> Bool {
        decode(list.block(reaching: target.rawValue, from: block &+ 1))
        return document != .end
    }

    /// Moves to a document that the decoded block is known to hold, as `meet` said; `index` counts where it is no bitset.
    @inline(__always)
    mutating func move(to document: UInt32, index: UInt8) {
        self.document = DocumentID(document)
        if bits == nil { place = Int(index) }
    }

    /// Moves to a document of the decoded block, a bitset, that `rank` others of the block stand before.
    @inline(__always)
    mutating func move(to document: UInt32, rank: Int) {
        guard let bits else { return }
        self.document = DocumentID(document)
        (place, countedBits) = (rank, Int(document &- bits.first))
    }

    private mutating func seekBit(_ target: DocumentID) {
        guard let bits, target > document else { return }
        guard let next = bits.next(target.rawValue) else { return fail("a bitset ends early", at: list.start) }
        document = DocumentID(next)
    }

    /// The first place at or behind the current one that is not below `target`, which the block reaches.
    @inline(__always)
    private mutating func searchBlock(_ target: DocumentID) {
        place = index(of: target.rawValue)
        document = DocumentID(decoded[place])
    }

    /// The first place whose document is not below `target`, which the decoded block reaches.
    @inline(__always)
    func index(of target: UInt32) -> Int {
        var index = 0
        var step = 64
        while step > 0 {
            index = decoded[index &+ step &- 1] < target ? index &+ step : index
            step &>>= 1
        }
        return index
    }

    // MARK: The block as a whole

    /// The decoded block's documents, then `.max`. Asking for them writes a bitset out.
    @inline(__always)
    package var documents: UnsafeMutablePointer<UInt32> {
        mutating get {
            if bits != nil { writeOut() }
            return decoded
        }
    }

    /// The place of the current document among them.
    @inline(__always)
    package var indexInBlock: Int {
        mutating get {
            if bits != nil { writeOut() }
            return place
        }
    }

    @inline(never)
    private mutating func writeOut() {
        guard let bits else { return }
        self.bits = nil
        guard bits.expand(into: decoded) else { return fail("a bitset does not hold 128 documents", at: list.start) }
        place = index(of: document.rawValue)
    }

    // MARK: Decoding

    private mutating func decode(_ target: Int) {
        (place, countedBits) = (0, 0)
        bits = nil
        guard target < list.blockCount else { return finish() }
        block = target
        guard let bytes = list.bytes(ofBlock: target) else {
            return fail("a block's bounds are outside its list", at: list.start)
        }
        let count = list.documents(inBlock: target)
        let isRead = count == PostingListLayout.blockDocuments ? decodeFull(bytes) : decodeShort(bytes, count: count)
        let last = bits == nil ? decoded[count &- 1] : list.lastDocument(ofBlock: target)
        guard isRead, list.accepts(last: last, ofBlock: target), let first = bits.map({ $0.next($0.first) }) ?? decoded[0] else {
            return fail("a block's documents are not those of its skips", at: bytes.0)
        }
        countInBlock = count
        lastInBlock = last
        document = DocumentID(first)
    }

    private mutating func finish() {
        block = list.blockCount
        bits = nil
        countInBlock = 0
        // A loop over the block ends at once, whatever was written out before it turned out wrong.
        (place, decoded[0]) = (0, .max)
        document = .end
    }

    private mutating func fail(_ reason: String, at address: UnsafePointer<UInt8>) {
        arena.report(reason, at: address)
        finish()
    }

    private mutating func decodeFull(_ bytes: (UnsafePointer<UInt8>, Int)) -> Bool {
        if bytes.1 > 0, bytes.0[0] == DocumentBlock.bitsetHead { return takeBits(bytes) }
        guard let length = PatchedBlock.length(at: bytes.0, available: bytes.1) else { return false }
        PatchedBlock.decode(bytes.0, into: decoded)
        // Below 17 bits and without patches 128 gaps cannot wrap.
        if bytes.0[0] > 16, !PrefixSum.staysSmall(decoded) { return false }
        PrefixSum.run(decoded, base: list.documentBefore(block: block))
        return setFrequencies(bytes, behind: length)
    }

    private mutating func takeBits(_ bytes: (UnsafePointer<UInt8>, Int)) -> Bool {
        let (before, last) = (list.documentBefore(block: block), list.lastDocument(ofBlock: block))
        guard last < list.documentLimit, before == .max || before < last else { return false }
        let bits = DocumentBits(bytes.0 + 1, first: before &+ 1, range: Int(last &- before))
        let length = 1 &+ DocumentBlock.bitsetBytes(range: bits.range)
        guard length <= bytes.1, bits.contains(last) else { return false }
        self.bits = bits
        return setFrequencies(bytes, behind: length)
    }

    @inline(__always)
    private mutating func setFrequencies(_ bytes: (UnsafePointer<UInt8>, Int), behind length: Int) -> Bool {
        let rest = bytes.0 + length
        guard PatchedBlock.length(at: rest, available: bytes.1 &- length) != nil else { return false }
        frequencyBytes = rest
        return true
    }

    private mutating func decodeShort(_ bytes: (UnsafePointer<UInt8>, Int), count: Int) -> Bool {
        frequencyBytes = nil
        for index in count..<128 { decoded[index] = .max }
        return list.decodeShort(bytes, ofBlock: block, count: count, into: decoded, frequencies: frequencies)
    }
}

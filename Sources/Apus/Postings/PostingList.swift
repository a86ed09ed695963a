/// Where a term's list lies in the segment's map, with its skips; a plain value that borrows the map.
///
/// All that is read through it stays within the list, whatever its bytes say.
package struct PostingList: BitwiseCopyable {
    let start: UnsafePointer<UInt8>
    private let blockBytes: Int
    let documentFrequency: Int
    let totalFrequency: UInt64
    let onlyDocument: DocumentID?
    /// Documents of the segment: every document in the list is below it.
    let documentLimit: UInt32
    let blockCount: Int
    private let lastDocuments: UnsafeRawPointer
    private let hasSkips: Bool
    let positionsStart: UnsafePointer<UInt8>
    /// Of all documents of the segment in the term's field, which some blocks of positions follow; nil where nobody asks for positions.
    let norms: UnsafePointer<UInt8>?
    let positionsLength: Int

    var hasPositions: Bool { positionsLength > 0 }

    /// - Parameters:
    ///   - postings: the content of the segment's postings file, `positions` that of its positions file.
    ///   - norms: those of all documents in the term's field, where positions are to be read.
    package init(
        _ entry: TermEntry, postings: UnsafeRawBufferPointer, positions: UnsafeRawBufferPointer, documentLimit: UInt32,
        norms: UnsafePointer<UInt8>? = nil
    ) throws(CorruptBytes) {
        self.norms = norms
        documentFrequency = Int(entry.documentFrequency)
        totalFrequency = entry.totalFrequency
        self.documentLimit = documentLimit
        blockCount = PostingListLayout.blocks(documentFrequency: documentFrequency)
        let list = try Self.slice(postings, entry.postingsOffset, entry.postingsLength)
        let positionList = try Self.slice(positions, entry.positionsOffset, entry.positionsLength)
        start = list.assumingMemoryBound(to: UInt8.self)
        positionsStart = positionList.assumingMemoryBound(to: UInt8.self)
        positionsLength = entry.positionsLength
        hasSkips = documentFrequency >= PostingListLayout.blockDocuments
        let skipBytes = hasSkips ? PostingListLayout.skipBytes(blocks: blockCount, hasPositions: positionsLength > 0) : 0
        blockBytes = entry.postingsLength - skipBytes
        guard documentFrequency > 0, documentFrequency <= Int(documentLimit), blockBytes >= 0 else {
            throw CorruptBytes(at: entry.postingsOffset, "\(documentFrequency) documents do not fit the list")
        }
        guard positionsLength == 0 || entry.totalFrequency <= UInt64(positionsLength) * 8 else {
            throw CorruptBytes(at: entry.positionsOffset, "\(entry.totalFrequency) occurrences do not fit the list")
        }
        lastDocuments = UnsafeRawPointer(start + blockBytes)
        onlyDocument = documentFrequency == 1 ? entry.onlyDocument : nil
        guard onlyDocument.map({ $0.rawValue < documentLimit }) ?? true else {
            throw CorruptBytes(at: entry.postingsOffset, "the term's only document is outside the segment")
        }
    }

    private static func slice(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ length: Int) throws(CorruptBytes)
        -> UnsafeRawPointer
    {
        guard offset >= 0, length >= 0, offset <= bytes.count, length <= bytes.count - offset else {
            throw CorruptBytes(at: offset, "a list of \(length) bytes is outside the file")
        }
        // An empty file has no address; nothing is read through it.
        return bytes.baseAddress.map { $0 + offset } ?? UnsafeRawPointer(bitPattern: 16)!
    }

    /// Whether the list keeps last documents and impacts by block; a list of one short block does not.
    package var hasImpacts: Bool { hasSkips }

    @inline(__always)
    package func lastDocument(ofBlock block: Int) -> UInt32 {
        lastDocuments.loadUnaligned(fromByteOffset: block &* 4, as: UInt32.self)
    }

    @inline(__always)
    func documentBefore(block: Int) -> UInt32 { block == 0 ? .max : lastDocument(ofBlock: block &- 1) }

    @inline(__always)
    func documents(inBlock block: Int) -> Int {
        min(PostingListLayout.blockDocuments, documentFrequency &- block &* PostingListLayout.blockDocuments)
    }

    /// Whether the block may end with this document: inside the segment, what the skips say, and behind the block before.
    @inline(__always)
    func accepts(last: UInt32, ofBlock block: Int) -> Bool {
        guard last < documentLimit else { return false }
        return !hasSkips || last == lastDocument(ofBlock: block) && documentBefore(block: block) &+ 1 <= last
    }

    /// The block's bytes, or nil where its bounds are outside the list.
    @inline(__always)
    func bytes(ofBlock block: Int) -> (UnsafePointer<UInt8>, Int)? {
        guard hasSkips else { return (start, blockBytes) }
        let from = block == 0 ? 0 : Int(blockEnd(block &- 1))
        let to = Int(blockEnd(block))
        return from <= to && to <= blockBytes ? (start + from, to &- from) : nil
    }

    @inline(__always)
    private func blockEnd(_ block: Int) -> UInt32 {
        lastDocuments.loadUnaligned(fromByteOffset: (blockCount &+ block) &* 4, as: UInt32.self)
    }

    /// The positions of a block's documents; nothing where its bounds are outside the list.
    @inline(__always)
    func positionBytes(ofBlock block: Int) -> (start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        guard hasSkips else { return (positionsStart, positionsStart + positionsLength) }
        let bytes = lastDocuments + blockCount &* 8
        let from = Int(bytes.loadUnaligned(fromByteOffset: block &* 4, as: UInt32.self))
        let to =
            block &+ 1 < blockCount
            ? Int(bytes.loadUnaligned(fromByteOffset: block &* 4 &+ 4, as: UInt32.self)) : positionsLength
        guard from <= to, to <= positionsLength else { return (positionsStart, positionsStart) }
        return (positionsStart + from, positionsStart + to)
    }

    /// The bound of one block. The list must have impacts, behind the last of which stand two bytes more.
    @inline(__always)
    package func impacts(ofBlock block: Int) -> Impacts {
        let base = lastDocuments + blockCount &* (hasPositions ? 12 : 8)
        return Impacts(packed: base.loadUnaligned(fromByteOffset: block &* Impacts.bytes, as: UInt64.self))
    }

    /// The bound of the whole list. The list must have impacts.
    package var wholeImpacts: Impacts { impacts(ofBlock: blockCount) }

    /// The code of the average length that the peaks are made for (`LengthReference`), or 0. The list must have impacts.
    package var lengthReference: UInt16 {
        let base = lastDocuments + blockCount &* (hasPositions ? 12 : 8)
        return base.loadUnaligned(fromByteOffset: (blockCount &+ 1) &* Impacts.bytes, as: UInt16.self)
    }

    /// The first block from `first` on whose last document is not below `target`; `blockCount` when there is none.
    @inline(__always)
    package func block(reaching target: UInt32, from first: Int) -> Int {
        guard hasSkips else { return blockCount }
        var low = first
        var step = 1
        while low &+ step <= blockCount, lastDocument(ofBlock: low &+ step &- 1) < target {
            low &+= step
            step &*= 2
        }
        var high = min(low &+ step, blockCount)
        while low < high {
            let middle = (low &+ high) &>> 1
            if lastDocument(ofBlock: middle) < target { low = middle &+ 1 } else { high = middle }
        }
        return low
    }
}

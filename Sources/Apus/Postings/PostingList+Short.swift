/// Blocks of less than 128 documents: the last of a list, and the only one of a short list.
extension PostingList {
    /// Decodes such a block; false where its bytes are none. - Parameters:
    ///   - documents: room for 128; the first `count` are written, rising and within the segment.
    ///   - frequencies: the same; nil where nobody asks for them, and the bytes behind the documents are not looked at.
    func decodeShort(
        _ bytes: (UnsafePointer<UInt8>, Int), ofBlock block: Int, count: Int, into documents: UnsafeMutablePointer<UInt32>,
        frequencies: UnsafeMutablePointer<UInt32>?
    ) -> Bool {
        if let onlyDocument {
            documents[0] = onlyDocument.rawValue
            frequencies?[0] = UInt32(truncatingIfNeeded: totalFrequency)
            return true
        }
        var tail = PositionBits(start: start, end: bytes.0 + bytes.1)
        // No tail has marks.
        guard bytes.1 > 0, bytes.0[0] <= PositionBlock.mostLowBits, tail.begin((bytes.0, bytes.0 + bytes.1), documents: count),
            let last = tail.takeSums(count, behind: documentBefore(block: block), into: documents), last < UInt64(documentLimit)
        else { return false }
        if let frequencies {
            guard tail.takeUnary(count, into: frequencies), tail.isUsedUp else { return false }
            for index in 0..<count { frequencies[index] &+= 1 }
        }
        return true
    }

    /// All documents of a list of one short block, without a cursor; nil for a longer list. Wrong bytes are reported, and no documents then.
    func shortDocuments(_ arena: SearchArena) -> UnsafeBufferPointer<UInt32>? {
        guard !hasImpacts, let bytes = bytes(ofBlock: 0) else { return nil }
        let documents = arena.allocate(UInt32.self, count: PostingListLayout.blockDocuments)
        let isRead = decodeShort(bytes, ofBlock: 0, count: documentFrequency, into: documents, frequencies: nil)
        if !isRead { arena.report("a block's documents are not those of its skips", at: bytes.0) }
        return UnsafeBufferPointer(start: documents, count: isRead ? documentFrequency : 0)
    }
}

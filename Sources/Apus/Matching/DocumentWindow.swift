/// A bit for each document of a window: lists are united and met in it 64 documents at a time. Memory is the arena's.
struct DocumentWindow {
    static let words = 1024
    static let documents = UInt32(words * 64)

    /// One word more than the window has, for what hangs over its end.
    private let bits: UnsafeMutablePointer<UInt64>

    init(arena: SearchArena) {
        bits = arena.allocate(count: Self.words + 1)
        clear()
    }

    func clear() { bits.initialize(repeating: 0, count: Self.words + 1) }

    /// Marks the list's documents of the window that begins at `first`, and moves the cursor behind it.
    func mark(_ cursor: inout TermCursor, from first: UInt32) {
        let end = first &+ Self.documents
        while cursor.document.rawValue < end {
            if let block = cursor.bits {
                mark(block, from: first)
                if cursor.lastInBlock < end { cursor.nextBlock() } else { cursor.seek(DocumentID(end)) }
            } else {
                let documents = cursor.documents
                var index = cursor.indexInBlock
                // Behind the block's documents stands .max.
                while documents[index] < end {
                    let place = Int(documents[index] &- first)
                    bits[place &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: place & 63)
                    index &+= 1
                }
                cursor.move(toIndexInBlock: index)
            }
        }
    }

    private func mark(_ block: DocumentBits, from first: UInt32) {
        for word in 0..<block.wordCount {
            var found = block.word(word)
            var offset = Int(block.first) &+ word &* 64 &- Int(first)
            if offset >= Self.words &* 64 { return }
            if offset < 0 {
                // What lies before the window has had its turn.
                found = offset > -64 ? found &>> UInt64(truncatingIfNeeded: -offset) : 0
                offset = 0
            }
            let shift = UInt64(truncatingIfNeeded: offset & 63)
            bits[offset &>> 6] |= found &<< shift
            if shift > 0 { bits[offset &>> 6 &+ 1] |= found &>> (64 &- shift) }
        }
    }

    /// Keeps the documents that the other window has too.
    func meet(_ other: DocumentWindow) {
        for word in 0..<Self.words { bits[word] &= other.bits[word] }
    }

    /// Counts the documents of the window that are not deleted.
    func count(from first: UInt32, deletions: Deletions?) -> Int {
        var count = 0
        guard let deletions else {
            for word in 0..<Self.words { count &+= bits[word].nonzeroBitCount }
            return count
        }
        for word in 0..<Self.words where bits[word] != 0 {
            count &+= (bits[word] & ~deletions.word(Int(first &>> 6) &+ word)).nonzeroBitCount
        }
        return count
    }
}

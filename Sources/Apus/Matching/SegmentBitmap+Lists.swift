extension SegmentBitmap {
    /// Every document of a segment that has so many.
    init(allOf documentCount: Int) {
        self.init(documentCount: documentCount)
        fill()
    }

    /// Adds the documents of a term's list. O(documents of the list).
    /// - Parameter arena: in which no cursor is left; it is taken back for the next list.
    mutating func formUnion(
        _ entry: TermEntry, of segment: SegmentReader, arena: SearchArena, deadline: Deadline
    ) throws(IndexError) {
        arena.reuse()
        let list = try segment.list(entry)
        if let documents = list.shortDocuments(arena) {
            insert(documents)
        } else {
            var cursor = TermCursor(list, arena: arena)
            insert(&cursor, deadline: deadline)
        }
        if let damage = arena.damage { throw .damaged(segment.damage(damage)) }
    }

    /// Adds the documents from the cursor's block on.
    mutating func insert(_ cursor: inout TermCursor, deadline: Deadline) {
        while cursor.document != .end, !deadline.passes() {
            // A bitset of another number of documents is damaged, which writing it out reports.
            if cursor.bits.map({ insert($0) }) != DocumentBlock.count {
                insert(UnsafeBufferPointer(start: cursor.documents, count: cursor.countInBlock))
            }
            cursor.nextBlock()
        }
    }
}

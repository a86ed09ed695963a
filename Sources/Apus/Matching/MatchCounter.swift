/// Counts the matches of a segment without scoring them; deleted documents do not count.
struct MatchCounter {
    /// Lists that hold one in so many of the segment's documents are met in windows of bits.
    static let denseShare = 32

    private let deletions: Deletions?
    private let deadline: Deadline

    init(deletions: Deletions?, deadline: Deadline) {
        self.deletions = deletions.flatMap { $0.count > 0 ? $0 : nil }
        self.deadline = deadline
    }

    /// Any operator, document by document.
    func count(_ matcher: Matcher) -> Int {
        var count = 0
        while matcher.document != .end, !deadline.passes() {
            if isLive(matcher.document.rawValue), matcher.matches() { count += 1 }
            matcher.advance()
        }
        return count
    }

    /// One term: what its entry says, unless something is deleted.
    func count(_ cursor: UnsafeMutablePointer<TermCursor>) -> Int {
        guard let deletions else { return cursor.pointee.documentFrequency }
        var count = 0
        while cursor.pointee.document != .end, !deadline.passes() {
            let documents = cursor.pointee.documents
            for index in 0..<cursor.pointee.countInBlock where !deletions.contains(documents[index]) { count += 1 }
            cursor.pointee.nextBlock()
        }
        return count
    }

    /// Documents that are in all of the lists, a window of documents at a time: for lists that hold many of the segment's documents.
    func countMeetings(_ cursors: UnsafeMutablePointer<TermCursor>, _ listCount: Int, arena: SearchArena) -> Int {
        let (window, other) = (DocumentWindow(arena: arena), DocumentWindow(arena: arena))
        var count = 0
        while true {
            var first: UInt32 = 0
            for index in 0..<listCount { first = max(first, cursors[index].document.rawValue) }
            guard first != .max, !deadline.passes() else { return count }
            first &= ~63
            window.clear()
            cursors[0].seek(DocumentID(first))
            window.mark(&cursors[0], from: first)
            for index in 1..<listCount {
                other.clear()
                cursors[index].seek(DocumentID(first))
                other.mark(&cursors[index], from: first)
                window.meet(other)
            }
            count += window.count(from: first, deletions: deletions)
        }
    }

    /// Documents that are in any of the lists, a window of documents at a time.
    func countUnion(_ cursors: UnsafeMutablePointer<TermCursor>, _ listCount: Int, arena: SearchArena) -> Int {
        let window = DocumentWindow(arena: arena)
        var count = 0
        while true {
            var first = UInt32.max
            for index in 0..<listCount { first = min(first, cursors[index].document.rawValue) }
            guard first != .max, !deadline.passes() else { return count }
            first &= ~63
            for index in 0..<listCount { window.mark(&cursors[index], from: first) }
            count += window.count(from: first, deletions: deletions)
            window.clear()
        }
    }

    @inline(__always)
    private func isLive(_ document: UInt32) -> Bool { !(deletions?.contains(document) ?? false) }
}

/// Counts the matches of a segment without scoring them; deleted documents do not count.
struct MatchCounter {
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
            for index in 0..<cursor.pointee.countInBlock where !deletions.contains(cursor.pointee.documents[index]) { count += 1 }
            cursor.pointee.nextBlock()
        }
        return count
    }

    /// Documents that are in all of the lists, rarest first.
    func countMeetings(_ cursors: UnsafeMutablePointer<TermCursor>, _ listCount: Int) -> Int {
        var count = 0
        var document = cursors[0].document
        search: while document != .end {
            if deadline.passes() { return count }
            for index in 1..<listCount {
                cursors[index].seek(document)
                let found = cursors[index].document
                if found != document {
                    cursors[0].seek(found)
                    document = cursors[0].document
                    continue search
                }
            }
            if isLive(document.rawValue) { count += 1 }
            cursors[0].advance()
            document = cursors[0].document
        }
        return count
    }

    /// Documents that are in any of the lists: bit by bit, a window of documents at a time.
    func countUnion(_ cursors: UnsafeMutablePointer<TermCursor>, _ listCount: Int, arena: SearchArena) -> Int {
        if deletions == nil, listCount == 2 {
            let sum = cursors[0].documentFrequency + cursors[1].documentFrequency
            return sum - countMeetings(cursors, 2)
        }
        let bits = arena.allocate(UInt64.self, count: Self.windowWords)
        bits.initialize(repeating: 0, count: Self.windowWords)
        var count = 0
        while true {
            var first = UInt32.max
            for index in 0..<listCount { first = min(first, cursors[index].document.rawValue) }
            guard first != .max, !deadline.passes() else { return count }
            first &= ~63
            for index in 0..<listCount { Self.mark(&cursors[index], from: first, in: bits) }
            count += take(bits, from: first)
        }
    }

    private static let windowWords = 1024

    private static func mark(_ cursor: inout TermCursor, from first: UInt32, in bits: UnsafeMutablePointer<UInt64>) {
        let end = first + UInt32(windowWords * 64)
        while cursor.document.rawValue < end {
            let documents = cursor.documents
            var index = cursor.indexInBlock
            while documents[index] < end {
                let place = Int(documents[index] &- first)
                bits[place &>> 6] |= 1 &<< UInt64(place & 63)
                index &+= 1
            }
            cursor.move(toIndexInBlock: index)
        }
    }

    /// Counts the bits of the window that stand for living documents, and clears them.
    private func take(_ bits: UnsafeMutablePointer<UInt64>, from first: UInt32) -> Int {
        var count = 0
        for word in 0..<Self.windowWords {
            let found = bits[word]
            guard found != 0 else { continue }
            bits[word] = 0
            count += (found & ~(deletions?.word(Int(first &>> 6) + word) ?? 0)).nonzeroBitCount
        }
        return count
    }

    @inline(__always)
    private func isLive(_ document: UInt32) -> Bool { !(deletions?.contains(document) ?? false) }
}

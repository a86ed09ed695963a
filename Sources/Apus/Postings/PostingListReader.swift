/// Reads a list block by block, its occurrences as they stand there: how a merge copies it. Borrows the segment's map and the arena.
///
/// Wrong bytes end it and are reported to the arena.
struct PostingListReader {
    private unowned(unsafe) let arena: SearchArena
    private let list: PostingList
    private var cursor: TermCursor
    private var positions: PositionStream
    private var occurrencesLeft: UInt64

    /// - Parameter from: the first block is the one that reaches this document.
    init(_ list: PostingList, arena: SearchArena, from: DocumentID = DocumentID(0)) {
        self.arena = arena
        self.list = list
        cursor = TermCursor(list, arena: arena, from: from)
        positions = PositionStream(list, documents: cursor.decoded, arena: arena)
        occurrencesLeft = list.totalFrequency
    }

    /// Puts the next block into the run; false at the end.
    mutating func read(into run: PostingRun) -> Bool {
        guard cursor.document != .end else { return false }
        let block = cursor.block
        let (documents, frequencies) = (cursor.documents, cursor.blockFrequencies)
        // A bitset that is written out only now may turn out wrong.
        guard cursor.document != .end else { return false }
        let count = cursor.countInBlock
        var total: UInt64 = 0
        var least = UInt32.max
        for index in 0..<count {
            run.documents[index] = documents[index]
            run.frequencies[index] = frequencies[index]
            total &+= UInt64(frequencies[index])
            least = min(least, frequencies[index])
        }
        guard least > 0, total <= occurrencesLeft else {
            arena.report("the frequencies of a list are not as many as its occurrences", at: list.start)
            return false
        }
        occurrencesLeft -= total
        run.count = count
        if list.hasPositions {
            if run.occurrenceCapacity < total { run.growOccurrences(to: Int(total)) }
            guard positions.copyBlock(block, Int(total), frequencies: frequencies, to: run.occurrences) else { return false }
        }
        cursor.nextBlock()
        return true
    }
}

/// Reads the stream of a term in a `TermTable` from its start, run by run. The table outlives it and does not change meanwhile.
struct TermStreamReader {
    private let base: UnsafeRawPointer
    private var next: UInt32
    private var chunkEnd: UInt32
    private var chunkNumber: UInt32 = 0
    private let end: UInt32
    private var document = UInt32.max

    /// - Parameter record: that at `offset`.
    init(_ table: TermTable, _ record: TermTable.Record, at offset: UInt32) {
        base = UnsafeRawPointer(table.region.base)
        next = offset + TermTable.Record.chunkOffset(termLength: record.termLength)
        chunkEnd = offset + UInt32(TermTable.Record.bytes(termLength: record.termLength)) - TermTable.linkBytes
        end = record.next
    }

    /// Fills the run with the next documents; false when there are none. One that is not full is the last.
    mutating func read(into run: PostingRun) -> Bool {
        let (documents, frequencies, base, end) = (run.documents, run.frequencies, base, end)
        var (occurrences, room) = (run.occurrences, run.occurrenceCapacity)
        var (next, chunkEnd, document) = (next, chunkEnd, document)
        // The current document's place in the run, and its first occurrence's; there is none before the first.
        var (last, first, count) = (-1, 0, 0)
        while next != end {
            if next &+ TermTable.occurrenceBytes > chunkEnd { (next, chunkEnd) = follow(chunkEnd) }
            let head = TermStreamCode.load(base + Int(next))
            // What follows is the gap of a document where the head says so, and not looked at elsewhere.
            let gap = TermStreamCode.load(base + Int(next &+ head.length))
            let isFirst = head.value & 1 == 1
            if isFirst, last == PostingRun.capacity &- 1 { break }
            if count == room {
                run.growOccurrences(to: count + 1)
                (occurrences, room) = (run.occurrences, run.occurrenceCapacity)
            }
            last &+= isFirst ? 1 : 0
            first = isFirst ? count : first
            document = isFirst ? document &+ 1 &+ UInt32(truncatingIfNeeded: gap.value) : document
            occurrences[count] = UInt32(truncatingIfNeeded: head.value &>> 1)
            count &+= 1
            documents[last] = document
            frequencies[last] = UInt32(truncatingIfNeeded: count &- first)
            next &+= head.length &+ (isFirst ? gap.length : 0)
        }
        (self.next, self.chunkEnd, self.document) = (next, chunkEnd, document)
        run.count = last + 1
        return run.count > 0
    }

    /// Where the next chunk begins and ends.
    private mutating func follow(_ chunkEnd: UInt32) -> (UInt32, UInt32) {
        let chunk = base.loadUnaligned(fromByteOffset: Int(chunkEnd), as: UInt32.self)
        chunkNumber += 1
        return (chunk, chunk + TermTable.chunkBytes(chunkNumber) - TermTable.linkBytes)
    }
}

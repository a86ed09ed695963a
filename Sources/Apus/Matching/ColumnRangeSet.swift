/// Documents with a value in a range, in a field of numbers, dates or booleans.
///
/// Values stand in the column, and as terms in their order in the dictionary. A narrow range walks the terms as long as that costs
/// less than looking at every value of the column; a wide one scans the column.
struct ColumnRangeSet: DocumentSet {
    let field: Int
    /// Bits of `ColumnValue`.
    let values: ClosedRange<UInt64>

    func documents(inSegment index: Int, of snapshot: Snapshot, deadline: Deadline) throws(IndexError) -> SegmentBitmap {
        try firstDocuments(.max, inSegment: index, of: snapshot, deadline: deadline)
    }

    func firstDocuments(
        _ count: Int, inSegment index: Int, of snapshot: Snapshot, deadline: Deadline
    ) throws(IndexError) -> SegmentBitmap {
        let segment = snapshot.segments[index].reader
        guard let column = try segment.column(ofField: field) else { return SegmentBitmap(documentCount: segment.documentCount) }
        if let found = try walk(segment, snapshot, deadline).documents(costingAtMost: column.count) { return found }
        return try column.documents(values, first: count, documentCount: segment.documentCount, deadline: deadline)
    }

    func count(inSegment index: Int, of snapshot: Snapshot, deadline: Deadline) throws(IndexError) -> Int? {
        let segment = snapshot.segments[index].reader
        guard let column = try segment.column(ofField: field) else { return 0 }
        // Of several values of a document more than one may lie in the range.
        guard column.isDense else { return nil }
        return try walk(segment, snapshot, deadline).frequencies(costingAtMost: column.count)
            ?? column.countValues(values) { !deadline.passes() }
    }

    private func walk(_ segment: SegmentReader, _ snapshot: Snapshot, _ deadline: Deadline) -> TermWalk {
        TermWalk(
            segment, from: key(values.lowerBound), to: key(values.upperBound) + [0], arenas: snapshot.arenas, deadline: deadline)
    }

    private func key(_ bits: UInt64) -> [UInt8] { TermKey.bytes(field: field, term: ColumnValue(bits: bits).termBytes) }
}

/// Documents with a keyword in a range, bytewise. Unlike terms, the words of a column are never cut short.
struct KeywordRangeSet: DocumentSet {
    let field: Int
    /// Nil is unbounded.
    let lower: [UInt8]?
    let upper: [UInt8]?
    let includesLower: Bool
    let includesUpper: Bool

    func documents(inSegment index: Int, of snapshot: Snapshot, deadline: Deadline) throws(IndexError) -> SegmentBitmap {
        let segment = snapshot.segments[index].reader
        let none = SegmentBitmap(documentCount: segment.documentCount)
        guard let column = try segment.column(ofField: field), let words = try words(of: column) else { return none }
        return try column.documents(words, documentCount: segment.documentCount, deadline: deadline)
    }

    /// The numbers of the words in the range; nil where there are none.
    private func words(of column: ColumnReader) throws(IndexError) -> ClosedRange<UInt64>? {
        do throws(DamagedFile) {
            let start = try lower.map { (word) throws(DamagedFile) in try column.wordNumber(word, isPassed: !includesLower) } ?? 0
            let end =
                try upper.map { (word) throws(DamagedFile) in try column.wordNumber(word, isPassed: includesUpper) }
                ?? column.wordCount
            return start < end ? UInt64(start)...UInt64(end - 1) : nil
        } catch { throw .damaged(error) }
    }
}

extension ColumnReader {
    /// The number of the first word that is not below `bytes`, or the one behind if that word is the same and to be passed.
    fileprivate func wordNumber(_ bytes: [UInt8], isPassed: Bool) throws(DamagedFile) -> Int {
        let number = try wordNumber(notBelow: bytes)
        guard isPassed, number < wordCount, try word(number).elementsEqual(bytes) else { return number }
        return number + 1
    }

    /// The documents with a value in a range. O(values), or those up to the documents that are enough. - Parameter first: how many are.
    func documents(
        _ range: ClosedRange<UInt64>, first: Int = .max, documentCount: Int, deadline: Deadline
    ) throws(IndexError) -> SegmentBitmap {
        var found = SegmentBitmap(documentCount: documentCount)
        var count = 0
        do throws(DamagedFile) {
            try scan(range) { (place, bits) throws(DamagedFile) in
                if isDense {
                    found.insert(bits, at: place / 64)
                } else {
                    var bits = bits
                    while bits != 0 {
                        found.insert(try document(at: place + bits.trailingZeroBitCount))
                        bits &= bits - 1
                    }
                }
                // Of several values of a document each counts, so a column of such goes on.
                if isDense { count += bits.nonzeroBitCount }
                return count < first && !deadline.passes()
            }
        } catch { throw .damaged(error) }
        return found
    }
}

extension SegmentReader {
    /// The values of a field, or nil where no document has one.
    func column(ofField field: Int) throws(IndexError) -> ColumnReader? {
        do throws(DamagedFile) { return try columns.column(ofField: own(field: field)) } catch { throw .damaged(error) }
    }
}

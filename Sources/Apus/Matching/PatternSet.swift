/// The documents with a term of a field that a pattern matches.
///
/// Their lists are put into a bitmap as they are met in the dictionary, so a pattern may match any number of terms: memory is the bitmap
/// and one list's block. The deadline is looked at for every term, and for every block of terms that are none of them.
struct PatternSet: DocumentSet {
    let field: Int
    let pattern: TermPattern

    /// Terms between two looks at whether the first documents are all there.
    private static let termsBetweenLooks = 64

    func documents(inSegment index: Int, of snapshot: Snapshot, deadline: Deadline) throws(IndexError) -> SegmentBitmap {
        try firstDocuments(.max, inSegment: index, of: snapshot, deadline: deadline)
    }

    /// Of a pattern that much of a segment matches the first documents are all there long before its last term.
    func firstDocuments(
        _ count: Int, inSegment index: Int, of snapshot: Snapshot, deadline: Deadline
    ) throws(IndexError) -> SegmentBitmap {
        let reader = snapshot.segments[index].reader
        var bitmap = SegmentBitmap(documentCount: reader.documentCount)
        let arena = snapshot.arenas.take()
        defer { snapshot.arenas.giveBack(arena) }
        var matches = try reader.terms(ofField: field, TermAutomaton(pattern))
        var terms = 0
        while !deadline.passes(), let entry = try reader.next(&matches, while: { !deadline.passes() }) {
            terms += 1
            if terms % Self.termsBetweenLooks == 0, bitmap.holdsFirst(count) { break }
            // Most terms are in one document, which needs no list.
            if entry.onlyDocument.rawValue < reader.documentCount {
                bitmap.insert(entry.onlyDocument.rawValue)
                continue
            }
            try bitmap.formUnion(entry, of: reader, arena: arena, deadline: deadline)
        }
        return bitmap
    }
}

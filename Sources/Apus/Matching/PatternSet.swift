/// The documents with a term of a field that a pattern matches.
///
/// Their lists are put into a bitmap as they are met in the dictionary, so a pattern may match any number of terms: memory is the bitmap
/// and one list's block. The deadline is looked at for every term, and for every block of terms that are none of them.
struct PatternSet: DocumentSet {
    let field: Int
    let pattern: TermPattern

    func documents(inSegment index: Int, of snapshot: Snapshot, deadline: Deadline) throws(IndexError) -> SegmentBitmap {
        let reader = snapshot.segments[index].reader
        var bitmap = SegmentBitmap(documentCount: reader.documentCount)
        let arena = snapshot.arenas.take()
        defer { snapshot.arenas.giveBack(arena) }
        var matches = try reader.terms(ofField: field, TermAutomaton(pattern))
        while !deadline.passes(), let entry = try reader.next(&matches, while: { !deadline.passes() }) {
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

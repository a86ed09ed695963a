/// Documents that have a field: a value of it, or in a text field at least one word.
struct ExistenceSet: DocumentSet {
    let field: Int
    let isText: Bool

    func documents(inSegment index: Int, of snapshot: Snapshot, deadline: Deadline) throws(IndexError) -> SegmentBitmap {
        let segment = snapshot.segments[index].reader
        if isText { return try documentsWithWords(segment) }
        guard let column = try segment.column(ofField: field) else { return SegmentBitmap(documentCount: segment.documentCount) }
        return try column.documents(0...UInt64.max, documentCount: segment.documentCount, deadline: deadline)
    }

    private func documentsWithWords(_ segment: SegmentReader) throws(IndexError) -> SegmentBitmap {
        var found = SegmentBitmap(documentCount: segment.documentCount)
        do {
            try segment.norms.forEach(ofField: segment.own(field: field)) { document, _ in found.insert(document) }
        } catch { throw IndexError(error) }
        return found
    }
}

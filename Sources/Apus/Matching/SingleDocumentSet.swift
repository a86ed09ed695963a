/// One document of one segment.
struct SingleDocumentSet: DocumentSet {
    let place: DocumentKinship.Place

    func documents(inSegment index: Int, of snapshot: Snapshot, deadline: Deadline) throws(IndexError) -> SegmentBitmap {
        var documents = SegmentBitmap(documentCount: snapshot.segments[index].reader.documentCount)
        if index == place.segment { documents.insert(place.number) }
        return documents
    }
}

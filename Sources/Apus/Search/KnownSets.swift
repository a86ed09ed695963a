/// The documents of a plan's sets, each read once a segment for all the hits that are explained. Used by one thread.
final class KnownSets {
    private struct Key: Hashable {
        var segment: Int
        var set: Int
    }

    private var known: [Key: SegmentBitmap] = [:]

    func documents(ofSet set: Int, _ operators: SegmentOperators) throws(IndexError) -> SegmentBitmap {
        let key = Key(segment: operators.segmentIndex, set: set)
        if let documents = known[key] { return documents }
        let documents = try operators.documents(ofSet: set)
        known[key] = documents
        return documents
    }
}

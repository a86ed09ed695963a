/// Documents that are found without being ranked: those of a prefix, of a range, of a field that exists. Each match adds the same
/// weight, so a set is a bitmap for each segment.
protocol DocumentSet: Sendable {
    /// The set's documents in a segment, deleted ones included. What is not found before the deadline may be missing.
    func documents(inSegment index: Int, of snapshot: Snapshot, deadline: Deadline) throws(IndexError) -> SegmentBitmap

    /// The same where its first documents are enough, so many of the segment: others may be missing.
    func firstDocuments(
        _ count: Int, inSegment index: Int, of snapshot: Snapshot, deadline: Deadline
    ) throws(IndexError) -> SegmentBitmap

    /// How many documents of a segment the set has, deleted ones included; nil where that takes finding them. What is not found before
    /// the deadline may be missing.
    func count(inSegment index: Int, of snapshot: Snapshot, deadline: Deadline) throws(IndexError) -> Int?
}

extension DocumentSet {
    func count(inSegment index: Int, of snapshot: Snapshot, deadline: Deadline) throws(IndexError) -> Int? { nil }

    func firstDocuments(
        _ count: Int, inSegment index: Int, of snapshot: Snapshot, deadline: Deadline
    ) throws(IndexError) -> SegmentBitmap {
        try documents(inSegment: index, of: snapshot, deadline: deadline)
    }
}

/// Turns the best documents into hits.
struct HitReader {
    /// Hits that are still read when the deadline has passed.
    private static let hitsAfterDeadline = 20

    private let snapshot: Snapshot
    private let deadline: Deadline

    init(_ snapshot: Snapshot, _ deadline: Deadline) { (self.snapshot, self.deadline) = (snapshot, deadline) }

    /// The hits of a page: ranks, ids and scores. Of many, those that the deadline leaves time for.
    /// - Parameter rank: hits before the first.
    func hits(_ entries: ArraySlice<TopHits.Entry>, after rank: Int) throws(SearchError) -> [Hit] {
        try read(entries, isTooLate: { $0 >= Self.hitsAfterDeadline && deadline.passes() }) { (entry, id, place) in
            Hit(rank: rank + place + 1, id: id, score: entry.score)
        }
    }

    /// The same with what else is to be shown of each. Of large documents, too, those that the deadline leaves time for; the first one always.
    func hits(
        _ entries: ArraySlice<TopHits.Entry>, after rank: Int, details: inout HitDetailReader
    ) throws(SearchError) -> [Hit] {
        let textDeadline = details.deadline
        let isTooLate = { [deadline] (count: Int) in
            count > 0 && (textDeadline.isOver || deadline.look() && (count >= Self.hitsAfterDeadline || textDeadline.look()))
        }
        let hits = try read(entries, isTooLate: isTooLate) { (entry, id, place) throws(SearchError) in
            Hit(rank: rank + place + 1, id: id, score: entry.score, details: try details.details(of: entry.document))
        }
        // What was read of the last texts may have been cut off.
        if textDeadline.isOver { deadline.giveUp() } else { _ = deadline.look() }
        return hits
    }

    @inline(__always)
    private func read(
        _ entries: ArraySlice<TopHits.Entry>, isTooLate: (_ count: Int) -> Bool,
        _ hit: (TopHits.Entry, String, Int) throws(SearchError) -> Hit
    ) throws(SearchError) -> [Hit] {
        var rest = entries
        var hits: [Hit] = []
        hits.reserveCapacity(rest.count)
        while !rest.isEmpty {
            let batch = rest.prefix(HitIDs.most)
            rest = rest.dropFirst(HitIDs.most)
            var ids = try ids(of: batch)
            for entry in batch {
                if isTooLate(hits.count) { return hits }
                hits.append(try hit(entry, ids.next(), hits.count))
            }
        }
        return hits
    }

    private func ids(of entries: ArraySlice<TopHits.Entry>) throws(SearchError) -> HitIDs {
        var ids: [UnsafeRawBufferPointer] = []
        ids.reserveCapacity(entries.count)
        var known: (segment: Int, ids: DocumentIDsReader)?
        do throws(DamagedFile) {
            for entry in entries {
                let (segment, number) = snapshot.place(of: entry.document)
                if known?.segment != segment { known = (segment, snapshot.segments[segment].reader.ids) }
                ids.append(try known!.ids.bytes(of: number))
            }
        } catch { throw SearchError(IndexError(error)) }
        return HitIDs(ids)
    }
}

extension Snapshot {
    /// The segment that holds a document, and the document's number in it. O(log segments).
    func place(of document: Int) -> (segment: Int, number: UInt32) {
        var (low, high) = (0, segments.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if segments[middle].documentBase <= document { low = middle } else { high = middle }
        }
        return (low, UInt32(document - segments[low].documentBase))
    }
}

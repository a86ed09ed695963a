extension SearchCursor {
    /// Where the page before ended in the order of scores; nil in a sort order.
    ///
    /// As long as the last hit's segment is there, deleted documents keep their places in it. When it was merged away, the hit is found by
    /// its id: merging keeps the order and only takes documents out, so one that is further back than before was added again.
    func pageEnd(in snapshot: Snapshot) throws(SearchError) -> HitGate.PageEnd? {
        guard case .ranked(let place) = place else { return nil }
        do throws(DamagedFile) {
            return HitGate.PageEnd(score: place.score, document: try place.document(in: snapshot))
        } catch { throw .damaged(error) }
    }

    /// What the page before ended with in a sort order; nil in that of scores.
    var sortedPlace: [SortPlaceValue]? { if case .sorted(_, let values) = place { values } else { nil } }
}

extension SearchCursor.RankedPlace {
    /// Behind the number of an index, the name of its segment.
    private static let separator: Character = "/"

    /// Where a document is in a snapshot, by its number there. Of several indexes the segment is named with its index, and documents are
    /// counted from the first of that: others may grow meanwhile.
    init(
        score: Float, document: Int, of view: Snapshot.SegmentView, number: UInt32, id: String, in snapshot: Snapshot
    ) {
        self.init(
            score: score, document: document - snapshot.documentBase(ofIndex: view.indexNumber),
            segment: Self.name(of: view, in: snapshot), numberInSegment: number, id: id)
    }

    private static func name(of view: Snapshot.SegmentView, in snapshot: Snapshot) -> String {
        let name = view.reader.record.name
        return snapshot.indexNames.isEmpty ? name : "\(view.indexNumber)\(separator)\(name)"
    }

    /// Which of the snapshot's indexes it is of.
    private var indexNumber: Int { segment.firstIndex(of: Self.separator).flatMap { Int(segment[..<$0]) } ?? 0 }

    /// The last hit's number in another snapshot; nil where its place is not known any more.
    fileprivate func document(in snapshot: Snapshot) throws(DamagedFile) -> Int? {
        for view in snapshot.segments where Self.name(of: view, in: snapshot) == segment {
            return Int(numberInSegment) < view.reader.documentCount ? view.documentBase + Int(numberInSegment) : nil
        }
        for view in snapshot.segments.reversed() where view.indexNumber == indexNumber {
            guard let number = try view.reader.ids.document(withID: id.utf8), !view.isDeleted(DocumentID(number)) else {
                continue
            }
            let found = view.documentBase + Int(number)
            return found - snapshot.documentBase(ofIndex: indexNumber) <= document ? found : nil
        }
        return nil
    }
}

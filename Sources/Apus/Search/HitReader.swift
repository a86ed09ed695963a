/// Turns the best documents into hits: ids, stored fields, snippets.
struct HitReader {
    /// Hits that are still read when the deadline has passed.
    private static let hitsAfterDeadline = 20

    private let snapshot: Snapshot
    private let request: SearchRequest
    private let deadline: Deadline
    private var snippets: SnippetMaker?

    init(_ snapshot: Snapshot, _ request: SearchRequest, plan: QueryPlan, deadline: Deadline) {
        self.snapshot = snapshot
        self.request = request
        self.deadline = deadline
        snippets = request.snippetLength.map { SnippetMaker(plan, snapshot: snapshot, length: $0) }
    }

    /// The hits of a page. Of many, those that the deadline leaves time for.
    mutating func hits(_ top: TopHits, from offset: Int) throws(SearchError) -> [Hit] {
        let entries = top.ranked().dropFirst(offset)
        var hits: [Hit] = []
        hits.reserveCapacity(entries.count)
        for (index, entry) in entries.enumerated() {
            if index >= Self.hitsAfterDeadline, deadline.passes() { break }
            hits.append(try hit(entry, rank: offset + index + 1))
        }
        return hits
    }

    private mutating func hit(_ entry: TopHits.Entry, rank: Int) throws(SearchError) -> Hit {
        let view = segment(of: entry.document)
        let number = UInt32(entry.document - view.documentBase)
        do {
            var hit = Hit(rank: rank, id: try view.reader.ids.id(of: number), score: entry.score)
            if request.fields != nil || request.snippetLength != nil {
                let document = try snapshot.document(number, in: view)
                hit.fields = document.fields.filter { request.returns($0.name) }
                hit.snippet = snippets?.snippet(of: document)
            }
            return hit
        } catch { throw SearchError(IndexError(error)) }
    }

    private func segment(of document: Int) -> Snapshot.SegmentView {
        var (low, high) = (0, snapshot.segments.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if snapshot.segments[middle].documentBase <= document { low = middle } else { high = middle }
        }
        return snapshot.segments[low]
    }
}

extension SearchRequest {
    /// Whether the field is to be returned with each hit.
    func returns(_ name: String) -> Bool { fields.map { $0.contains("*") || $0.contains(name) } ?? false }
}

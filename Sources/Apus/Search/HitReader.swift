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
        let segment = segment(of: entry.document)
        let number = UInt32(entry.document - snapshot.segments[segment].documentBase)
        do {
            let id = try snapshot.segments[segment].reader.ids.id(of: number)
            guard request.fields != nil || request.snippetLength != nil else {
                return Hit(rank: rank, id: id, score: entry.score)
            }
            let document = try snapshot.document(number, in: snapshot.segments[segment])
            return Hit(
                rank: rank, id: id, score: entry.score, fields: document.fields.filter { request.returns($0.name) },
                snippet: snippets?.snippet(of: document))
        } catch { throw SearchError(IndexError(error)) }
    }

    /// The place of the segment that holds a document.
    private func segment(of document: Int) -> Int {
        var (low, high) = (0, snapshot.segments.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if snapshot.segments[middle].documentBase <= document { low = middle } else { high = middle }
        }
        return low
    }
}

extension SearchRequest {
    /// Whether the field is to be returned with each hit.
    func returns(_ name: String) -> Bool { fields.map { $0.contains("*") || $0.contains(name) } ?? false }
}

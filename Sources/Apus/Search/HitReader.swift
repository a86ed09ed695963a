/// Turns the best documents into hits: ids, stored fields, snippets.
struct HitReader {
    /// Hits that are still read when the deadline has passed.
    private static let hitsAfterDeadline = 20

    private let snapshot: Snapshot
    private let request: SearchRequest
    private let deadline: Deadline
    private var snippets: SnippetMaker?
    private var spans: SpanFinder?
    private var passages: PassageFinder?
    /// Says why hits score what they do, where that is asked.
    var explainer: ScoreExplainer?

    /// - Parameter places: where the query's parts stand in its text, as far as that is asked.
    init(_ snapshot: Snapshot, _ request: SearchRequest, plan: QueryPlan, deadline: Deadline, places: PlanPlaces? = nil) {
        self.snapshot = snapshot
        self.request = request
        self.deadline = deadline
        snippets = request.snippetLength.map { SnippetMaker(plan, snapshot: snapshot, length: $0) }
        if request.passages > 0 {
            passages = PassageFinder(
                plan, snapshot: snapshot, count: min(request.passages, SearchRequest.mostPassages),
                length: request.snippetLength ?? SearchRequest.usualSnippetLength)
        }
        spans = request.showsSpans ? SpanFinder(plan, snapshot: snapshot, places: places) : nil
    }

    /// The hits of a page. Of many, those that the deadline leaves time for.
    /// - Parameter rank: hits before the first.
    mutating func hits(_ entries: ArraySlice<TopHits.Entry>, after rank: Int) throws(SearchError) -> [Hit] {
        var rest = entries
        var hits: [Hit] = []
        hits.reserveCapacity(rest.count)
        while !rest.isEmpty {
            let batch = rest.prefix(HitIDs.most)
            rest = rest.dropFirst(HitIDs.most)
            var ids = try ids(of: batch)
            for entry in batch {
                if hits.count >= Self.hitsAfterDeadline, deadline.passes() { return hits }
                hits.append(try hit(entry, id: ids.next(), rank: rank + hits.count + 1))
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
                let (segment, number) = place(of: entry.document)
                if known?.segment != segment { known = (segment, snapshot.segments[segment].reader.ids) }
                ids.append(try known!.ids.bytes(of: number))
            }
        } catch { throw SearchError(IndexError(error)) }
        return HitIDs(ids)
    }

    private mutating func hit(_ entry: TopHits.Entry, id: String, rank: Int) throws(SearchError) -> Hit {
        let showsDocument = request.fields != nil || request.snippetLength != nil || request.showsSpans || passages != nil
        // Made where it is returned: a hit is large to copy.
        guard showsDocument || explainer != nil else {
            return Hit(rank: rank, id: id, score: entry.score, index: indexName(of: entry.document))
        }
        var hit = Hit(rank: rank, id: id, score: entry.score, index: indexName(of: entry.document))
        let (segment, number) = place(of: entry.document)
        hit.explanation = try explainer?.tree(of: .init(segment: segment, number: number)).map { .score($0) }
        guard showsDocument else { return hit }
        do throws(IndexError) {
            let document = try snapshot.document(number, in: snapshot.segments[segment])
            hit.fields = document.fields.filter { request.returns($0.name) }
            hit.snippet = snippets?.snippet(of: document)
            hit.spans = spans?.spans(of: document) ?? []
            hit.passages = passages?.passages(of: document) ?? []
            return hit
        } catch { throw SearchError(error) }
    }

    private func indexName(of document: Int) -> String? {
        snapshot.indexNames.isEmpty ? nil : snapshot.indexName(ofSegment: place(of: document).segment)
    }

    /// The segment that holds a document, and the document's number in it.
    private func place(of document: Int) -> (segment: Int, number: UInt32) { snapshot.place(of: document) }
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

extension SearchRequest {
    /// Whether the field is to be returned with each hit.
    func returns(_ name: String) -> Bool { fields.map { $0.contains("*") || $0.contains(name) } ?? false }
}

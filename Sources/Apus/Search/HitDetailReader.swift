/// Reads what a hit shows beside rank, id and score: stored fields, snippet, spans, passages, the reasons of its score, its index.
struct HitDetailReader {
    /// Nanoseconds behind the search's deadline in which texts are still read.
    private static let grace: UInt64 = 20_000_000
    /// Bytes from which on a document is read only where there is time for it, and nanoseconds for each of them.
    private static let largeBytes = 1 << 20
    private static let nanosecondsPerByte = 6

    private let snapshot: Snapshot
    /// When texts are read no further.
    let deadline: Deadline
    private let fields: [String]?
    private let showsDocument: Bool
    private var snippets: SnippetMaker?
    private var spans: SpanFinder?
    private var passages: PassageFinder?
    /// Says why hits score what they do, where that is asked.
    var explainer: ScoreExplainer?

    /// - Parameters:
    ///   - places: where the query's parts stand in its text, as far as that is asked.
    ///   - deadline: the search's.
    init(_ snapshot: Snapshot, _ request: SearchRequest, plan: QueryPlan, places: PlanPlaces? = nil, deadline: Deadline) {
        self.snapshot = snapshot
        let deadline = Deadline(deadline, later: Self.grace)
        self.deadline = deadline
        fields = request.fields
        showsDocument = request.showsDocument
        snippets = request.snippetLength.map { SnippetMaker(plan, snapshot: snapshot, length: $0, deadline: deadline) }
        if request.passages > 0 {
            passages = PassageFinder(
                plan, snapshot: snapshot, count: min(request.passages, SearchRequest.mostPassages),
                length: request.snippetLength ?? SearchRequest.usualSnippetLength, deadline: deadline)
        }
        spans = request.showsSpans ? SpanFinder(plan, snapshot: snapshot, places: places, deadline: deadline) : nil
    }

    /// What is shown of a document of the snapshot; nothing of its fields where these are large and the time is too short.
    mutating func details(of document: Int) throws(SearchError) -> HitDetails {
        let (segment, number) = snapshot.place(of: document)
        var details = HitDetails(index: snapshot.indexNames.isEmpty ? nil : snapshot.indexName(ofSegment: segment))
        details.explanation = try explainer?.tree(of: .init(segment: segment, number: number)).map { .score($0) }
        guard showsDocument else { return details }
        let view = snapshot.segments[segment]
        let bytes = view.reader.store.inflatedBytes(of: number)
        guard bytes < Self.largeBytes || deadline.leaves(bytes * Self.nanosecondsPerByte) else { return details }
        do throws(IndexError) {
            let document = try snapshot.document(number, in: view)
            if let fields { details.fields = document.fields.filter { fields.contains("*") || fields.contains($0.name) } }
            details.snippet = snippets?.snippet(of: document)
            details.spans = spans?.spans(of: document) ?? []
            details.passages = passages?.passages(of: document) ?? []
            return details
        } catch { throw SearchError(error) }
    }
}

extension SearchRequest {
    /// Whether something of the stored document is shown.
    fileprivate var showsDocument: Bool { fields != nil || snippetLength != nil || showsSpans || passages > 0 }

    /// Whether hits show more than rank, id and score.
    package var showsDetails: Bool { showsDocument || explains }
}

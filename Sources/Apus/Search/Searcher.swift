/// Runs one request on a snapshot: reads the query, plans it, searches segment by segment with one shared threshold, and
/// fetches what the hits show.
struct Searcher {
    private(set) var snapshot: Snapshot
    let request: SearchRequest
    let deadline: Deadline
    let cancellation: Cancellation?
    private let started: UInt64
    let bm25: BM25
    /// Now, in milliseconds since 1970, where scores decay: the same for all of one answer.
    let decayOrigin: Int64?

    init(_ snapshot: Snapshot, _ request: SearchRequest, cancellation: Cancellation?) {
        self.init(
            snapshot, request, cancellation: cancellation,
            deadline: Deadline(timeout: request.timeout, cancellation: cancellation))
    }

    /// - Parameter deadline: instead of the request's own.
    init(_ snapshot: Snapshot, _ request: SearchRequest, cancellation: Cancellation?, deadline: Deadline) {
        self.snapshot = snapshot
        self.request = request
        bm25 = request.bm25 ?? snapshot.bm25
        decayOrigin = request.decay == nil ? nil : Self.now()
        self.cancellation = cancellation
        self.deadline = deadline
        started = Deadline.now()
    }

    /// The same search of another snapshot.
    func searching(_ snapshot: Snapshot) -> Searcher {
        var searcher = self
        searcher.snapshot = snapshot
        return searcher
    }

    /// The first hits and, as far as asked, how many there are.
    /// - Parameter result: an answer without anything yet.
    func search(into result: inout SearchResult) throws(SearchError) {
        let (limit, offset) = try page()
        if limit == 0, request.total == .exact, request.facets.isEmpty { return try count(into: &result) }
        let order = request.sort.isEmpty ? nil : try sortOrder()
        let cursor = try self.cursor(order)
        var places: PlanPlaces?
        let shared = try plan(&result, statistics: cursor?.statistics, places: &places)
        let scope = Scope(hidden: try hiddenDocuments(&result), statistics: cursor?.statistics)
        var known = try facets(shared, scope, &result)
        if known == nil { known = try knownTotal(shared, scope) }
        let countLimit = known == nil ? self.countLimit : 0
        let found: HitPage
        if let order {
            found = try sortedHits(shared, scope, order, count: offset + limit, countLimit: countLimit, after: cursor)
        } else {
            found = try bestHits(shared, scope, count: offset + limit, countLimit: countLimit, after: cursor)
        }
        (result.total, result.totalIsExact) = total(found, known: known)
        let (entries, rank) = (found.entries.dropFirst(offset), cursor?.rank ?? offset)
        if request.showsDetails || !snapshot.indexNames.isEmpty {
            var details = try detailReader(shared, places, statistics: cursor?.statistics)
            result.hits = try HitReader(snapshot, deadline).hits(entries, after: rank, details: &details)
        } else {
            result.hits = try HitReader(snapshot, deadline).hits(entries, after: rank)
        }
        try checkCancellation()
        finish(&result)
        if result.partial != .timeout {
            result.nextPage = try nextPage(behind: found, shared, scope, offset: offset, result)
        }
        if request.explains { try explainNothing(&result) }
    }

    private func sortOrder() throws(SearchError) -> SortOrder? {
        try SortOrder(request.sort, schema: snapshot.schema, joinsIndexes: !snapshot.indexNames.isEmpty)
    }

    private func detailReader(
        _ shared: SharedPlan, _ places: PlanPlaces?, statistics: RankingStatistics?
    ) throws(SearchError) -> HitDetailReader {
        var details = HitDetailReader(snapshot, request, plan: shared.plan, places: places, deadline: deadline)
        if request.explains, let places {
            details.explainer = ScoreExplainer(
                shared: shared, snapshot: snapshot, bm25: bm25, statistics: statistics, deadline: deadline, places: places,
                decay: try decay())
        }
        return details
    }

    /// The exact number of documents that match, and no hits.
    /// - Parameter result: an answer without anything yet.
    func count(into result: inout SearchResult) throws(SearchError) {
        var places: PlanPlaces?
        let shared = try plan(&result, counts: true, places: &places)
        result.total = try countAll(shared, Scope(hidden: try hiddenDocuments(&result)))
        finish(&result)
        if request.explains { try explainNothing(&result) }
    }

    // MARK: Steps

    /// What of the index a search goes by.
    struct Scope {
        /// By segment, the documents that are not to be found, where that is more than what is deleted.
        var hidden: [Deletions]?
        /// What words are weighed by instead of the snapshot's own statistics.
        var statistics: RankingStatistics?

        func deletions(ofSegment index: Int, in snapshot: Snapshot) -> Deletions? {
            hidden?[index] ?? snapshot.segments[index].deletions
        }

        func hidesNothing(in snapshot: Snapshot) -> Bool { hidden == nil && snapshot.segments.allSatisfy { $0.deletions == nil } }
    }

    private func page() throws(SearchError) -> (limit: Int, offset: Int) {
        try checkRanking()
        let (limit, offset) = (max(0, request.limit), max(0, request.offset))
        guard limit <= SearchRequest.mostHits, offset <= SearchRequest.mostHits - limit else {
            throw .limit(name: "hits", max: SearchRequest.mostHits)
        }
        return (limit, offset)
    }

    /// What the request asks to be ranked by has to be in bounds, and of fields that hold text.
    func checkRanking() throws(SearchError) {
        do throws(DocumentError) { try request.bm25?.check() } catch { throw .option(name: "bm25", text: "\(error)") }
        if let combination = request.combination { try check(combination) }
    }

    private func check(_ combination: FieldCombination) throws(SearchError) {
        do throws(DocumentError) { try combination.check() } catch { throw .option(name: "combine", text: "\(error)") }
        guard case .bm25f(let weights) = combination else { return }
        for name in weights.keys.sorted()
        where snapshot.schema.number(of: name).map({ !snapshot.textFields.contains($0) }) ?? true {
            throw .option(name: "combine", text: "there is no text field “\(name)”")
        }
    }

    /// How the fields of a plan score as one; nil where each scores by itself.
    var combining: CombinedFields? {
        guard case .bm25f(let weights) = request.combination ?? snapshot.combination else { return nil }
        return CombinedFields(weights, snapshot.schema)
    }

    private func plan(
        _ result: inout SearchResult, counts: Bool = false, statistics: RankingStatistics? = nil,
        places: inout PlanPlaces?
    ) throws(SearchError) -> SharedPlan {
        let keepsPlaces = !counts && (request.explains || request.showsSpans)
        let parsed = try parsed(request.question, isPhrase: request.isPhrase, keepsOperands: keepsPlaces)
        var planner = QueryPlanner(
            snapshot, bm25: bm25, combining: combining, places: parsed.places, deadline: deadline, counts: counts,
            statistics: statistics)
        if keepsPlaces {
            let origins = PlanOrigins()
            planner.origins = origins
            places = PlanPlaces(origins: origins, parts: QueryParts(parsed))
        }
        let shared = SharedPlan(try planner.plan(parsed.query))
        result.warnings =
            planner.warnings.isEmpty ? parsed.warnings : QueryWarning.inOrder(parsed.warnings + planner.warnings)
        if request.isStrict, let warning = result.warnings.first { throw .query(offset: warning.offset, text: warning.text) }
        return shared
    }

    func parsed(
        _ question: SearchRequest.Question, isPhrase: Bool, keepsOperands: Bool = false
    ) throws(SearchError) -> ParsedQuery {
        guard let synonyms = request.synonyms else {
            return try read(question, isPhrase: isPhrase, keepsOperands: keepsOperands)
        }
        var parsed = try read(question, isPhrase: isPhrase, keepsOperands: keepsOperands)
        synonyms.rewrite(&parsed, for: snapshot)
        return parsed
    }

    private func read(
        _ question: SearchRequest.Question, isPhrase: Bool, keepsOperands: Bool
    ) throws(SearchError) -> ParsedQuery {
        switch question {
        case .tree(let tree): return ParsedQuery(query: tree)
        case .text(let text):
            var parser = QueryParser(fieldNames: snapshot.isField, matching: request.matching == .all ? .all : .any)
            parser.keepsOperands = keepsOperands
            do throws(QueryLimits.Exceeded) {
                return try isPhrase ? parser.parse(phrase: text) : parser.parse(text)
            } catch {
                throw .limit(name: error.name.rawValue, max: error.max)
            }
        }
    }

    func withSegments(
        _ shared: SharedPlan, _ scope: Scope, _ body: (SegmentOperators) throws(SearchError) -> Void
    ) throws(SearchError) {
        let tables = ScoringTables(snapshot, bm25: bm25, statistics: scope.statistics)
        let arena = snapshot.arenas.take()
        defer { snapshot.arenas.giveBack(arena) }
        for index in snapshot.segments.indices where !deadline.look() {
            if index > 0 { arena.reuse() }
            let operators = try SegmentOperators(
                shared, snapshot: snapshot, segment: index, deletions: scope.deletions(ofSegment: index, in: snapshot),
                tables: tables, arena: arena, deadline: deadline)
            if !operators.root.isNothing { try body(operators) }
        }
        try checkCancellation()
    }

    /// To be called where a search ends: one that was cancelled has no answer.
    func checkCancellation() throws(SearchError) {
        if deadline.isOver, cancellation?.isCancelled ?? false { throw .cancelled }
    }

    private func finish(_ result: inout SearchResult) {
        if deadline.isOver { result.partial = .timeout }
        if !snapshot.damage.isEmpty { (result.partial, result.damage) = (.segment, snapshot.damage) }
        if result.partial != nil { result.totalIsExact = false }
        result.took = took
    }

    /// Since the search began.
    var took: Duration { .nanoseconds(Int64(clamping: Deadline.now() - started)) }
}

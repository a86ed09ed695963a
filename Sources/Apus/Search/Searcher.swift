/// Runs one request on a snapshot: reads the query, plans it, searches segment by segment with one shared threshold, and
/// fetches what the hits show.
struct Searcher {
    private(set) var snapshot: Snapshot
    let request: SearchRequest
    private let cancellation: Cancellation?
    private let deadline: Deadline
    private let started: UInt64
    private let bm25 = BM25.standard

    init(_ snapshot: Snapshot, _ request: SearchRequest, cancellation: Cancellation?) {
        self.snapshot = snapshot
        self.request = request
        self.cancellation = cancellation
        deadline = Deadline(timeout: request.timeout, cancellation: cancellation)
        started = Deadline.now()
    }

    /// The same search of another snapshot.
    func searching(_ snapshot: Snapshot) -> Searcher {
        var searcher = self
        searcher.snapshot = snapshot
        return searcher
    }

    /// The best hits and, as far as asked, how many there are.
    func search() throws(SearchError) -> SearchResult {
        let (limit, offset) = (max(0, request.limit), max(0, request.offset))
        guard limit <= SearchRequest.mostHits, offset <= SearchRequest.mostHits - limit else {
            throw .limit(name: "hits", max: SearchRequest.mostHits)
        }
        if limit == 0, request.total == .exact { return try count() }
        var result = SearchResult(generation: snapshot.generation)
        let plan = try plan(&result)
        let known = try knownTotal(plan)
        let collector = HitCollector(
            limit: offset + limit, countLimit: known == nil ? countLimit : 0, deadline: deadline, prunes: request.prunes)
        try withSegments(plan) { (operators, segment) throws(SearchError) in
            collector.begin(segment)
            try operators.search(collector)
        }
        (result.total, result.totalIsExact) = total(collector, known: known)
        var reader = HitReader(snapshot, request, plan: plan, deadline: deadline)
        result.hits = try reader.hits(collector.top, from: offset)
        finish(&result)
        return result
    }

    /// The exact number of documents that match, and no hits.
    func count() throws(SearchError) -> SearchResult {
        var result = SearchResult(generation: snapshot.generation)
        let plan = try plan(&result, counts: true)
        result.total = try countAll(plan)
        finish(&result)
        return result
    }

    // MARK: Steps

    private func plan(_ result: inout SearchResult, counts: Bool = false) throws(SearchError) -> QueryPlan {
        let parsed: ParsedQuery
        switch request.question {
        case .tree(let tree): parsed = ParsedQuery(query: tree)
        case .text(let text): parsed = try self.parsed(text)
        }
        var planner = QueryPlanner(snapshot, bm25: bm25, places: parsed.places, deadline: deadline, counts: counts)
        let plan = try planner.plan(parsed.query)
        result.warnings =
            planner.warnings.isEmpty ? parsed.warnings : QueryWarning.inOrder(parsed.warnings + planner.warnings)
        if request.isStrict, let warning = result.warnings.first { throw .query(offset: warning.offset, text: warning.text) }
        return plan
    }

    private func parsed(_ text: String) throws(SearchError) -> ParsedQuery {
        let parser = QueryParser(fieldNames: snapshot.isField, matching: request.matching == .all ? .all : .any)
        do throws(QueryLimits.Exceeded) {
            return try request.isPhrase ? parser.parse(phrase: text) : parser.parse(text)
        } catch {
            throw .limit(name: error.name.rawValue, max: error.max)
        }
    }

    private func withSegments(
        _ plan: QueryPlan, _ body: (SegmentOperators, Snapshot.SegmentView) throws(SearchError) -> Void
    ) throws(SearchError) {
        let tables = ScoringTables(snapshot, bm25: bm25)
        let arena = snapshot.arenas.take()
        defer { snapshot.arenas.giveBack(arena) }
        for index in snapshot.segments.indices where !deadline.look() {
            if index > 0 { arena.reuse() }
            let operators = try SegmentOperators(
                plan, snapshot: snapshot, segment: index, tables: tables, arena: arena, deadline: deadline)
            if operators.root != .nothing { try body(operators, snapshot.segments[index]) }
        }
        if deadline.isOver, cancellation?.isCancelled ?? false { throw .cancelled }
    }

    private func finish(_ result: inout SearchResult) {
        if deadline.isOver { result.partial = .timeout }
        if !snapshot.damage.isEmpty { (result.partial, result.damage) = (.segment, snapshot.damage) }
        if result.partial != nil { result.totalIsExact = false }
        result.took = .nanoseconds(Int64(clamping: Deadline.now() - started))
    }

    // MARK: Totals

    /// How many matches the search itself counts.
    private var countLimit: Int {
        switch request.total {
        case .exact: .max - 1
        case .bounded: SearchRequest.boundedTotal
        case .none: 0
        }
    }

    /// The total, where counting is free, or cheaper than seeing every match while searching; else nil.
    private func knownTotal(_ plan: QueryPlan) throws(SearchError) -> Int? {
        guard request.total != .none else { return nil }
        switch plan.root {
        case .nothing, .everything: return try countAll(plan)
        case .term where snapshot.segments.allSatisfy({ $0.deletions == nil }): return try countAll(plan)
        case .term, .union, .optional: return request.total == .exact ? try countAll(plan) : nil
        case .phrase(let phrase, _): return try isAnsweredByPairs(phrase, plan) ? try countAll(plan) : nil
        case .conjunction, .exclusion, .set, .proximity: return nil
        }
    }

    /// Whether counting the documents of a phrase opens no positions, and is free or wanted to the last one.
    private func isAnsweredByPairs(_ phrase: Int, _ plan: QueryPlan) throws(SearchError) -> Bool {
        guard request.total == .exact || snapshot.segments.allSatisfy({ $0.deletions == nil }) else { return false }
        do throws(IndexError) { return try plan.isAnsweredByPairs(phrase, in: snapshot) } catch { throw SearchError(error) }
    }

    private func countAll(_ plan: QueryPlan) throws(SearchError) -> Int {
        var total = 0
        try withSegments(plan) { (operators, _) throws(SearchError) in total += try operators.count() }
        return total
    }

    private func total(_ collector: HitCollector, known: Int?) -> (Int, isExact: Bool) {
        if let known { return (known, true) }
        switch request.total {
        case .exact: return (collector.count, true)
        case .bounded:
            return (min(collector.count, SearchRequest.boundedTotal), collector.count <= SearchRequest.boundedTotal)
        case .none: return (collector.top.count, collector.top.count < collector.top.capacity)
        }
    }
}

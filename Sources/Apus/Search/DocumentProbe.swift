/// Asks of one document whether it matches queries, each planned by itself.
struct DocumentProbe {
    let snapshot: Snapshot
    let place: DocumentKinship.Place
    let bm25: BM25
    let deadline: Deadline

    /// What a document says to a query; `void` where the query holds no word, so that it takes no part in a group.
    enum Answer { case matches, fails, void }

    /// O(words × segments) look-ups, and for patterns what their sets of documents take.
    func answer(_ query: Query) throws(SearchError) -> Answer {
        var planner = QueryPlanner(snapshot, bm25: bm25, deadline: deadline, counts: true)
        let shared = SharedPlan(try planner.plan(query))
        if planner.isVoid { return .void }
        return try withOperators(shared) { (operators) throws(SearchError) in
            do throws(IndexError) {
                return try operators.matcher(operators.root).matches(DocumentID(place.number)) ? .matches : .fails
            } catch { throw SearchError(error) }
        }
    }

    /// Calls with the operators of the document's segment.
    func withOperators<Result>(
        _ shared: SharedPlan, statistics: RankingStatistics? = nil, _ body: (SegmentOperators) throws(SearchError) -> Result
    ) throws(SearchError) -> Result {
        let tables = ScoringTables(snapshot, bm25: bm25, statistics: statistics)
        let arena = snapshot.arenas.take()
        defer { snapshot.arenas.giveBack(arena) }
        let operators = try SegmentOperators(
            shared, snapshot: snapshot, segment: place.segment, deletions: nil, tables: tables, arena: arena, deadline: deadline)
        let result = try body(operators)
        try operators.checkDamage()
        return result
    }
}

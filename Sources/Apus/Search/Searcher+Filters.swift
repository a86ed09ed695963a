extension Searcher {
    /// Nanoseconds behind the deadline in which the best of the values that were counted are still found.
    private static let facetGrace: UInt64 = 10_000_000

    /// By segment, what is deleted or does not match every filter; nil where there is no filter.
    ///
    /// The searches take it for what is deleted, so their loops and totals need not know of filters.
    func hiddenDocuments(_ result: inout SearchResult) throws(SearchError) -> [Deletions]? {
        guard !request.filters.isEmpty else { return nil }
        var kept: [SegmentBitmap]?
        for filter in request.filters {
            let matches = try matches(try filterPlan(filter, &result))
            if kept == nil {
                kept = matches
            } else {
                for index in matches.indices { kept?[index].formIntersection(matches[index]) }
            }
        }
        return zip(snapshot.segments, kept ?? []).map { segment, kept in
            (segment.deletions ?? Deletions(documentCount: segment.reader.documentCount)).inserting(allBut: kept.words)
        }
    }

    private func filterPlan(_ filter: SearchRequest.Question, _ result: inout SearchResult) throws(SearchError) -> SharedPlan {
        let parsed = try parsed(filter, isPhrase: false)
        var planner = QueryPlanner(snapshot, places: parsed.places, deadline: deadline, counts: true)
        let shared = SharedPlan(try planner.plan(parsed.query))
        for warning in QueryWarning.inOrder(parsed.warnings + planner.warnings) {
            let warning = QueryWarning(code: warning.code, offset: warning.offset, text: "in the filter: " + warning.text)
            if request.isStrict { throw .query(offset: warning.offset, text: warning.text) }
            result.warnings.append(warning)
        }
        return shared
    }

    private func matches(_ shared: SharedPlan) throws(SearchError) -> [SegmentBitmap] {
        var matches = snapshot.segments.map { SegmentBitmap(documentCount: $0.reader.documentCount) }
        try withSegments(shared, Scope()) { (operators) throws(SearchError) in
            matches[operators.segmentIndex] = try operators.matches()
        }
        return matches
    }

    /// Counts what was asked for; gives the exact number of matches, or nil where nothing was.
    func facets(_ shared: SharedPlan, _ scope: Scope, _ result: inout SearchResult) throws(SearchError) -> Int? {
        guard !request.facets.isEmpty else { return nil }
        var counters: [FacetCounter] = []
        for facet in request.facets { counters.append(try FacetCounter(facet, schema: snapshot.schema)) }
        var total = 0
        try withSegments(shared, scope) { (operators) throws(SearchError) in
            let matches = try operators.matches()
            total += matches.count
            for index in counters.indices { try counters[index].count(matches, in: operators.reader, deadline: deadline) }
        }
        let grace = Deadline(deadline, later: Self.facetGrace)
        result.facets = counters.map { $0.result(until: grace) }
        return total
    }
}

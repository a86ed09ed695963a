extension SegmentOperators {
    /// How many living documents of the segment match.
    func count() throws(SearchError) -> Int {
        let count: Int
        do throws(IndexError) { count = try self.count(root) } catch { throw SearchError(error) }
        try checkDamage()
        return count
    }

    private func count(_ node: QueryPlan.Node) throws(IndexError) -> Int {
        if case .term(let term, _) = node, deletions?.count ?? 0 == 0 { return Int(cost(term)) }
        let counter = MatchCounter(deletions: deletions, deadline: deadline)
        switch node {
        case .nothing: return 0
        case .everything: return documentCount - (deletions?.count ?? 0)
        case .term: return counter.count(try cursors([node]))
        case .union(let nodes) where nodes.allSatisfy(\.isTerm):
            return counter.countUnion(try cursors(nodes), nodes.count, arena: arena)
        case .conjunction(let nodes) where nodes.allSatisfy(\.isTerm):
            return counter.countMeetings(try cursors(nodes), nodes.count)
        case .phrase: return try countFlat([node])
        case .conjunction(let nodes) where nodes.allSatisfy(\.isFlat): return try countFlat(nodes)
        case .exclusion(let wanted, let unwanted) where wanted.isTerm && unwanted.isTerm:
            return try count(wanted) - count(.conjunction([wanted, unwanted]))
        case .optional(let required, _): return try count(required)
        default: return counter.count(try matcher(node))
        }
    }

    /// Matches of words and phrases that are all required, by the search for the best of them, none of which is kept.
    private func countFlat(_ nodes: [QueryPlan.Node]) throws(IndexError) -> Int {
        let collector = HitCollector(limit: 0, countLimit: .max - 1, deadline: deadline)
        collector.begin(documentBase: 0, deletions: deletions)
        _ = ConjunctionSearch(try flat(nodes, optional: []), collector: collector, arena: arena).run()
        return collector.count
    }

    /// Cursors of terms without scorers, rarest first.
    private func cursors(_ nodes: [QueryPlan.Node]) throws(IndexError) -> UnsafeMutablePointer<TermCursor> {
        let terms = nodes.compactMap(\.term).sorted { (cost($0), $0) < (cost($1), $1) }
        let cursors = arena.allocate(TermCursor.self, count: terms.count)
        for (index, term) in terms.enumerated() {
            (cursors + index).initialize(to: TermCursor(try list(term), arena: arena))
        }
        return cursors
    }
}

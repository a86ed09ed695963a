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
        case .union(let nodes) where nodes.allSatisfy(\.isTerm): return try countUnion(nodes, counter)
        case .conjunction(let nodes) where nodes.allSatisfy(\.isTerm) && nodes.allSatisfy(isDense):
            return counter.countMeetings(try cursors(nodes), nodes.count, arena: arena)
        case .phrase: return try countFlat([node])
        case .conjunction(let nodes) where nodes.allSatisfy(\.isFlat): return try countFlat(nodes)
        case .exclusion(let wanted, let unwanted)
        where wanted.conjuncts.allSatisfy(\.isFlat) && unwanted.alternatives.allSatisfy(\.isTerm):
            return try countFlat(wanted.conjuncts, excluded: unwanted.alternatives)
        case .optional(let required, _): return try count(required)
        default: return counter.count(try matcher(node))
        }
    }

    /// Matches of words and phrases that are all required, without those of unwanted words, by the search for the best of them, none of which is kept.
    private func countFlat(_ nodes: [QueryPlan.Node], excluded: [QueryPlan.Node] = []) throws(IndexError) -> Int {
        let collector = HitCollector(limit: 0, countLimit: .max - 1, deadline: deadline)
        collector.begin(documentBase: 0, deletions: deletions)
        _ = ConjunctionSearch(try flat(nodes, excluded: excluded), collector: collector, arena: arena).run()
        return collector.count
    }

    private func countUnion(_ nodes: [QueryPlan.Node], _ counter: MatchCounter) throws(IndexError) -> Int {
        // Two short lists are met faster than a window is looked through.
        if nodes.count == 2, deletions == nil, !nodes.allSatisfy(isDense) {
            let sum = nodes.reduce(0) { $0 + Int($1.term.map(cost) ?? 0) }
            return sum - (try countFlat(nodes))
        }
        return counter.countUnion(try cursors(nodes), nodes.count, arena: arena)
    }

    /// Whether a term's list holds enough of the segment's documents for windows of bits.
    private func isDense(_ node: QueryPlan.Node) -> Bool { node.term.map { Int(cost($0)) >= documentCount / 32 } ?? false }

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

extension SegmentOperators {
    /// How many living documents of the segment match.
    func count() throws(SearchError) -> Int {
        let count: Int
        do throws(IndexError) { count = try self.count(root) } catch { throw SearchError(error) }
        try checkDamage()
        return count
    }

    private func count(_ node: QueryPlan.Node) throws(IndexError) -> Int {
        if isList(node), deletions?.count ?? 0 == 0 { return cost(node) }
        let counter = MatchCounter(deletions: deletions, deadline: deadline)
        switch node {
        case .nothing: return 0
        case .everything: return documentCount - (deletions?.count ?? 0)
        case .set(let set, _): return try count(ofSet: set)
        case _ where isList(node): return counter.count(try cursors([node]))
        case .combination(let combination, _): return try count(.union(terms(ofCombination: combination)))
        case .union(let nodes) where nodes.allSatisfy(isList): return try countUnion(nodes, counter)
        case .conjunction(let nodes) where nodes.allSatisfy(isList) && nodes.allSatisfy(isDense):
            return counter.countMeetings(try cursors(nodes), nodes.count, arena: arena)
        case .phrase: return try countFlat([node])
        case .conjunction(let nodes) where nodes.allSatisfy(\.isFlat): return try countFlat(nodes)
        case .exclusion(let wanted, let unwanted)
        where wanted.conjuncts.allSatisfy(\.isFlat) && unwanted.alternatives.allSatisfy(isList):
            return try countFlat(wanted.conjuncts, excluded: unwanted.alternatives)
        case .optional(let required, _): return try count(required)
        default: return counter.count(try matcher(node))
        }
    }

    private func count(ofSet set: Int) throws(IndexError) -> Int {
        if deletions?.count ?? 0 == 0,
            let count = try plan.sets[set].count(inSegment: segmentIndex, of: snapshot, deadline: deadline)
        {
            return count
        }
        return try documents(ofSet: set).count(without: deletions)
    }

    /// Matches of words and phrases that are all required, without those of unwanted lists, by the search for the best of them, none of
    /// which is kept.
    private func countFlat(_ nodes: [QueryPlan.Node], excluded: [QueryPlan.Node] = []) throws(IndexError) -> Int {
        let collector = HitCollector(limit: 0, countLimit: .max - 1, deadline: deadline)
        collector.begin(documentBase: 0, deletions: deletions)
        _ = ConjunctionSearch(try flat(nodes, excluded: excluded), collector: collector, arena: arena).run()
        return collector.count
    }

    private func countUnion(_ nodes: [QueryPlan.Node], _ counter: MatchCounter) throws(IndexError) -> Int {
        // Two short lists are met faster than a window is looked through.
        if nodes.count == 2, deletions == nil, !nodes.allSatisfy(isDense) {
            let sum = nodes.reduce(0) { $0 + cost($1) }
            let both = try countFlat(nodes)
            // What was not met in time may be in both.
            return deadline.isOver ? nodes.map(cost).max() ?? 0 : sum - both
        }
        return counter.countUnion(try cursors(nodes), nodes.count, arena: arena)
    }

    /// Whether a list holds enough of the segment's documents for windows of bits.
    private func isDense(_ node: QueryPlan.Node) -> Bool { cost(node) >= documentCount / MatchCounter.denseShare }

    /// Cursors of nodes that are one list each, without scorers, rarest first.
    private func cursors(_ nodes: [QueryPlan.Node]) throws(IndexError) -> UnsafeMutablePointer<TermCursor> {
        var lists: [RequiredList] = []
        for node in nodes { lists.append(try requiredList(node)) }
        lists.sort(by: RequiredList.inOrder)
        let cursors = arena.allocate(TermCursor.self, count: lists.count)
        for (index, list) in lists.enumerated() { (cursors + index).initialize(to: TermCursor(list.list, arena: arena)) }
        return cursors
    }
}

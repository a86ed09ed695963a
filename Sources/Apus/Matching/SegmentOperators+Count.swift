extension SegmentOperators {
    /// How many living documents of the segment match.
    func count() throws(SearchError) -> Int {
        let count: Int
        do throws(IndexError) { count = try self.count(root) } catch { throw SearchError(error) }
        try checkDamage()
        return count
    }

    private func count(_ node: QueryPlan.Node) throws(IndexError) -> Int {
        let counter = MatchCounter(deletions: deletions, deadline: deadline)
        switch node {
        case .nothing: return 0
        case .everything: return documentCount - (deletions?.count ?? 0)
        case _ where isList(node): return counter.count(try cursors([node]))
        case .union(let nodes) where nodes.allSatisfy(isList):
            return counter.countUnion(try cursors(nodes), nodes.count, arena: arena)
        case .conjunction(let nodes) where nodes.allSatisfy(isList):
            return counter.countMeetings(try cursors(nodes), nodes.count)
        case .phrase: return try countFlat([node])
        case .conjunction(let nodes) where nodes.allSatisfy(\.isFlat): return try countFlat(nodes)
        case .exclusion(let wanted, let unwanted) where isList(wanted) && isList(unwanted):
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

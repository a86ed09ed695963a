extension SegmentOperators {
    /// Finds the best documents of the segment.
    func search(_ collector: HitCollector) throws(SearchError) {
        do throws(IndexError) { try search(root, collector) } catch { throw SearchError(error) }
        try checkDamage()
    }

    private func search(_ node: QueryPlan.Node, _ collector: HitCollector) throws(IndexError) {
        switch node {
        case .nothing: return
        case .exclusion(let wanted, let unwanted)
        where wanted.conjuncts.allSatisfy(\.isFlat) && unwanted.alternatives.allSatisfy(isList):
            try searchFlat(wanted.conjuncts, excluded: unwanted.alternatives, collector)
        case .exclusion(let wanted, let unwanted):
            collector.exclude(try matcher(unwanted))
            if case .exclusion = wanted { return TreeSearch(try matcher(wanted), collector: collector).run() }
            try search(wanted, collector)
        case .term, .phrase:
            try searchFlat([node], collector)
        case .conjunction(let nodes) where nodes.allSatisfy(\.isFlat):
            try searchFlat(nodes, collector)
        case .combination: try searchUnion([node], required: nil, from: DocumentID(0), collector)
        case .union(let nodes): try searchUnion(nodes, required: nil, from: DocumentID(0), collector)
        case .optional(let required, let optional): try searchOptional(required, optional, collector)
        case .set(let set, let boost):
            TreeSearch(try matcher(ofSet: set, boost: boost, for: collector), collector: collector).run()
        case .everything, .conjunction, .proximity: TreeSearch(try matcher(node), collector: collector).run()
        }
    }

    /// All documents of a set score the same, so no more of them are needed than are kept and counted.
    private func matcher(ofSet set: Int, boost: Double, for collector: HitCollector) throws(IndexError) -> Matcher {
        guard let first = collector.firstWanted else { return try matcher(.set(set, boost: boost)) }
        let documents = try plan.sets[set].firstDocuments(first, inSegment: segmentIndex, of: snapshot, deadline: deadline)
        return DocumentSetMatcher(documents, weight: plan.quantum.round(boost))
    }

    private func searchFlat(
        _ required: [QueryPlan.Node], excluded: [QueryPlan.Node] = [], _ collector: HitCollector
    ) throws(IndexError) {
        _ = ConjunctionSearch(try flat(required, excluded: excluded), collector: collector, arena: arena).run()
    }

    private func searchUnion(
        _ nodes: [QueryPlan.Node], required: Matcher?, from: DocumentID, _ collector: HitCollector
    ) throws(IndexError) {
        var matchers: [Matcher] = []
        var members: [UnionMember] = []
        for node in nodes {
            if isList(node) {
                members.append(UnionMember(try scored(node)))
            } else {
                matchers.append(try matcher(node))
                members.append(UnionMember(matchers[matchers.count - 1]))
            }
        }
        withExtendedLifetime(matchers) {
            MaxScore(members, required: required, collector: collector, arena: arena).run(from: from)
        }
    }

    private func searchOptional(
        _ required: QueryPlan.Node, _ optional: QueryPlan.Node, _ collector: HitCollector
    ) throws(IndexError) {
        let (requiredNodes, optionalNodes) = (required.conjuncts, optional.alternatives)
        guard requiredNodes.allSatisfy(\.isFlat), optionalNodes.allSatisfy(isList) else {
            return TreeSearch(try matcher(.optional(required: required, optional: optional)), collector: collector).run()
        }
        let from = ConjunctionSearch(
            try flat(requiredNodes, optional: optionalNodes), collector: collector, arena: arena
        ).run()
        if from != .end {
            try searchUnion(optionalNodes, required: try matcher(required), from: from, collector)
        }
    }
}

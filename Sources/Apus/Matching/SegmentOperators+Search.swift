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
        where wanted.conjuncts.allSatisfy(\.isFlat) && unwanted.alternatives.allSatisfy(\.isTerm):
            try searchFlat(wanted.conjuncts, excluded: unwanted.alternatives, collector)
        case .exclusion(let wanted, let unwanted):
            collector.exclude(try matcher(unwanted))
            if case .exclusion = wanted { return TreeSearch(try matcher(wanted), collector: collector).run() }
            try search(wanted, collector)
        case .term, .phrase:
            try searchFlat([node], collector)
        case .conjunction(let nodes) where nodes.allSatisfy(\.isFlat):
            try searchFlat(nodes, collector)
        case .union(let nodes): try searchUnion(nodes, required: nil, from: DocumentID(0), collector)
        case .optional(let required, let optional): try searchOptional(required, optional, collector)
        case .everything, .conjunction: TreeSearch(try matcher(node), collector: collector).run()
        }
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
            if case .term(let term, let boost) = node {
                members.append(UnionMember(try scored(term, boost: boost)))
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
        guard requiredNodes.allSatisfy(\.isFlat), optionalNodes.allSatisfy(\.isTerm) else {
            return TreeSearch(try matcher(.optional(required: required, optional: optional)), collector: collector).run()
        }
        let from = ConjunctionSearch(
            try flat(requiredNodes, optional: optionalNodes), collector: collector, arena: arena
        ).run()
        if from != .end {
            try searchUnion(optionalNodes, required: try matcher(required), from: from, collector)
        }
    }

    /// Lists and phrases of a flat conjunction. A word that is required by itself and in phrases is one list.
    func flat(
        _ required: [QueryPlan.Node], optional: [QueryPlan.Node] = [], excluded: [QueryPlan.Node] = []
    ) throws(IndexError) -> FlatConjunction {
        var terms: [(term: Int, boost: Double)] = []
        for node in required {
            switch node {
            case .term(let term, let boost): terms.append((term, boost))
            case .phrase(let phrase, _): for word in plan.phrases[phrase].words { terms.append((word, 0)) }
            default: preconditionFailure("the conjunction is flat")
            }
        }
        // A term's places lie side by side, its boost, if it has one, before the others.
        terms.sort { (cost($0.term), $0.term, -$0.boost) < (cost($1.term), $1.term, -$1.boost) }
        var count = 0
        for index in terms.indices where index == 0 || terms[index].term != terms[count - 1].term {
            terms[count] = terms[index]
            count += 1
        }
        terms.removeSubrange(count...)
        let others = optional + excluded
        let lists = arena.allocate(ScoredCursor.self, count: terms.count + others.count)
        for (index, term) in terms.enumerated() { try initialize(lists + index, term.term, boost: term.boost) }
        for (index, node) in others.enumerated() {
            guard case .term(let term, let boost) = node else { preconditionFailure("optional and unwanted parts are terms") }
            try initialize(lists + terms.count + index, term, boost: boost)
        }
        let phrases = arena.allocate(PhraseClause.self, count: max(1, required.count))
        var phraseCount = 0
        for case .phrase(let number, let boost) in required {
            let phrase = plan.phrases[number]
            let clause = PhraseClause(
                words: phrase.words.map { word in terms.firstIndex { $0.term == word }! }, in: lists,
                scorer: try scorer(phrase.field, isText: true, weight: phrase.weight * boost), arena: arena)
            (phrases + phraseCount).initialize(to: clause)
            phraseCount += 1
        }
        return FlatConjunction(
            lists: lists, listCount: terms.count + optional.count, requiredCount: terms.count, excludedCount: excluded.count,
            phrases: phrases, phraseCount: phraseCount)
    }
}

extension SegmentOperators {
    /// Lists and phrases of a flat conjunction. A word that is required by itself and in phrases is one list, and so is a pair.
    func flat(
        _ required: [QueryPlan.Node], optional: [QueryPlan.Node] = [], excluded: [QueryPlan.Node] = []
    ) throws(IndexError) -> FlatConjunction {
        let needed = try requiredLists(of: required)
        let others = optional + excluded
        let lists = arena.allocate(ScoredCursor.self, count: needed.count + others.count)
        for (index, list) in needed.enumerated() { try initialize(lists + index, list) }
        for (index, node) in others.enumerated() { try initialize(lists + needed.count + index, try requiredList(node)) }
        let phrases = arena.allocate(PhraseClause.self, count: max(1, required.count))
        var phraseCount = 0
        for case .phrase(let number, let boost) in required where pairs(ofPhrase: number).whole == nil {
            let clause = try phraseClause(number, boost: boost, needed, in: lists)
            (phrases + phraseCount).initialize(to: clause)
            phraseCount += 1
        }
        let (filters, filterCount) = filters(of: required)
        return FlatConjunction(
            lists: lists, listCount: needed.count + optional.count, requiredCount: needed.count, excludedCount: excluded.count,
            phrases: phrases, phraseCount: phraseCount, filters: filters, filterCount: filterCount)
    }

    /// The filters of all phrases among these nodes.
    private func filters(of nodes: [QueryPlan.Node]) -> (UnsafeMutablePointer<NeighbourRow>?, Int) {
        var filters: [NeighbourRow] = []
        for case .phrase(let number, _) in nodes { filters += pairs(ofPhrase: number).filters }
        guard !filters.isEmpty else { return (nil, 0) }
        let place = arena.allocate(NeighbourRow.self, count: filters.count)
        for (index, filter) in filters.enumerated() { (place + index).initialize(to: filter) }
        return (place, filters.count)
    }

    /// Each list once, rarest first.
    private func requiredLists(of nodes: [QueryPlan.Node]) throws(IndexError) -> [RequiredList] {
        var lists: [RequiredList] = []
        for node in nodes {
            guard case .phrase(let number, _) = node, !isList(node) else {
                lists.append(try requiredList(node))
                continue
            }
            for word in plan.phrases[number].words { lists.append(try requiredList(word, boost: 0)) }
            for pair in pairs(ofPhrase: number).pairs {
                lists.append(RequiredList(pair, field: plan.phrases[number].field, weight: 0))
            }
        }
        lists.sort(by: RequiredList.inOrder)
        var count = 0
        for index in lists.indices where index == 0 || !lists[index].isSame(as: lists[count - 1]) {
            lists[count] = lists[index]
            count += 1
        }
        lists.removeSubrange(count...)
        return lists
    }

    private func phraseClause(
        _ number: Int, boost: Double, _ needed: [RequiredList], in lists: UnsafeMutablePointer<ScoredCursor>
    ) throws(IndexError) -> PhraseClause {
        func place(_ first: Int, _ second: Int) -> Int { needed.firstIndex { $0.first == first && $0.second == second }! }
        let phrase = plan.phrases[number]
        return PhraseClause(
            words: phrase.words.map { place($0, -1) },
            pairs: pairs(ofPhrase: number).pairs.map { place($0.first, $0.second) }, in: lists,
            scorer: try scorer(phrase.field, isText: true, weight: phrase.weight * boost), arena: arena)
    }
}

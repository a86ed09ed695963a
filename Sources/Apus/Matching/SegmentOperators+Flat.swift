extension SegmentOperators {
    /// Lists and phrases of a flat conjunction. A word that is required by itself and in phrases is one list, and so is a pair.
    func flat(
        _ required: [QueryPlan.Node], optional: [QueryPlan.Node] = [], excluded: [QueryPlan.Node] = []
    ) throws(IndexError) -> FlatConjunction {
        let needed = try requiredLists(of: required)
        let others = optional + excluded
        let lists = arena.allocate(ScoredCursor.self, count: needed.count + others.count)
        for index in needed.indices { try initialize(lists + index, needed[index]) }
        for index in others.indices { try initialize(lists + needed.count + index, try requiredList(others[index])) }
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
        var most = 0
        for case .phrase(let number, _) in nodes { most += pairs(ofPhrase: number).filters.count }
        guard most > 0 else { return (nil, 0) }
        let filters = arena.allocate(NeighbourRow.self, count: most)
        var count = 0
        for case .phrase(let number, _) in nodes {
            for filter in pairs(ofPhrase: number).filters {
                (filters + count).initialize(to: filter)
                count += 1
            }
        }
        return (filters, count)
    }

    /// Each list once, rarest first.
    private func requiredLists(of nodes: [QueryPlan.Node]) throws(IndexError) -> UnsafeMutableBufferPointer<RequiredList> {
        var most = 0
        for node in nodes {
            most += 1
            if case .phrase(let number, _) = node {
                most += plan.phrases[number].words.count + pairs(ofPhrase: number).pairs.count
            }
        }
        let lists = arena.allocate(RequiredList.self, count: most)
        var count = 0
        func add(_ list: RequiredList) {
            (lists + count).initialize(to: list)
            count += 1
        }
        for node in nodes {
            guard case .phrase(let number, _) = node, !isList(node) else {
                add(try requiredList(node))
                continue
            }
            let words = plan.phrases[number].words
            for word in words { add(try requiredList(word, boost: 0)) }
            for pair in pairs(ofPhrase: number).pairs { add(RequiredList(pair, field: plan.phrases[number].field, weight: 0)) }
        }
        return Self.different(UnsafeMutableBufferPointer(start: lists, count: count))
    }

    /// Puts lists in order, each once.
    private static func different(_ lists: UnsafeMutableBufferPointer<RequiredList>) -> UnsafeMutableBufferPointer<RequiredList> {
        var lists = lists
        lists.sort(by: RequiredList.inOrder)
        var count = 0
        for index in lists.indices where index == 0 || !lists[index].isSame(as: lists[count - 1]) {
            lists[count] = lists[index]
            count += 1
        }
        return UnsafeMutableBufferPointer(rebasing: lists[..<count])
    }

    private func phraseClause(
        _ number: Int, boost: Double, _ needed: UnsafeMutableBufferPointer<RequiredList>,
        in lists: UnsafeMutablePointer<ScoredCursor>
    ) throws(IndexError) -> PhraseClause {
        let phrase = plan.phrases[number]
        let pairs = pairs(ofPhrase: number)
        let known = pairs.pairs
        let places = arena.allocate(Int.self, count: phrase.words.count + known.count)
        func setPlace(_ index: Int, _ first: Int, _ second: Int) {
            (places + index).initialize(to: needed.firstIndex { $0.first == first && $0.second == second }!)
        }
        for index in phrase.words.indices { setPlace(index, phrase.words[index], -1) }
        for index in known.indices { setPlace(phrase.words.count + index, known[index].first, known[index].second) }
        return PhraseClause(
            words: UnsafeBufferPointer(start: places, count: phrase.words.count),
            pairs: UnsafeBufferPointer(start: places + phrase.words.count, count: known.count),
            pairAt: { pairs.index(phrase.words[$0], phrase.words[$0 + 1]) }, in: lists,
            scorer: try scorer(phrase.field, isText: true, weight: phrase.weight * boost), arena: arena)
    }
}

extension SegmentOperators {
    /// What is known in a segment of the neighbours in the plan's phrases, by phrase; empty where the segment knows nothing.
    static func phrasePairs(
        _ shared: SharedPlan, _ reader: SegmentReader, segment: Int, arena: SearchArena
    ) throws(SearchError) -> UnsafeBufferPointer<PhrasePairs> {
        let count = reader.pairs == nil && reader.neighbours == nil ? 0 : shared.plan.phrases.count
        guard count > 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
        let found = arena.allocate(PhrasePairs.self, count: count)
        do throws(DamagedFile) {
            for index in 0..<count {
                let pairs = try PhrasePairs(index, of: shared, segment: segment, reader: reader, arena: arena)
                (found + index).initialize(to: pairs)
            }
        } catch { throw .damaged(error) }
        return UnsafeBufferPointer(start: found, count: count)
    }

    func pairs(ofPhrase phrase: Int) -> PhrasePairs { phrasePairs.isEmpty ? .unknown : phrasePairs[phrase] }

    // MARK: Nodes that are one list

    /// Whether one list has the node's documents and frequencies: a term, a phrase that is a pair, or a combination of one such field.
    func isList(_ node: QueryPlan.Node) -> Bool {
        switch node {
        case .term: true
        case .phrase(let phrase, _): pairs(ofPhrase: phrase).whole != nil
        case .combination(let combination, _): onlyMember(ofCombination: combination) != nil
        default: false
        }
    }

    /// Documents of the segment that such a node is in; 0 for others.
    func cost(_ node: QueryPlan.Node) -> Int {
        switch node {
        case .term(let term, _): Int(plan.entry(ofTerm: term, segment: segmentIndex)?.documentFrequency ?? 0)
        case .phrase(let phrase, _): pairs(ofPhrase: phrase).whole?.list.documentFrequency ?? 0
        case .combination(let combination, _): onlyMember(ofCombination: combination).map { cost(.term($0, boost: 0)) } ?? 0
        default: 0
        }
    }

    /// The list of such a node. - Parameter boost: 0 for one that only bounds or confirms a phrase.
    func requiredList(_ node: QueryPlan.Node) throws(IndexError) -> RequiredList {
        switch node {
        case .term(let term, let boost): return try requiredList(term, boost: boost)
        case .phrase(let number, let boost):
            guard let pair = pairs(ofPhrase: number).whole else { break }
            let phrase = plan.phrases[number]
            return RequiredList(pair, field: phrase.field, weight: phrase.weight * boost)
        case .combination(let combination, let boost):
            guard let term = onlyMember(ofCombination: combination) else { break }
            return RequiredList(
                term, field: plan.terms[term].field, list: try list(term), weight: plan.combinations[combination].weight * boost)
        default: break
        }
        preconditionFailure("the node is one list")
    }

    @inline(__always)
    func requiredList(_ term: Int, boost: Double) throws(IndexError) -> RequiredList {
        RequiredList(term, plan.terms[term], list: try list(term), boost: boost)
    }

    /// A cursor without a scorer over the documents of a node that is one list; nil for others.
    func listCursor(_ node: QueryPlan.Node) throws(IndexError) -> TermCursor? {
        isList(node) ? TermCursor(try requiredList(node).list, arena: arena) : nil
    }

    /// A new cursor with a scorer.
    func scored(_ node: QueryPlan.Node) throws(IndexError) -> UnsafeMutablePointer<ScoredCursor> {
        let place = arena.allocate(ScoredCursor.self, count: 1)
        try initialize(place, try requiredList(node))
        return place
    }

    func initialize(_ place: UnsafeMutablePointer<ScoredCursor>, _ list: RequiredList) throws(IndexError) {
        let scorer = try scorer(list.field, isText: list.isText, weight: list.weight)
        place.initialize(to: ScoredCursor(list.list, scorer: scorer, arena: arena))
    }
}

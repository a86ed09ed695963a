extension Searcher {
    /// How many matches the search itself counts.
    var countLimit: Int {
        switch request.total {
        case .exact: .max - 1
        case .bounded: SearchRequest.boundedTotal
        case .none: 0
        }
    }

    /// The total, where counting is free, or cheaper than seeing every match while searching; else nil.
    func knownTotal(_ shared: SharedPlan, _ scope: Scope) throws(SearchError) -> Int? {
        guard request.total != .none else { return nil }
        switch shared.plan.root {
        case .nothing, .everything: return try countAll(shared, scope)
        case .term where scope.hidesNothing(in: snapshot): return try countAll(shared, scope)
        case .term, .combination, .union, .optional: return request.total == .exact ? try countAll(shared, scope) : nil
        case .phrase(let phrase, _): return try isAnsweredByPairs(phrase, shared, scope) ? try countAll(shared, scope) : nil
        // All documents of a set score the same: but for the total, the search ends with the first it wants.
        case .set: return request.total == .exact && request.sort.isEmpty ? try countAll(shared, scope) : nil
        case .conjunction(let nodes): return areCountedByBits(nodes, shared.plan) ? try countAll(shared, scope) : nil
        case .exclusion, .proximity: return nil
        }
    }

    /// Whether the documents of words that are all required are counted faster by themselves, as bits of windows (`MatchCounter`), than one
    /// by one while the best are looked for: where all the words are common and, were they independent, one document in 200 had all of them.
    /// (Words of a query are not: there are then two to four times as many, and each costs as much as some words of a window.)
    private func areCountedByBits(_ nodes: [QueryPlan.Node], _ plan: QueryPlan) -> Bool {
        guard request.total == .exact, request.sort.isEmpty else { return false }
        let documents = Double(snapshot.documentCount)
        var expected = documents
        for node in nodes {
            guard case .term(let term, _) = node else { return false }
            let frequency = Double(plan.terms[term].documentFrequency)
            guard frequency * Double(MatchCounter.denseShare) >= documents else { return false }
            expected *= frequency / documents
        }
        return expected * 200 >= documents
    }

    /// Whether counting the documents of a phrase opens no positions, and is free or wanted to the last one.
    private func isAnsweredByPairs(_ phrase: Int, _ shared: SharedPlan, _ scope: Scope) throws(SearchError) -> Bool {
        guard request.total == .exact || scope.hidesNothing(in: snapshot) else { return false }
        do throws(IndexError) { return try shared.isAnsweredByPairs(phrase, in: snapshot) } catch { throw SearchError(error) }
    }

    func countAll(_ shared: SharedPlan, _ scope: Scope) throws(SearchError) -> Int {
        // The dictionaries have said it.
        if case .term(let term, _) = shared.plan.root, scope.hidesNothing(in: snapshot) {
            if deadline.look() { try checkCancellation() }
            return shared.plan.terms[term].documentFrequency
        }
        var total = 0
        try withSegments(shared, scope) { (operators) throws(SearchError) in total += try operators.count() }
        return total
    }

    /// Those that earlier pages had count as well.
    func total(_ found: HitPage, known: Int?) -> (Int, isExact: Bool) {
        if let known { return (known, true) }
        switch request.total {
        case .exact: return (found.passedOver + found.count, true)
        case .bounded:
            let count = min(found.count, SearchRequest.boundedTotal)
            return (found.passedOver + count, found.count <= SearchRequest.boundedTotal)
        case .none: return (found.passedOver + found.entries.count, !found.isFull)
        }
    }
}

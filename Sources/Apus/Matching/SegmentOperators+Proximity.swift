extension SegmentOperators {
    /// The matcher of words near each other: the tree's terms that the segment holds, and the documents that have what is required.
    func proximityMatcher(_ number: Int, boost: Double) throws(IndexError) -> Matcher {
        let proximity = plan.proximities[number]
        let terms = proximity.tree.terms.filter { plan.entry(ofTerm: $0, segment: segmentIndex) != nil }
        var places: [Int: Int] = [:]
        var cursors: [UnsafeMutablePointer<ScoredCursor>] = []
        for term in terms {
            places[term] = cursors.count
            cursors.append(try scored(.term(term, boost: 0)))
        }
        guard let held = proximity.tree.renamed({ places[$0] != nil ? $0 : nil }), let tree = held.renamed({ places[$0] }) else {
            return Matcher()
        }
        return ProximityMatcher(
            ProximityMatches(tree, deadline: deadline), candidates: try matcher(held.candidates), cursors: cursors,
            scorer: try scorer(proximity.field, isText: true, weight: proximity.weight * boost))
    }
}

extension ProximityTree {
    /// The documents that hold what is required, wherever in the field.
    var candidates: QueryPlan.Node {
        switch self {
        case .anyTerm(let terms): .anyOf(terms.map { .term($0, boost: 0) })
        case .anyOf(let operands): .anyOf(operands.map(\.candidates))
        case .sequence(let operands, _), .near(let operands, _, _): .allOf(operands.map(\.candidates))
        }
    }
}

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
            ProximityMatches(tree, deadline: deadline), candidates: try candidates(held), cursors: cursors,
            scorer: try scorer(proximity.field, isText: true, weight: proximity.weight * boost),
            wholeValues: proximity.isWholeValue ? try wholeValues(proximity) : nil)
    }

    private func wholeValues(_ proximity: QueryPlan.Proximity) throws(IndexError) -> WholeValues {
        var words: [[UInt8]] = []
        proximity.tree.forEachTerm { words.append(plan.bytes(ofTerm: $0)) }
        let values = try WholeValues(words, field: proximity.field, of: snapshot, segment: segmentIndex)
        valuesRead.append(values)
        return values
    }

    /// Of more terms than this the documents are put into a bitmap.
    private static let fewTerms = 8

    /// The documents that hold what is required, wherever in the field.
    private func candidates(_ tree: ProximityTree) throws(IndexError) -> Matcher {
        switch tree {
        case .anyTerm(let terms):
            if terms.count == 1 { return TermMatcher(try scored(.term(terms[0], boost: 0))) }
            return terms.count > Self.fewTerms
                ? try set(ofTerms: terms) : DisjunctionMatcher(try candidates(terms.map { .anyTerm([$0]) }))
        case .anyOf(let operands): return DisjunctionMatcher(try candidates(operands))
        case .sequence(let operands, _), .near(let operands, _, _), .within(let operands, _):
            var different: [ProximityTree] = []
            for operand in operands where !different.contains(operand) { different.append(operand) }
            let matchers = try candidates(different)
            return matchers.count == 1 ? matchers[0] : ConjunctionMatcher(matchers, deadline: deadline)
        }
    }

    private func candidates(_ trees: [ProximityTree]) throws(IndexError) -> [Matcher] {
        var matchers: [Matcher] = []
        for tree in trees { matchers.append(try candidates(tree)) }
        return matchers
    }

    private func set(ofTerms terms: [Int]) throws(IndexError) -> Matcher {
        var bitmap = SegmentBitmap(documentCount: documentCount)
        for term in terms {
            var cursor = TermCursor(try list(term), arena: arena)
            bitmap.insert(&cursor, deadline: deadline)
        }
        return DocumentSetMatcher(bitmap, weight: 0)
    }
}

extension SegmentOperators {
    /// The living documents of the segment that match, unscored. What is not found before the deadline may be missing.
    func matches() throws(SearchError) -> SegmentBitmap {
        var found = SegmentBitmap(documentCount: documentCount)
        do throws(IndexError) { try insertMatches(of: root, into: &found) } catch { throw SearchError(error) }
        try checkDamage()
        found.subtract(deletions)
        return found
    }

    private func insertMatches(of node: QueryPlan.Node, into found: inout SegmentBitmap) throws(IndexError) {
        switch node {
        case .nothing: break
        case .everything: found.fill()
        case .set(let set, _): found.formUnion(try documents(ofSet: set))
        case .union(let nodes): for node in nodes { try insertMatches(of: node, into: &found) }
        case .exclusion(let wanted, let unwanted):
            var kept = SegmentBitmap(documentCount: documentCount)
            var left = kept
            try insertMatches(of: wanted, into: &kept)
            try insertMatches(of: unwanted, into: &left)
            kept.subtract(left)
            found.formUnion(kept)
        case .optional(let required, _): try insertMatches(of: required, into: &found)
        case .combination(let combination, _):
            for term in terms(ofCombination: combination) { try insertMatches(of: term, into: &found) }
        case _ where isList(node):
            var cursor = TermCursor(try requiredList(node).list, arena: arena)
            found.insert(&cursor, deadline: deadline)
        default: insert(try matcher(node), into: &found)
        }
    }

    private func insert(_ matcher: Matcher, into found: inout SegmentBitmap) {
        while matcher.document != .end, !deadline.passes() {
            if matcher.matches() { found.insert(matcher.document.rawValue) }
            matcher.advance()
        }
    }
}

extension QueryPlan {
    /// The tree without what no segment holds: a missing term is nothing, a group of one is its operand, and so on up.
    func reduced(_ node: Node) -> Node { reduced(node) { terms[$0].documentFrequency == 0 } }

    /// The tree without what a segment does not hold.
    func root(inSegment segment: Int) -> Node {
        // The only segment holds what is in the tree.
        segmentCount == 1 ? root : reduced(root) { entry(ofTerm: $0, segment: segment) == nil }
    }

    private func reduced(_ node: Node, isAbsent: (Int) -> Bool) -> Node {
        terms.indices.contains { terms[$0].isInTree && isAbsent($0) } ? rebuilt(node, isAbsent: isAbsent) : node
    }

    private func rebuilt(_ node: Node, isAbsent: (Int) -> Bool) -> Node {
        switch node {
        case .nothing, .everything: node
        case .term(let term, _): isAbsent(term) ? .nothing : node
        case .phrase(let phrase, _): phrases[phrase].words.contains(where: isAbsent) ? .nothing : node
        case .union(let nodes): .anyOf(nodes.map { rebuilt($0, isAbsent: isAbsent) })
        case .conjunction(let nodes): .allOf(nodes.map { rebuilt($0, isAbsent: isAbsent) })
        case .exclusion(let wanted, let unwanted):
            .excluding(rebuilt(wanted, isAbsent: isAbsent), unwanted: rebuilt(unwanted, isAbsent: isAbsent))
        case .optional(let required, let optional):
            .joined(required: rebuilt(required, isAbsent: isAbsent), optional: rebuilt(optional, isAbsent: isAbsent))
        }
    }
}

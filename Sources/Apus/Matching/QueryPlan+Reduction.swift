extension QueryPlan {
    /// The tree without what no segment holds: a missing term is nothing, a group of one is its operand, and so on up.
    func reduced(_ node: Node) -> Node { reduced(node, withoutPhrases: []) { terms[$0].documentFrequency == 0 } }

    /// The tree without what a segment does not hold.
    /// - Parameter absent: phrases that are absent though their words are not.
    func root(inSegment segment: Int, withoutPhrases absent: [Int]) -> Node {
        reduced(root, withoutPhrases: absent) { entry(ofTerm: $0, segment: segment) == nil }
    }

    private func reduced(_ node: Node, withoutPhrases absent: [Int], isAbsent: (Int) -> Bool) -> Node {
        guard !absent.isEmpty || terms.indices.contains(where: { terms[$0].isInTree && isAbsent($0) }) else { return node }
        return rebuilt(node) { leaf in
            switch leaf {
            case .term(let term, _): isAbsent(term)
            case .proximity(let proximity, _): proximities[proximity].tree.renamed { isAbsent($0) ? nil : $0 } == nil
            case .combination(let combination, _): combinations[combination].members.allSatisfy { isAbsent($0.term) }
            case .phrase(let phrase, _): absent.contains(phrase) || phrases[phrase].words.contains(where: isAbsent)
            default: false
            }
        }
    }

    private func rebuilt(_ node: Node, isAbsent: (Node) -> Bool) -> Node {
        switch node {
        case .nothing, .everything, .set: node
        case .term, .phrase, .proximity, .combination: isAbsent(node) ? .nothing : node
        case .union(let nodes): .anyOf(nodes.map { rebuilt($0, isAbsent: isAbsent) })
        case .conjunction(let nodes): .allOf(nodes.map { rebuilt($0, isAbsent: isAbsent) })
        case .exclusion(let wanted, let unwanted):
            .excluding(rebuilt(wanted, isAbsent: isAbsent), unwanted: rebuilt(unwanted, isAbsent: isAbsent))
        case .optional(let required, let optional):
            .joined(required: rebuilt(required, isAbsent: isAbsent), optional: rebuilt(optional, isAbsent: isAbsent))
        }
    }
}

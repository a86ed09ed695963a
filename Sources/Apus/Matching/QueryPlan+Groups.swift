extension QueryPlan.Node {
    typealias Node = QueryPlan.Node

    /// The union of the operands, in its simplest form: unions within it are spread out, what is there twice weighs twice.
    static func anyOf(_ operands: [Node]) -> Node {
        if areDifferentLeaves(operands) { return operands.count == 1 ? operands[0] : .union(operands) }
        var flat: [Node] = []
        for operand in operands {
            switch operand {
            case .nothing: continue
            case .union(let nodes): flat += nodes
            default: flat.append(operand)
            }
        }
        let merged = merged(flat)
        return merged.isEmpty ? .nothing : merged.count == 1 ? merged[0] : .union(merged)
    }

    /// The conjunction of the operands, in its simplest form.
    static func allOf(_ operands: [Node]) -> Node {
        if areDifferentLeaves(operands) { return operands.count == 1 ? operands[0] : .conjunction(operands) }
        var flat: [Node] = []
        for operand in operands {
            switch operand {
            case .nothing: return .nothing
            case .conjunction(let nodes): flat += nodes
            default: flat.append(operand)
            }
        }
        let merged = merged(flat)
        return merged.isEmpty ? .nothing : merged.count == 1 ? merged[0] : .conjunction(merged)
    }

    static func excluding(_ wanted: Node, unwanted: Node) -> Node {
        wanted.isNothing || unwanted.isNothing ? wanted : .exclusion(wanted, unwanted: unwanted)
    }

    /// Matches of `required`, to whose scores those of `optional` are added. A word that is both weighs more where it is required.
    static func joined(required: Node, optional: Node) -> Node {
        if required.isNothing || optional.isNothing { return required }
        if !required.sharesLeaf(with: optional) { return .optional(required: required, optional: optional) }
        var requiredNodes = required.conjuncts
        var left: [Node] = []
        for node in optional.alternatives {
            if let place = requiredNodes.firstIndex(where: { $0.isSameLeaf(as: node) }) {
                requiredNodes[place] = requiredNodes[place].boosted(by: node.boost)
            } else {
                left.append(node)
            }
        }
        let rest = anyOf(left)
        return rest.isNothing ? allOf(requiredNodes) : .optional(required: allOf(requiredNodes), optional: rest)
    }

    /// Up to here nodes are compared with each other; beyond it a table is kept.
    private static let few = 16

    /// Whether the operands are few, terms and phrases alone, and none is there twice: what most groups hold, and simple as it is.
    private static func areDifferentLeaves(_ operands: [Node]) -> Bool {
        guard 1...few ~= operands.count else { return false }
        for index in operands.indices {
            guard operands[index].isFlat else { return false }
            for other in 0..<index where operands[other].isSameLeaf(as: operands[index]) { return false }
        }
        return true
    }

    /// The leaves that are there more than once become one with the sum of their boosts.
    private static func merged(_ nodes: [Node]) -> [Node] {
        if nodes.count < 2 { return nodes }
        var merged: [Node] = []
        merged.reserveCapacity(nodes.count)
        // A few are looked through; of many a table is kept.
        var places: [Leaf: Int]? = nodes.count > few ? [:] : nil
        for node in nodes {
            let place =
                if let leaf = node.leaf, places != nil { places?[leaf] } else { merged.firstIndex { $0.isSameLeaf(as: node) } }
            if let place {
                merged[place] = merged[place].boosted(by: node.boost)
            } else {
                if let leaf = node.leaf { places?[leaf] = merged.count }
                merged.append(node)
            }
        }
        return merged
    }

    /// What a node without operands is, whatever it weighs.
    enum Leaf: Hashable { case everything, term(Int), phrase(Int), set(Int), proximity(Int), combination(Int) }

    var leaf: Leaf? {
        switch self {
        case .everything: .everything
        case .term(let term, _): .term(term)
        case .phrase(let phrase, _): .phrase(phrase)
        case .set(let set, _): .set(set)
        case .proximity(let proximity, _): .proximity(proximity)
        case .combination(let combination, _): .combination(combination)
        default: nil
        }
    }

    private func isSameLeaf(as other: Node) -> Bool { leaf.map { $0 == other.leaf } ?? false }

    /// Whether a conjunct is also one of another node's alternatives.
    private func sharesLeaf(with other: Node) -> Bool {
        switch (self, other) {
        case (.conjunction(let nodes), _): nodes.contains { $0.sharesLeaf(with: other) }
        case (_, .union(let nodes)): nodes.contains { isSameLeaf(as: $0) }
        default: isSameLeaf(as: other)
        }
    }

    private var boost: Double {
        switch self {
        case .everything(let boost), .term(_, let boost), .phrase(_, let boost), .set(_, let boost), .proximity(_, let boost),
            .combination(_, let boost):
            boost
        default: 0
        }
    }

    private func boosted(by more: Double) -> Node {
        switch self {
        case .everything(let boost): .everything(boost: boost + more)
        case .term(let term, let boost): .term(term, boost: boost + more)
        case .phrase(let phrase, let boost): .phrase(phrase, boost: boost + more)
        case .set(let set, let boost): .set(set, boost: boost + more)
        case .proximity(let proximity, let boost): .proximity(proximity, boost: boost + more)
        case .combination(let combination, let boost): .combination(combination, boost: boost + more)
        default: self
        }
    }
}

extension OneOrMore<QueryPlan.Node> {
    /// The union of the nodes, in its simplest form.
    var union: QueryPlan.Node { only ?? .anyOf(all) }

    /// The conjunction of the nodes, in its simplest form.
    var conjunction: QueryPlan.Node { only ?? .allOf(all) }
}

extension QueryPlan.Node {
    /// The term, where the node is one.
    var term: Int? { if case .term(let term, _) = self { term } else { nil } }

    var isTerm: Bool { term != nil }

    var isNothing: Bool { if case .nothing = self { true } else { false } }

    /// Whether it is a term or a phrase, which `ConjunctionSearch` takes.
    var isFlat: Bool {
        switch self {
        case .term, .phrase: true
        default: false
        }
    }

    /// Calls with every operand that is none of these groups itself.
    func forEachLeaf(_ body: (QueryPlan.Node) -> Void) {
        switch self {
        case .nothing, .everything, .term, .phrase, .set, .proximity, .combination: body(self)
        case .union(let nodes), .conjunction(let nodes): for node in nodes { node.forEachLeaf(body) }
        case .exclusion(let first, let second), .optional(let first, let second):
            first.forEachLeaf(body)
            second.forEachLeaf(body)
        }
    }

    /// The operands of a conjunction, or the node itself.
    var conjuncts: [QueryPlan.Node] { if case .conjunction(let nodes) = self { nodes } else { [self] } }

    /// The operands of a union, or the node itself.
    var alternatives: [QueryPlan.Node] { if case .union(let nodes) = self { nodes } else { [self] } }
}

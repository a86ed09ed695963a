extension QueryPlan.Node {
    /// The term, where the node is one.
    var term: Int? { if case .term(let term, _) = self { term } else { nil } }

    var isTerm: Bool { term != nil }

    /// Whether it is a term or a phrase, which `ConjunctionSearch` takes.
    var isFlat: Bool {
        switch self {
        case .term, .phrase: true
        default: false
        }
    }

    /// The operands of a conjunction, or the node itself.
    var conjuncts: [QueryPlan.Node] { if case .conjunction(let nodes) = self { nodes } else { [self] } }

    /// The operands of a union, or the node itself.
    var alternatives: [QueryPlan.Node] { if case .union(let nodes) = self { nodes } else { [self] } }
}

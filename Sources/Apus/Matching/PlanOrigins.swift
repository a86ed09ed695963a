/// Which operands of a query the leaves of its plan answer. Kept only for who asks to see reasons and parts.
final class PlanOrigins {
    /// The number of the operand that is planned next, as `QueryParts` counts them.
    private(set) var nextOperand = 0
    private var operands: [QueryPlan.Node.Leaf: [Range<Int>]] = [:]

    /// Notes what a query became. - Parameter first: its first operand.
    func note(_ node: QueryPlan.Node?, of query: Query, from first: Int) {
        // Whatever was passed over on the way.
        nextOperand = first + query.operandCount
        switch query {
        case .boolean, .field, .weighted: break
        default:
            node?.forEachLeaf { leaf in
                guard let leaf = leaf.leaf, operands[leaf]?.last != first..<nextOperand else { return }
                operands[leaf, default: []].append(first..<nextOperand)
            }
        }
    }

    /// Notes that one leaf of the plan stands for what another answers.
    func note(_ node: QueryPlan.Node, joins whole: QueryPlan.Node) {
        guard let part = node.leaf, let whole = whole.leaf else { return }
        for range in operands[part] ?? [] where operands[whole]?.contains(range) != true {
            operands[whole, default: []].append(range)
        }
    }

    /// The operands that a leaf answers: more than one where the query has the same several times.
    func operands(of node: QueryPlan.Node) -> [Range<Int>] { node.leaf.flatMap { operands[$0] } ?? [] }
}

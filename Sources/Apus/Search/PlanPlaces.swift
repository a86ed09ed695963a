/// Which bytes of a query's text the leaves of its plan answer.
struct PlanPlaces {
    let origins: PlanOrigins
    let parts: QueryParts

    /// The places of a leaf, in the order of the text: more than one where the query has the same several times.
    func places(of node: QueryPlan.Node) -> [Swift.Range<Int>] { origins.operands(of: node).compactMap { parts.range($0) } }
}

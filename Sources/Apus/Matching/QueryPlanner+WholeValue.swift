extension QueryPlanner {
    /// Values that are these words and no others. In a field that is no text every value is met as a whole anyway.
    mutating func wholeValue(_ text: String, of query: Query, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        var nodes: [QueryPlan.Node] = []
        var isVoid = !scope.fields.isEmpty
        for field in scope.fields {
            let definition = snapshot.schema.fields[field]
            guard definition.type == .text else {
                isVoid = false
                nodes.append(try value(text, of: query, field: field, definition, boost: scope.boost) ?? .nothing)
                continue
            }
            let words = try words(text, field)
            if words.isEmpty { continue }
            isVoid = false
            guard definition.isStored else {
                warn("operand", "whole values are not known in the field “\(definition.name)”, as it is not stored", query)
                continue
            }
            let leaves = words.map { ProximityTree.anyTerm([$0]) }
            let tree: ProximityTree = leaves.count == 1 ? leaves[0] : .sequence(leaves, slop: 0)
            plan.proximities.append(QueryPlan.Proximity(field: field, tree: tree, isWholeValue: true, weight: 0))
            nodes.append(.proximity(plan.proximities.count - 1, boost: scope.boost))
        }
        return isVoid ? nil : .anyOf(nodes)
    }
}

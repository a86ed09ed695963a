/// Finds the part of a query that left nothing to be found, by counting what matches more and more of it.
struct EmptyPartFinder {
    /// A part of the query: its number among the operands, the fields it is looked for in, and the query that is left without it.
    struct Part {
        var query: Query
        var first: Int
        var fields: [String]?
        /// Nil where nothing is left.
        var rest: Query?

        var operands: Swift.Range<Int> { first..<first + query.operandCount }

        /// The part as a query of its own.
        var whole: Query { fields.map { .field($0, query) } ?? query }
    }

    /// Documents that match a query.
    let count: (Query) throws(SearchError) -> Int

    /// The part of a query that nothing matches. One count for each clause that is looked at.
    func part(of query: Query) throws(SearchError) -> Part { try part(Part(query: query, first: 0)) { $0 } }

    /// - Parameter around: puts what is left of the part into the whole query.
    private func part(_ part: Part, around: (Query?) -> Query?) throws(SearchError) -> Part {
        switch part.query {
        case .weighted(let query, _):
            return try self.part(Part(query: query, first: part.first, fields: part.fields), around: around)
        case .field(let names, let query):
            return try self.part(Part(query: query, first: part.first, fields: names)) { rest in
                around(rest.map { .field(names, $0) })
            }
        case .boolean(let clauses):
            if let found = try self.part(of: part, clauses, around: around) { return found }
        default: break
        }
        var whole = part
        whole.rest = around(nil)
        return whole
    }

    /// Nil where only all the alternatives together are to blame.
    private func part(
        of part: Part, _ clauses: [Query.Clause], around: (Query?) -> Query?
    ) throws(SearchError) -> Part? {
        var first = part.first
        let inner = clauses.map { clause in
            defer { first += clause.query.operandCount }
            return Part(query: clause.query, first: first, fields: part.fields)
        }
        let order = clauses.indices.filter { clauses[$0].occurrence == .required }
        let excluded = clauses.indices.filter { clauses[$0].occurrence == .excluded }
        let optional = clauses.indices.filter { clauses[$0].occurrence == .optional }
        var kept: [Query.Clause] = []
        if order.isEmpty {
            kept = optional.map { clauses[$0] }
            if optional.count == 1, try count(inner[optional[0]].whole) == 0 {
                return try self.part(inner[optional[0]]) { rest in around(Self.query(clauses, replacing: optional[0], by: rest)) }
            }
            if !kept.isEmpty, try count(within(part.fields, kept)) == 0 { return nil }
        }
        for index in order + excluded {
            kept.append(clauses[index])
            guard try count(within(part.fields, kept)) == 0 else { continue }
            if clauses[index].occurrence == .required, try count(inner[index].whole) == 0 {
                return try self.part(inner[index]) { rest in around(Self.query(clauses, replacing: index, by: rest)) }
            }
            var found = inner[index]
            found.rest = around(Self.query(clauses, replacing: index, by: nil))
            return found
        }
        return nil
    }

    private func within(_ fields: [String]?, _ clauses: [Query.Clause]) -> Query {
        let query = Query.boolean(clauses)
        return fields.map { .field($0, query) } ?? query
    }

    /// The clauses with one taken out, or with what is left of it; nil where nothing is left that looks for something.
    private static func query(_ clauses: [Query.Clause], replacing index: Int, by rest: Query?) -> Query? {
        var clauses = clauses
        if let rest { clauses[index].query = rest } else { clauses.remove(at: index) }
        guard clauses.contains(where: { $0.occurrence != .excluded }) else { return nil }
        if clauses.count == 1 { return clauses[0].query }
        return .boolean(clauses)
    }
}

extension QueryPlanner {
    /// Documents like one: those that have any of the words that tell most about it, ranked by all of these; never itself.
    mutating func like(_ id: String, of query: Query, _ scope: Scope) throws(SearchError) -> QueryPlan.Node {
        let kinship = DocumentKinship(snapshot, bm25: bm25, deadline: deadline)
        guard let place = try kinship.place(ofID: id) else {
            warn("like", "there is no document “\(id)”", query)
            return .nothing
        }
        let words = try kinship.words(of: place, fields: scope.fields)
        if words.isEmpty { warn("like", "no stored word of “\(id)” is in another document", query) }
        let nodes = words.map { QueryPlan.Node.term(term($0.term, field: $0.field, isText: true), boost: scope.boost) }
        return .excluding(.anyOf(nodes), unwanted: set(SingleDocumentSet(place: place), boost: 0))
    }
}

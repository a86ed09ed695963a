extension Synonyms {
    /// A query with what the lines say put in, as a search of this commit reads it. O(words of the query · words of a part).
    public func rewritten(_ query: Query, for snapshot: Snapshot) -> Query {
        let schema = snapshot.schema
        let isText = { (name: String) in schema.number(of: name).map { schema.fields[$0].type == .text } ?? true }
        return SynonymRewriting(synonyms: self, analyzer: snapshot.analyzer, isText: isText).rewritten(query)
    }
}

extension Synonyms {
    /// A query with what the lines say put in, as a search of this commit reads it. O(words of the query · words of a part).
    public func rewritten(_ query: Query, for snapshot: Snapshot) -> Query {
        var rewriting = rewriting(for: snapshot)
        return rewriting.rewritten(query)
    }

    /// The same for what was read; what comes in stands where the words stand that it is for.
    func rewrite(_ parsed: inout ParsedQuery, for snapshot: Snapshot) {
        var rewriting = rewriting(for: snapshot)
        let parts = QueryParts(parsed)
        parsed.query = rewriting.rewritten(parsed.query)
        guard parsed.places.operands != nil else { return }
        var sources = rewriting.sources.makeIterator()
        var operands: [(query: Query, range: Range<Int>)] = []
        parsed.query.forEachOperand { operand in
            if let range = sources.next().flatMap(parts.range) { operands.append((operand, range)) }
        }
        parsed.places.replaceOperands(operands)
    }

    private func rewriting(for snapshot: Snapshot) -> SynonymRewriting {
        let schema = snapshot.schema
        let isText = { (name: String) in schema.number(of: name).map { schema.fields[$0].type == .text } ?? true }
        return SynonymRewriting(synonyms: self, analyzer: snapshot.analyzer, isText: isText)
    }
}

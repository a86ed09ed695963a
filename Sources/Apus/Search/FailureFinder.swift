/// Finds the first part of a query that a document fails, in the order of the text.
struct FailureFinder {
    let probe: DocumentProbe
    let question: QuestionText
    /// Which filter the query is; nil where it is none.
    let filter: Int?

    /// A part of the query, with what decides how it is read.
    private struct Part {
        var query: Query
        /// The number of its first operand.
        var first: Int
        /// The fields that it is looked for in, where it stands in some.
        var fields: [String]?

        var operands: Swift.Range<Int> { first..<first + query.operandCount }

        /// The part as a query of its own.
        var whole: Query { fields.map { .field($0, query) } ?? query }

        func inside(_ query: Query, first: Int) -> Part { Part(query: query, first: first, fields: fields) }
    }

    /// Nil where the document matches. One plan for each part that is looked at.
    func failure() throws(SearchError) -> QueryFailure? {
        let part = Part(query: question.parsed.query, first: 0)
        return try probe.answer(part.whole) == .matches ? nil : try failure(of: part)
    }

    /// Of a part that fails.
    private func failure(of part: Part) throws(SearchError) -> QueryFailure {
        switch part.query {
        case .weighted(let query, _): return try failure(of: part.inside(query, first: part.first))
        case .field(let names, let query): return try failure(of: Part(query: query, first: part.first, fields: names))
        case .boolean(let clauses): return try failure(of: part, clauses)
        case .near(let near): return try failure(of: part, near)
        default: return failed(part, try reason(part))
        }
    }

    private func failure(of part: Part, _ clauses: [Query.Clause]) throws(SearchError) -> QueryFailure {
        var optional: [Part] = []
        var first = part.first
        for clause in clauses {
            let inner = part.inside(clause.query, first: first)
            first = inner.operands.upperBound
            switch clause.occurrence {
            case .required: if try probe.answer(inner.whole) == .fails { return try failure(of: inner) }
            case .excluded:
                let without = Query.boolean([Query.Clause(.excluded, inner.whole)])
                if try probe.answer(without) == .fails { return failed(inner, "it has what is excluded") }
            case .optional: if try probe.answer(inner.whole) != .void { optional.append(inner) }
            }
        }
        if optional.count == 1 { return try failure(of: optional[0]) }
        return failed(part, optional.isEmpty ? "it asks for nothing" : "none of this is there")
    }

    private func failure(of part: Part, _ near: Query.Near) throws(SearchError) -> QueryFailure {
        var first = part.first
        for operand in near.operands {
            let inner = part.inside(operand, first: first)
            first = inner.operands.upperBound
            if try probe.answer(inner.whole) == .fails { return try failure(of: inner) }
        }
        return failed(part, "all of it is there, but not as near")
    }

    private func failed(_ part: Part, _ reason: String) -> QueryFailure {
        let reason = probe.deadline.isOver ? "the time was over before this was known" : reason
        return QueryFailure(
            text: question.text(part.operands, of: part.query), place: question.parts.range(part.operands), filter: filter,
            reason: reason)
    }

    // MARK: Operands

    /// Why an operand that is no group fails.
    private func reason(_ part: Part) throws(SearchError) -> String {
        let place = part.fields.map { " in \($0.joined(separator: ", "))" } ?? ""
        switch part.query {
        case .word, .phrase: if !isText(part.fields) { return "no value\(place) is this" }
        default: break
        }
        switch part.query {
        case .word(let text): return try missingWord(text, part) ?? "“\(text)” is not there\(place)"
        case .phrase(let phrase):
            for case .text(let text) in phrase.elements { if let missing = try missingWord(text, part) { return missing } }
            return phrase.slop == 0
                ? "its words are there\(place), but not next to each other" : "its words are there\(place), but not as near"
        case .prefix, .wildcard, .regularExpression: return "no word\(place) matches it"
        case .fuzzy: return "no word\(place) is as near to it"
        case .range: return "no value\(place) lies in it"
        case .exists: return "it has nothing\(place)"
        case .wholeValue: return "no value\(place) is just this"
        case .like: return "it shares no telling word"
        case .nothing: return "it asks for nothing"
        case .everything, .boolean, .field, .weighted, .near: return "it does not match"
        }
    }

    /// Whether a part is looked for among the words of texts, not among whole values.
    private func isText(_ fields: [String]?) -> Bool {
        let schema = probe.snapshot.schema
        return fields?.contains { schema.number(of: $0).map { schema.fields[$0].type == .text } ?? false } ?? true
    }

    /// Says which word of several is not there, if one is not.
    private func missingWord(_ text: String, _ part: Part) throws(SearchError) -> String? {
        let analyzer = probe.snapshot.analyzer
        for token in analyzer.tokens(in: text, foldsAccents: false) {
            let word = String(decoding: Array(text.utf8)[token.start..<token.end], as: UTF8.self)
            // Words of phrases are met as they are written, bare ones may be met by their stems.
            let query: Query = if case .word = part.query { .word(word) } else { .phrase(Query.Phrase(word)) }
            guard try probe.answer(part.inside(query, first: 0).whole) == .fails else { continue }
            return "“\(word)” is not there\(part.fields.map { " in \($0.joined(separator: ", "))" } ?? "")"
        }
        return nil
    }
}

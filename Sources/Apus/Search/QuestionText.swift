/// A query with the places of its parts, as those who explain it need it.
struct QuestionText {
    /// Nil for a query built in code.
    let text: String?
    let parsed: ParsedQuery
    let parts: QueryParts

    init(_ question: SearchRequest.Question, parsed: ParsedQuery) {
        if case .text(let text) = question { self.text = text } else { text = nil }
        self.parsed = parsed
        parts = QueryParts(parsed)
    }

    /// The part that these operands are, as written; else as `query` would be.
    func text(_ operands: Swift.Range<Int>, of query: Query) -> String {
        guard let text, let place = parts.range(operands), place.upperBound <= text.utf8.count else { return query.description }
        return String(decoding: Array(text.utf8)[place], as: UTF8.self)
    }
}

extension Snapshot {
    /// Terms of this commit.
    ///
    /// Throws `SearchError`: `.limit` for a word of more characters than an automaton of its edits may have, `.cancelled`, `.damaged`.
    /// `beginning` costs what it returns; the others look at all terms that match. Memory is that of the answer.
    public func terms(_ request: TermRequest, cancellation: Cancellation? = nil) throws(SearchError) -> TermList {
        let deadline = Deadline(timeout: request.timeout, cancellation: cancellation)
        var patterns: [TermExpansion.FieldPattern] = []
        for field in fields(of: request) {
            guard let folding = PatternFolding(schema.fields[field], analyzer),
                let pattern = try Self.pattern(request.question, folding)
            else { continue }
            patterns.append(.init(field: field, pattern: pattern))
        }
        let found: [TermExpansion.Term]
        do throws(IndexError) {
            var expansion = try TermExpansion(
                patterns, in: self, after: request.after.map { Array($0.utf8) } ?? [], deadline: deadline)
            let limit = max(0, request.limit)
            switch request.question {
            case .beginning: found = try expansion.terms(atMost: limit)
            case .completing: found = try expansion.best(limit, by: TermExpansion.Term.isMoreCommon)
            case .near: found = try expansion.best(limit, by: TermExpansion.Term.isNearer)
            }
        } catch { throw SearchError(error) }
        if deadline.isOver, cancellation?.isCancelled ?? false { throw .cancelled }
        let terms = found.map {
            IndexTerm(term: String(decoding: $0.bytes, as: UTF8.self), documentCount: $0.documentFrequency, edits: $0.edits)
        }
        return TermList(terms: terms, isPartial: deadline.isOver)
    }

    private func fields(of request: TermRequest) -> [Int] {
        guard let name = request.field else { return textFields }
        return schema.number(of: name).map { [$0] } ?? []
    }

    /// The pattern of a question in a field; nil where nothing can match.
    private static func pattern(
        _ question: TermRequest.Question, _ folding: PatternFolding
    ) throws(SearchError) -> TermPattern? {
        switch question {
        case .beginning(let text): return try TermPattern(limited: .prefix(folding.bytes(text)))
        case .completing(let text):
            if text.isEmpty { return try TermPattern(limited: .anything) }
            guard let word = folding.words(text).last else { return nil }
            return try TermPattern(limited: .prefix(word))
        case .near(let text, let edits):
            let words = folding.words(text)
            guard words.count == 1 else { return nil }
            return try TermPattern(limitedNear: words[0], edits: min(max(edits, 0), 2))
        }
    }
}

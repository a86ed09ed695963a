extension Searcher {
    /// So many words of a query are counted, and so many near spellings told of each.
    private static let mostWords = 32
    private static let mostSpellings = 3

    /// Tells of an answer in which nothing was found why.
    func explainNothing(_ result: inout SearchResult) throws(SearchError) {
        guard result.total == 0, result.totalIsExact, result.hits.isEmpty, result.partial == nil else { return }
        result.notes = try emptyNotes()
        result.took = took
    }

    /// Why nothing matches: words and their counts, near spellings, the part that left nothing, and what would match without it.
    ///
    /// A few counts for each clause; it ends with what it knows when the deadline passes.
    private func emptyNotes() throws(SearchError) -> [EmptyNote] {
        let parsed = try parsed(request.question, isPhrase: request.isPhrase, keepsOperands: true)
        let question = QuestionText(request.question, parsed: parsed)
        var notes: [EmptyNote] = []
        let words = EmptyWords(of: question, schema: snapshot.schema, analyzer: snapshot.analyzer).words.prefix(Self.mostWords)
        var corrected = parsed.query
        for word in words {
            let documents = try count(word.query)
            notes.append(.word(word.text, documents: documents, place: word.place))
            guard documents == 0 else { continue }
            for (number, near) in try spellings(of: word).enumerated() {
                notes.append(.spelling(near.term, documents: near.documentCount, of: word.text))
                if number == 0 { corrected = corrected.replacing(word.text, by: near.term) }
            }
        }
        if corrected != parsed.query { notes += try instead(corrected, isFiltered: true) }
        return notes + (try emptied(question))
    }

    private func emptied(_ question: QuestionText) throws(SearchError) -> [EmptyNote] {
        let query = question.parsed.query
        if query == .nothing { return [] }
        let finder = EmptyPartFinder { (query) throws(SearchError) in try self.count(query) }
        guard try count(query) > 0 else {
            let part = try finder.part(of: query)
            var notes = [
                EmptyNote.emptied(
                    EmptyPart(
                        text: question.text(part.operands, of: part.query), place: question.parts.range(part.operands),
                        documents: try count(part.whole)))
            ]
            if let looser = part.query.loosened {
                notes += try instead(query.replacing(part.query, by: looser), isFiltered: true)
            }
            if let rest = part.rest { notes += try instead(rest, isFiltered: true) }
            return deadline.isOver ? [] : notes
        }
        var kept: [SearchRequest.Question] = []
        for (number, filter) in request.filters.enumerated() {
            kept.append(filter)
            guard try count(query, filters: kept) == 0 else { continue }
            let parsed = try parsed(filter, isPhrase: false, keepsOperands: true)
            let text = QuestionText(filter, parsed: parsed)
            let operands = 0..<parsed.query.operandCount
            let part = EmptyPart(
                text: text.text(operands, of: parsed.query), place: text.parts.range(operands), filter: number,
                documents: try count(parsed.query))
            return deadline.isOver ? [] : [.emptied(part)] + (try instead(query, isFiltered: false))
        }
        return []
    }

    private func instead(_ query: Query, isFiltered: Bool) throws(SearchError) -> [EmptyNote] {
        let documents = try count(query, filters: isFiltered ? request.filters : [])
        return documents > 0 ? [.instead(query.description, documents: documents)] : []
    }

    /// The nearest words that some document has: within 2 edits, of short words within 1.
    private func spellings(of word: EmptyWords.Word) throws(SearchError) -> [IndexTerm] {
        var spellings: [IndexTerm] = []
        for field in word.fields.map({ $0.map(Optional.some) }) ?? [nil] {
            let edits = word.text.unicodeScalars.count < 5 ? 1 : 2
            var terms = TermRequest(.near(word.text, edits: edits), in: field, limit: Self.mostSpellings)
            terms.timeout = request.timeout
            for term in try snapshot.terms(terms).terms where !spellings.contains(where: { $0.term == term.term }) {
                spellings.append(term)
            }
        }
        let ranked = spellings.sorted { ($0.edits, -$0.documentCount, $0.term) < ($1.edits, -$1.documentCount, $1.term) }
        return Array(ranked.prefix(Self.mostSpellings))
    }

    private func count(_ query: Query, filters: [SearchRequest.Question] = []) throws(SearchError) -> Int {
        var request = request
        request.question = .tree(query)
        request.filters = []
        for filter in filters { request.filters.append(.tree(try parsed(filter, isPhrase: false).query)) }
        // The trees hold them already.
        request.synonyms = nil
        (request.isStrict, request.explains) = (false, false)
        var result = SearchResult(generation: snapshot.generation)
        try Searcher(snapshot, request, cancellation: cancellation, deadline: deadline).count(into: &result)
        return result.total
    }
}

extension Query {
    /// The query with a word for another one, in bare words and in the text of phrases.
    fileprivate func replacing(_ word: String, by other: String) -> Query {
        mapped { operand in
            switch operand {
            case .word(let text) where text.isExactly(word): .word(other)
            case .phrase(let phrase):
                .phrase(
                    Phrase(
                        elements: phrase.elements.map { element in
                            guard case .text(let text) = element else { return element }
                            let words = text.split(separator: " ", omittingEmptySubsequences: false)
                            return .text(words.map { String($0).isExactly(word) ? other : String($0) }.joined(separator: " "))
                        }, slop: phrase.slop))
            default: operand
            }
        }
    }

    /// The query with a part for another one.
    fileprivate func replacing(_ part: Query, by other: Query) -> Query {
        if self == part { return other }
        switch self {
        case .boolean(let clauses):
            return .boolean(clauses.map { Clause($0.occurrence, $0.query.replacing(part, by: other)) })
        case .field(let names, let query): return .field(names, query.replacing(part, by: other))
        case .weighted(let query, let weight): return .weighted(query.replacing(part, by: other), weight)
        default: return self
        }
    }

    private func mapped(_ change: (Query) -> Query) -> Query {
        switch self {
        case .boolean(let clauses): .boolean(clauses.map { Clause($0.occurrence, $0.query.mapped(change)) })
        case .near(let near): .near(Near(operands: near.operands.map { $0.mapped(change) }, unit: near.unit))
        case .field(let names, let query): .field(names, query.mapped(change))
        case .weighted(let query, let weight): .weighted(query.mapped(change), weight)
        default: change(self)
        }
    }

    /// What asks for the same words wherever they stand: of a phrase, and of what is near; nil for anything else.
    fileprivate var loosened: Query? {
        switch self {
        case .near(let near): return .boolean(near.operands.map { Clause(.required, $0) })
        case .phrase(let phrase):
            guard phrase.elements.count == 1, case .text(let text) = phrase.elements[0] else { return nil }
            let words = text.split { $0.isWhitespace }.map { Clause(.required, Query.phrase(Phrase(String($0)))) }
            return words.count < 2 ? nil : .boolean(words)
        default: return nil
        }
    }
}

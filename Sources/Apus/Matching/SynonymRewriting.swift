/// Puts what synonyms say into a query, so that whatever runs it knows nothing of them.
///
/// A bare word becomes a group that counts as one word. In a phrase of several words a run of words becomes alternatives; a single word in quotes stays as it is written, as do
/// patterns and whole values. Of several runs the first counts, and of those that begin together the longest; what comes in is not looked at again.
struct SynonymRewriting {
    let synonyms: Synonyms
    let analyzer: Analyzer
    /// Whether a field holds text; in others values are met as they are written.
    let isText: (String) -> Bool
    /// For each operand of what was rewritten the operands that it stands for, both counted as `QueryParts` counts them.
    private(set) var sources: [Range<Int>] = []

    init(synonyms: Synonyms, analyzer: Analyzer, isText: @escaping (String) -> Bool) {
        (self.synonyms, self.analyzer, self.isText) = (synonyms, analyzer, isText)
    }

    mutating func rewritten(_ query: Query) -> Query {
        switch query {
        case .word(let text): standing(for: 1, word(text))
        case .phrase(let phrase): standing(for: 1, .phrase(self.phrase(phrase, isWhole: true)))
        case .boolean(let clauses): .boolean(self.clauses(clauses))
        case .field(let names, let inner): names.allSatisfy(isText) ? .field(names, rewritten(inner)) : kept(query)
        case .weighted(let inner, let weight): .weighted(rewritten(inner), weight)
        case .near(let near): .near(Query.Near(operands: near.operands.map { rewritten($0) }, unit: near.unit))
        case .everything, .nothing, .prefix, .wildcard, .regularExpression, .fuzzy, .range, .exists, .wholeValue, .like:
            kept(query)
        }
    }

    // MARK: Where it comes from

    private var nextSource: Int { sources.last?.upperBound ?? 0 }

    /// Notes that a query stands for the next so many operands.
    private mutating func standing(for count: Int, _ query: Query) -> Query {
        let range = nextSource..<nextSource + count
        sources += repeatElement(range, count: query.operandCount)
        return query
    }

    /// Notes a query whose operands stand for themselves.
    private mutating func kept(_ query: Query) -> Query {
        for _ in 0..<query.operandCount { _ = standing(for: 1, .nothing) }
        return query
    }

    // MARK: Words

    /// A bare word; one that the analyser parts is a phrase. Text without spaces is none, and stays as it is.
    private func word(_ text: String) -> Query {
        let runs = runs(of: text)
        if runs.count == 1, let alternatives = runs[0].alternatives { return Self.group(alternatives) }
        guard runs.contains(where: { $0.alternatives != nil }), !UnspacedScript.mayHold(text) else { return .word(text) }
        return .phrase(Query.Phrase(elements: elements(text)))
    }

    /// Any of these, counted as one word: as the alternatives of a phrase are.
    private static func group(_ alternatives: [String]) -> Query {
        if alternatives.count == 1 { return nextToEachOther(alternatives[0]) }
        let any = Query.boolean(alternatives.map { Query.Clause(.optional, nextToEachOther($0)) })
        return .near(Query.Near(operands: [any], unit: .words(0, ordered: false)))
    }

    /// Bare words next to each other.
    private static func nextToEachOther(_ text: String) -> Query {
        let words = text.split(separator: " ").map { Query.word(String($0)) }
        return words.count == 1 ? words[0] : .near(Query.Near(operands: words, unit: .words(0, ordered: true)))
    }

    /// A part of a text, and what stands for it.
    private struct Run {
        var text: String
        var alternatives: [String]?
    }

    /// A text cut into runs of which something is said, and what is between.
    private func runs(of text: String) -> [Run] {
        let tokens = analyzer.tokens(in: text)
        let terms = tokens.map(\.term)
        let bytes = Array(text.utf8)
        var runs: [Run] = []
        var (place, plain) = (0, 0)
        func part(_ range: Range<Int>) -> String {
            let (start, end) = (max(0, tokens[range.lowerBound].start), min(bytes.count, tokens[range.upperBound - 1].end))
            return start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
        }
        func endPlain() { if plain < place { runs.append(Run(text: part(plain..<place), alternatives: nil)) } }
        while place < terms.count {
            guard let match = synonyms.match(terms, from: place) else {
                place += 1
                continue
            }
            endPlain()
            runs.append(Run(text: part(place..<place + match.count), alternatives: match.alternatives))
            place += match.count
            plain = place
        }
        endPlain()
        return runs
    }

    // MARK: Phrases

    private func phrase(_ phrase: Query.Phrase, isWhole: Bool) -> Query.Phrase {
        if isWhole, phrase.elements.count == 1, case .text(let text) = phrase.elements[0], analyzer.tokens(in: text).count < 2 {
            return phrase
        }
        let elements = phrase.elements.flatMap { element -> [Query.Phrase.Element] in
            switch element {
            case .text(let text): self.elements(text)
            case .alternatives(let phrases): [.alternatives(phrases.map { self.phrase($0, isWhole: false) })]
            case .prefix, .wildcard: [element]
            }
        }
        return Query.Phrase(elements: elements, slop: phrase.slop)
    }

    private func elements(_ text: String) -> [Query.Phrase.Element] {
        let runs = runs(of: text)
        guard runs.contains(where: { $0.alternatives != nil }) else { return [.text(text)] }
        return runs.map { run in
            guard let alternatives = run.alternatives else { return .text(run.text) }
            return alternatives.count == 1 ? .text(alternatives[0]) : .alternatives(alternatives.map { Query.Phrase($0) })
        }
    }

    // MARK: Words side by side

    /// Clauses, among which several bare words side by side may be one part of a line.
    private mutating func clauses(_ clauses: [Query.Clause]) -> [Query.Clause] {
        let words = clauses.map { clause -> [[UInt8]]? in
            guard case .word(let text) = clause.query, clause.occurrence != .excluded else { return nil }
            return analyzer.tokens(in: text).map(\.term)
        }
        var written: [Query.Clause] = []
        var place = 0
        while place < clauses.count {
            guard let match = match(clauses, words, from: place) else {
                written.append(Query.Clause(clauses[place].occurrence, rewritten(clauses[place].query)))
                place += 1
                continue
            }
            written += joined(clauses[place..<place + match.clauses], match.terms, match.alternatives)
            place += match.clauses
        }
        return written
    }

    /// The longest run of two clauses or more that a line speaks of.
    private func match(
        _ clauses: [Query.Clause], _ words: [[[UInt8]]?], from place: Int
    ) -> (clauses: Int, terms: [[UInt8]], alternatives: [String])? {
        var terms: [[UInt8]] = []
        var ends: [Int] = []
        for next in place..<clauses.count {
            guard clauses[next].occurrence == clauses[place].occurrence, let more = words[next], terms.count < Synonyms.partWords
            else { break }
            terms += more
            ends.append(terms.count)
        }
        guard ends.count > 1, let found = synonyms.match(terms, from: 0), let last = ends.firstIndex(of: found.count), last > 0
        else {
            return nil
        }
        return (last + 1, Array(terms[..<found.count]), found.alternatives)
    }

    /// Words side by side and what stands for them: where any is enough, the words stay, and the others come beside them.
    private mutating func joined(
        _ clauses: ArraySlice<Query.Clause>, _ terms: [[UInt8]], _ alternatives: [String]
    ) -> [Query.Clause] {
        let occurrence = clauses[clauses.startIndex].occurrence
        let others = alternatives.filter { analyzer.tokens(in: $0).map(\.term) != terms }
        if others.count == alternatives.count {
            return [Query.Clause(occurrence, standing(for: clauses.count, Self.group(alternatives)))]
        }
        let whole = nextSource..<nextSource + clauses.count
        for clause in clauses { _ = kept(clause.query) }
        if others.isEmpty { return Array(clauses) }
        sources += repeatElement(whole, count: Self.group(others).operandCount)
        if occurrence == .optional { return clauses + [Query.Clause(.optional, Self.group(others))] }
        let both = [Query.Clause(.optional, .boolean(Array(clauses))), Query.Clause(.optional, Self.group(others))]
        return [Query.Clause(occurrence, .boolean(both))]
    }
}

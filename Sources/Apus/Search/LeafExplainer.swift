/// What the leaves of a plan add to the score of one document: the same steps as in `TermScorer`, each of them told.
struct LeafExplainer {
    private let explainer: ScoreExplainer
    private let operators: SegmentOperators
    private let document: DocumentID

    init(_ explainer: ScoreExplainer, _ operators: SegmentOperators, document: DocumentID) {
        (self.explainer, self.operators, self.document) = (explainer, operators, document)
    }

    private var plan: QueryPlan { explainer.shared.plan }

    /// What a leaf adds; nil where the document does not match it.
    func part(_ node: QueryPlan.Node) throws(IndexError) -> ScorePart? {
        let places = explainer.places.places(of: node)
        switch node {
        case .everything(let boost): return addend("every document", [Self.weight(boost)], places)
        case .set(let set, let boost):
            guard try explainer.sets.documents(ofSet: set, operators).contains(document.rawValue) else { return nil }
            return addend(plan.sets[set].name(in: explainer.snapshot), [Self.weight(boost)], places)
        case .term(let term, let boost): return try termPart(term, boost: boost, places)
        case .phrase(let phrase, let boost): return try phrasePart(phrase, boost: boost, places)
        case .proximity(let proximity, let boost): return try proximityPart(proximity, boost: boost, places)
        case .combination(let combination, let boost): return try combinationPart(combination, boost: boost, places)
        default: return nil
        }
    }

    private func termPart(_ term: Int, boost: Double, _ places: [Swift.Range<Int>]) throws(IndexError) -> ScorePart? {
        guard let cursor = try cursor(term) else { return nil }
        guard plan.terms[term].isText else { return addend(name(ofTerm: term), [Self.weight(boost)], places) }
        let occurrences = try occurrences(cursor.pointee.cursor.frequency, field: plan.terms[term].field)
        return addend(
            name(ofTerm: term), weightFactors(ofTerm: term) + (boost == 1 ? [] : [Self.weight(boost)]) + [occurrences], places)
    }

    private func phrasePart(_ number: Int, boost: Double, _ places: [Swift.Range<Int>]) throws(IndexError) -> ScorePart? {
        let phrase = plan.phrases[number]
        var cursors: [Int: UnsafeMutablePointer<ScoredCursor>] = [:]
        var words: [UnsafeMutablePointer<ScoredCursor>] = []
        for word in phrase.words {
            if cursors[word] == nil { cursors[word] = try cursor(word) }
            guard let cursor = cursors[word] else { return nil }
            words.append(cursor)
        }
        var occurrences = PhraseOccurrences(count: words.count, arena: operators.arena) { words[$0] }
        let frequency = occurrences.occurrences()
        guard frequency > 0 else { return nil }
        let text = phrase.words.map { self.text(ofTerm: $0) }.joined(separator: " ")
        let weights = ScorePart.sum("weight of the words", phrase.words.map { termWeight($0) })
        return addend(
            "“\(text)” in \(fieldName(phrase.field))",
            [weights] + (boost == 1 ? [] : [Self.weight(boost)]) + [try self.occurrences(frequency, field: phrase.field)], places)
    }

    private func proximityPart(_ number: Int, boost: Double, _ places: [Swift.Range<Int>]) throws(IndexError) -> ScorePart? {
        let proximity = plan.proximities[number]
        guard let matcher = try operators.proximityMatcher(number, boost: boost) as? ProximityMatcher, matcher.matches(document),
            let tree = proximity.tree.renamed({ plan.terms[$0].documentFrequency > 0 ? $0 : nil })
        else { return nil }
        let name = proximity.isWholeValue ? "whole values of" : "words near each other in"
        return addend(
            "\(name) \(fieldName(proximity.field))",
            [weight(of: tree)] + (boost == 1 ? [] : [Self.weight(boost)])
                + [try occurrences(matcher.frequency, field: proximity.field)], places)
    }

    private func combinationPart(_ number: Int, boost: Double, _ places: [Swift.Range<Int>]) throws(IndexError) -> ScorePart? {
        let matcher = try operators.combinationMatcher(number, boost: boost)
        guard matcher.matches(document) else { return nil }
        var facts: [ScorePart.Fact] = []
        for member in operators.members(ofCombination: number) {
            guard let cursor = try cursor(member.term) else { continue }
            let field = plan.terms[member.term].field
            let own = try lengthFacts(cursor.pointee.cursor.frequency, field: field)
            facts += ([.init("weight", member.weight)] + own).map { .init("\(fieldName(field)).\($0.name)", $0.value) }
        }
        let (frequency, documents) = plan.statistics(
            ofCombination: number, given: explainer.statistics, over: explainer.snapshot)
        let occurrences = ScorePart(
            "x / (x + k1), x the sum of weight tf / (1 - b + b dl / avgdl)", .figure, matcher.saturation,
            facts: facts + parameterFacts)
        let members = plan.combinations[number].members
        let others = members.dropFirst().map { fieldName(plan.terms[$0.term].field) }
        return addend(
            ([name(ofTerm: members[0].term)] + others).joined(separator: ", "),
            weightFactors(documentFrequency: frequency, documentCount: documents)
                + (boost == 1 ? [] : [Self.weight(boost)]) + [occurrences], places)
    }

    // MARK: Figures

    /// The factors multiplied from the first on, and rounded as `TermScorer` does.
    private func addend(_ name: String, _ factors: [ScorePart], _ places: [Swift.Range<Int>]) -> ScorePart {
        let product = ScorePart.product(name, factors).value
        return ScorePart(name, .addend, plan.quantum.round(product), places: places, parts: factors)
    }

    private static func weight(_ boost: Double) -> ScorePart { ScorePart("weight", .figure, boost) }

    /// `tf / (tf + k1 · (1 − b + b · dl / avgdl))`
    private func occurrences(_ frequency: UInt32, field: Int) throws(IndexError) -> ScorePart {
        let scorer = try operators.scorer(field, isText: true, weight: 0)
        return ScorePart(
            "tf / (tf + k1 (1 - b + b dl / avgdl))", .figure, scorer.saturation(frequency: frequency, of: document.rawValue),
            facts: try lengthFacts(frequency, field: field) + parameterFacts)
    }

    /// tf, dl, avgdl
    private func lengthFacts(_ frequency: UInt32, field: Int) throws(IndexError) -> [ScorePart.Fact] {
        let norm =
            try explainer.snapshot.segments[operators.segmentIndex].reader.norms(field: field)?[Int(document.rawValue)] ?? 0
        let statistics = statistics(field: field)
        let average =
            statistics.documentCount > 0 && statistics.tokenCount > 0
            ? Double(Int(clamping: statistics.tokenCount)) / Double(statistics.documentCount) : 1
        return [
            .init("tf", Double(frequency)), .init("dl", Double(NormEncoding.lengths[Int(norm)])), .init("avgdl", average),
        ]
    }

    private var parameterFacts: [ScorePart.Fact] { [.init("k1", explainer.bm25.k1), .init("b", explainer.bm25.b)] }

    private func weightFactors(ofTerm number: Int) -> [ScorePart] {
        let term = plan.terms[number]
        let hash = RankingStatistics.hash(plan.keys[term.key])
        let frequency = explainer.statistics?.frequencies[hash] ?? term.documentFrequency
        return weightFactors(documentFrequency: frequency, documentCount: statistics(field: term.field).documentCount)
    }

    private func weightFactors(documentFrequency frequency: Int, documentCount documents: Int) -> [ScorePart] {
        // With a k1 of 0 a weight is the idf alone.
        let idf = BM25(k1: 0, b: 0).weight(documentFrequency: frequency, documentCount: documents)
        return [
            ScorePart("idf", .figure, idf, facts: [.init("df", Double(frequency)), .init("N", Double(documents))]),
            ScorePart("k1 + 1", .figure, explainer.bm25.k1 + 1),
        ]
    }

    private func termWeight(_ term: Int) -> ScorePart { .product(name(ofTerm: term), weightFactors(ofTerm: term)) }

    /// As `ProximityTree.weight` has it: of alternatives the one that weighs least.
    private func weight(of tree: ProximityTree) -> ScorePart {
        switch tree {
        case .anyTerm(let terms): Self.least(terms.map { termWeight($0) })
        case .anyOf(let operands): Self.least(operands.map { weight(of: $0) })
        case .sequence(let operands, _), .near(let operands, _, _), .within(let operands, _):
            .sum("weight of the words", operands.map { weight(of: $0) })
        }
    }

    private static func least(_ parts: [ScorePart]) -> ScorePart {
        parts.dropFirst().reduce(parts[0]) { $1.value < $0.value ? $1 : $0 }
    }

    private func statistics(field: Int) -> FieldStatistics {
        explainer.statistics?.fields[field] ?? explainer.snapshot.statistics(field: field)
    }

    // MARK: Terms

    /// A cursor on the document; nil where the term is not there.
    private func cursor(_ term: Int) throws(IndexError) -> UnsafeMutablePointer<ScoredCursor>? {
        guard plan.entry(ofTerm: term, segment: operators.segmentIndex) != nil else { return nil }
        let cursor = try operators.scored(.term(term, boost: 0))
        if cursor.pointee.cursor.document < document { cursor.pointee.cursor.seek(document) }
        return cursor.pointee.cursor.document == document ? cursor : nil
    }

    private func text(ofTerm term: Int) -> String { String(decoding: plan.bytes(ofTerm: term), as: UTF8.self) }

    private func name(ofTerm number: Int) -> String {
        let term = plan.terms[number]
        let definition = explainer.snapshot.schema.fields[StemField.field(of: term.field)]
        switch definition.type {
        case .text:
            let kind = StemField.holds(term.field) ? "the stem " : ""
            return "\(kind)“\(text(ofTerm: number))” in \(definition.name)"
        case .keyword: return "“\(text(ofTerm: number))” in \(definition.name)"
        default: return "the value of \(definition.name)"
        }
    }

    private func fieldName(_ field: Int) -> String { explainer.snapshot.schema.fields[StemField.field(of: field)].name }
}

extension DocumentSet {
    /// What the set is of, for a person.
    fileprivate func name(in snapshot: Snapshot) -> String {
        switch self {
        case let set as PatternSet: "a pattern in \(snapshot.schema.fields[set.field].name)"
        case let set as ColumnRangeSet: "a range of \(snapshot.schema.fields[set.field].name)"
        case let set as KeywordRangeSet: "a range of \(snapshot.schema.fields[set.field].name)"
        default: "a set of documents"
        }
    }
}

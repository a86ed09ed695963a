/// Turns a query into a plan for one snapshot: analyses words field by field, simplifies, looks terms up, gathers statistics.
///
/// What cannot be executed matches nothing and says so in a warning; it is never taken for something else.
struct QueryPlanner {
    let snapshot: Snapshot
    let bm25: BM25
    /// Nil where each field scores by itself.
    let combining: CombinedFields?
    let places: QueryPlaces
    let deadline: Deadline
    let limits = QueryLimits()
    private let counts: Bool
    private let statistics: RankingStatistics?
    var plan: QueryPlan
    private var termPlaces = KnownPlaces<[UInt8]>()
    var proximityPlaces = KnownPlaces<ProximityTree>()
    private var phrasePlaces = KnownPlaces<[Int]>()
    private(set) var warnings: [QueryWarning] = []
    var depth = 0
    /// Notes which operands of the query the leaves of the plan answer; nil where nobody asks.
    var origins: PlanOrigins?
    /// Whether the query planned last holds no word at all, so that it would take no part in a group.
    private(set) var isVoid = false

    /// The fields that a word looks into, and what it weighs.
    struct Scope {
        var fields: [Int]
        var boost: Double
        /// Whether bare text has to be met whole, because it is excluded.
        var isExcluded = false
    }

    /// - Parameters:
    ///   - bm25: the parameters of the ranking.
    ///   - combining: where several fields score as one; nil where each scores by itself.
    ///   - places: where the query's parts stand in its text, for warnings.
    ///   - counts: whether matches are only counted, so that what just adds to scores is left out.
    ///   - statistics: what words are weighed by instead of the snapshot's own.
    init(
        _ snapshot: Snapshot, bm25: BM25 = .standard, combining: CombinedFields? = nil,
        places: QueryPlaces = QueryPlaces(), deadline: Deadline, counts: Bool = false, statistics: RankingStatistics? = nil
    ) {
        self.snapshot = snapshot
        self.counts = counts
        self.statistics = statistics
        plan = QueryPlan(segmentCount: snapshot.segments.count)
        plan.reserveUsual()
        self.bm25 = bm25
        self.combining = counts ? nil : combining
        self.places = places
        self.deadline = deadline
    }

    /// The plan of a query. O(words × segments) look-ups.
    mutating func plan(_ query: Query) throws(SearchError) -> QueryPlan {
        let node = try node(query, Scope(fields: snapshot.textFields, boost: 1))
        isVoid = node == nil
        let root = node ?? .nothing
        try plan.lookTermsUp(root, in: snapshot, limits: limits, deadline: deadline)
        plan.root = plan.reduced(root)
        plan.weighTerms(by: statistics, over: snapshot, bm25)
        plan.quantum = ScoreQuantum(highest: plan.highest(plan.root))
        // Given away, not copied.
        var made = QueryPlan(segmentCount: 0)
        swap(&made, &plan)
        return made
    }

    // MARK: Operators

    /// The node of a query, or nil where it holds no word at all and so takes no part in its group.
    private mutating func node(_ query: Query, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        depth += 1
        defer { depth -= 1 }
        // Fields and weights around a group come on top of the parser's own levels.
        guard depth <= 4 * limits.nesting else { throw .limit(name: QueryLimits.Name.nesting.rawValue, max: limits.nesting) }
        guard let origins else { return try operatorNode(query, scope) }
        let first = origins.nextOperand
        let node = try operatorNode(query, scope)
        origins.note(node, of: query, from: first)
        return node
    }

    private mutating func operatorNode(_ query: Query, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        switch query {
        case .everything: return .everything(boost: scope.boost)
        case .nothing: return .nothing
        case .word(let text):
            return snapshot.hasLanguages || UnspacedScript.mayHold(text)
                ? try bareWord(text, of: query, scope) : try words(CollectionOfOne(text), of: query, scope)
        case .phrase(let phrase): return try self.phrase(phrase, scope)
        case .boolean(let clauses): return try group(clauses, scope)
        case .field(let names, let query): return try within(names, query, scope)
        case .weighted(let query, let weight):
            let weight = weight.isFinite ? min(max(weight, 0), QueryLimits.weight) : 0
            var weighted = scope
            weighted.boost = min(scope.boost * weight, QueryLimits.weight)
            return try node(query, weighted)
        case .prefix, .wildcard, .regularExpression: return try pattern(query, scope)
        case .fuzzy(let text, let edits): return try fuzzy(text, edits: edits, of: query, scope)
        case .near(let near): return try self.near(near, scope)
        case .range(let range): return self.range(range, of: query, scope)
        case .exists: return exists(scope)
        case .wholeValue(let text): return try wholeValue(text, of: query, scope)
        case .like(let id): return try like(id, of: query, scope)
        }
    }

    private mutating func group(_ clauses: [Query.Clause], _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        var required = OneOrMore<QueryPlan.Node>()
        var optional = required
        var excluded = required
        var fieldWords: [FieldWord] = []
        for clause in clauses {
            var scope = scope
            if clause.occurrence == .excluded { scope.isExcluded = true }
            guard let node = try node(clause.query, scope) else { continue }
            switch clause.occurrence {
            case .required: required.append(node, of: clauses.count)
            case .optional:
                if combining != nil, !scope.isExcluded, let word = FieldWord(clause.query, node, in: plan) {
                    fieldWords.append(word)
                } else {
                    optional.append(node, of: clauses.count)
                }
            case .excluded: excluded.append(node, of: clauses.count)
            }
        }
        if !fieldWords.isEmpty { for node in joined(fieldWords, scope) { optional.append(node, of: clauses.count) } }
        if required.isEmpty, optional.isEmpty {
            return excluded.isEmpty ? nil : .excluding(.everything(boost: scope.boost), unwanted: excluded.union)
        }
        return .excluding(wanted(required, optional), unwanted: excluded.union)
    }

    private func wanted(_ required: OneOrMore<QueryPlan.Node>, _ optional: OneOrMore<QueryPlan.Node>) -> QueryPlan.Node {
        if required.isEmpty { return optional.union }
        return counts ? required.conjunction : .joined(required: required.conjunction, optional: optional.union)
    }

    private mutating func within(_ names: [String], _ query: Query, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        var fields: [Int] = []
        for name in names {
            if let field = snapshot.schema.number(of: name) {
                if !fields.contains(field) { fields.append(field) }
            } else {
                warn("field", "there is no field “\(name)”", query)
            }
        }
        var within = scope
        within.fields = fields
        return fields.isEmpty ? .nothing : try node(query, within)
    }

    private mutating func phrase(_ phrase: Query.Phrase, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        if phrase.slop == 0, phrase.elements.count == 1, case .text(let text) = phrase.elements[0] {
            return try words(CollectionOfOne(text), of: .phrase(phrase), scope)
        }
        var texts: [String] = []
        for element in phrase.elements {
            guard phrase.slop == 0, case .text(let text) = element else { return try proximity(.phrase(phrase), scope) }
            texts.append(text)
        }
        return try words(texts, of: .phrase(phrase), scope)
    }

    // MARK: Words

    /// Text in each field of the scope: a term, a phrase, or a whole value.
    mutating func words(
        _ texts: some Collection<String>, of query: Query, _ scope: Scope
    ) throws(SearchError) -> QueryPlan.Node? {
        var nodes = OneOrMore<QueryPlan.Node>()
        for field in scope.fields {
            let definition = snapshot.schema.fields[field]
            let node =
                definition.type == .text
                ? try text(texts, field: field, foldsAccents: definition.foldsAccents, boost: scope.boost)
                : try value(texts.joined(separator: " "), of: query, field: field, definition, boost: scope.boost)
            if let node { nodes.append(node, of: scope.fields.count) }
        }
        if nodes.isEmpty, !scope.fields.isEmpty { return nil }
        return combining == nil ? nodes.union : joined(nodes, scope)
    }

    private mutating func text(
        _ texts: some Collection<String>, field: Int, foldsAccents: Bool, boost: Double
    ) throws(SearchError) -> QueryPlan.Node? {
        var words = OneOrMore<Int>()
        for text in texts {
            snapshot.analyzer.forEachToken(in: text, foldsAccents: foldsAccents) { bytes, _, _ in
                words.append(term(bytes, field: field, isText: true), of: Self.usualWords)
                return words.count <= limits.phraseWords
            }
            guard words.count <= limits.phraseWords else {
                throw .limit(name: QueryLimits.Name.phrase.rawValue, max: limits.phraseWords)
            }
        }
        if let only = words.only { return .term(only, boost: boost) }
        return words.isEmpty ? nil : .phrase(self.phrase(words.all, field: field), boost: boost)
    }

    /// Room for the words of most phrases.
    private static let usualWords = 4

    mutating func phrase(_ words: [Int], field: Int) -> Int {
        let count = plan.phrases.count
        if let known = phrasePlaces.place(in: count, isThere: { plan.phrases[$0].words == words }, key: words) { return known }
        phrasePlaces.note(words, at: count)
        plan.phrases.append(QueryPlan.Phrase(field: field, words: words, weight: 0))
        return count
    }

    /// A term's place in the plan. Its key is written behind the others, and taken back where it is there already.
    mutating func term(_ bytes: some Collection<UInt8>, field: Int, isText: Bool) -> Int {
        let key = plan.keys.count..<plan.keys.count + TermDictionaryLayout.fieldBytes + bytes.count
        TermKey.append(field: field, term: bytes, to: &plan.keys)
        let count = plan.terms.count
        if let known = termPlaces.place(in: count, isThere: { plan.isKey(key, ofTerm: $0) }, key: Array(plan.keys[key])) {
            plan.keys.removeSubrange(key)
            return known
        }
        termPlaces.note(Array(plan.keys[key]), at: count)
        plan.terms.append(QueryPlan.Term(field: field, isText: isText, key: key))
        return count
    }

    /// Each warning once.
    /// - Parameters:
    ///   - query: the part of the query that it is about.
    ///   - inside: so many bytes behind where that begins.
    mutating func warn(_ code: String, _ text: String, _ query: Query, inside: Int = 0) {
        let warning = QueryWarning(code: code, offset: places.offset(of: query) + inside, text: text)
        if !warnings.contains(warning) { warnings.append(warning) }
    }
}

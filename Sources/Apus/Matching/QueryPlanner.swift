/// Turns a query into a plan for one snapshot: analyses words field by field, simplifies, looks terms up, gathers statistics.
///
/// What cannot be executed yet matches nothing and says so in a warning; it is never taken for something else.
struct QueryPlanner {
    private let snapshot: Snapshot
    private let bm25: BM25
    private let places: QueryPlaces
    private let deadline: Deadline
    private let limits = QueryLimits()
    private var plan = QueryPlan()
    private var termPlaces = TermPlaces()
    private var phrasePlaces: [[Int]: Int] = [:]
    private(set) var warnings: [QueryWarning] = []
    private var depth = 0

    /// The fields that a word looks into, and what it weighs.
    private struct Scope {
        var fields: [Int]
        var boost: Double
    }

    /// - Parameters:
    ///   - bm25: the parameters of the ranking.
    ///   - places: where the query's parts stand in its text, for warnings.
    init(_ snapshot: Snapshot, bm25: BM25 = .standard, places: QueryPlaces = QueryPlaces(), deadline: Deadline) {
        self.snapshot = snapshot
        self.bm25 = bm25
        self.places = places
        self.deadline = deadline
    }

    /// The plan of a query. O(words × segments) look-ups.
    /// - Parameter counts: whether matches are only counted, so that what just adds to scores is left out.
    mutating func plan(_ query: Query, counts: Bool = false) throws(SearchError) -> QueryPlan {
        let fields = snapshot.schema.fields.indices.filter { snapshot.schema.fields[$0].type == .text }
        var root = try node(query, Scope(fields: fields, boost: 1)) ?? .nothing
        if counts { root = root.withoutOptionalParts }
        try plan.lookTermsUp(root, in: snapshot, limits: limits, deadline: deadline)
        plan.root = plan.reduced(root) { $0.documentFrequency == 0 }
        plan.weighTerms(by: snapshot, bm25)
        plan.quantum = ScoreQuantum(highest: plan.highest(plan.root))
        return plan
    }

    // MARK: Operators

    /// The node of a query, or nil where it holds no word at all and so takes no part in its group.
    private mutating func node(_ query: Query, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        depth += 1
        defer { depth -= 1 }
        // Fields and weights around a group come on top of the parser's own levels.
        guard depth <= 4 * limits.nesting else { throw .limit(name: QueryLimits.Name.nesting.rawValue, max: limits.nesting) }
        switch query {
        case .everything: return .everything(boost: scope.boost)
        case .nothing: return .nothing
        case .word(let text): return try words([text], of: query, scope)
        case .phrase(let phrase): return try self.phrase(phrase, scope)
        case .boolean(let clauses): return try group(clauses, scope)
        case .field(let names, let query): return try within(names, query, scope)
        case .weighted(let query, let weight):
            let weight = weight.isFinite ? min(max(weight, 0), QueryLimits.weight) : 0
            return try node(query, Scope(fields: scope.fields, boost: min(scope.boost * weight, QueryLimits.weight)))
        case .prefix: return unsupported("a prefix such as “peac*”", query)
        case .wildcard: return unsupported("a wildcard such as “p?ace”", query)
        case .regularExpression: return unsupported("a regular expression", query)
        case .fuzzy: return unsupported("a fuzzy word such as “peace~”", query)
        case .near: return unsupported("NEAR, ONEAR, SENTENCE and PARAGRAPH", query)
        case .range: return unsupported("a range", query)
        case .exists: return unsupported("“field:*”", query)
        case .wholeValue: return unsupported("a whole value such as field:=\"…\"", query)
        case .like: return unsupported("“like:”", query)
        }
    }

    private mutating func group(_ clauses: [Query.Clause], _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        var (required, optional, excluded): ([QueryPlan.Node], [QueryPlan.Node], [QueryPlan.Node]) = ([], [], [])
        for clause in clauses {
            guard let node = try node(clause.query, scope) else { continue }
            switch clause.occurrence {
            case .required: required.append(node)
            case .optional: optional.append(node)
            case .excluded: excluded.append(node)
            }
        }
        if required.isEmpty, optional.isEmpty {
            return excluded.isEmpty ? nil : .excluding(.everything(boost: scope.boost), unwanted: .anyOf(excluded))
        }
        let wanted =
            required.isEmpty
            ? QueryPlan.Node.anyOf(optional) : .joined(required: .allOf(required), optional: .anyOf(optional))
        return .excluding(wanted, unwanted: .anyOf(excluded))
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
        return fields.isEmpty ? .nothing : try node(query, Scope(fields: fields, boost: scope.boost))
    }

    private mutating func phrase(_ phrase: Query.Phrase, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        guard phrase.slop == 0 else { return unsupported("a phrase with slop", .phrase(phrase)) }
        var texts: [String] = []
        for element in phrase.elements {
            guard case .text(let text) = element else { return unsupported("an operator inside a phrase", .phrase(phrase)) }
            texts.append(text)
        }
        return try words(texts, of: .phrase(phrase), scope)
    }

    // MARK: Words

    /// Text in each field of the scope: a term, a phrase, or a whole value.
    private mutating func words(_ texts: [String], of query: Query, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        var nodes: [QueryPlan.Node] = []
        for field in scope.fields {
            let definition = snapshot.schema.fields[field]
            let node =
                definition.type == .text
                ? try text(texts, field: field, foldsAccents: definition.foldsAccents, boost: scope.boost)
                : try value(texts.joined(separator: " "), of: query, field: field, definition, boost: scope.boost)
            if let node { nodes.append(node) }
        }
        return nodes.isEmpty && !scope.fields.isEmpty ? nil : .anyOf(nodes)
    }

    private mutating func text(
        _ texts: [String], field: Int, foldsAccents: Bool, boost: Double
    ) throws(SearchError) -> QueryPlan.Node? {
        var words: [Int] = []
        for text in texts {
            for token in snapshot.analyzer.tokens(in: text, foldsAccents: foldsAccents) {
                words.append(term(token.term, field: field, isText: true))
                guard words.count <= limits.phraseWords else {
                    throw .limit(name: QueryLimits.Name.phrase.rawValue, max: limits.phraseWords)
                }
            }
        }
        if words.count < 2 { return words.first.map { .term($0, boost: boost) } }
        if let known = phrasePlaces[words] { return .phrase(known, boost: boost) }
        phrasePlaces[words] = plan.phrases.count
        plan.phrases.append(QueryPlan.Phrase(field: field, words: words, weight: 0))
        return .phrase(plan.phrases.count - 1, boost: boost)
    }

    /// A field that is no text holds whole values: they are met as they are written.
    private mutating func value(
        _ text: String, of query: Query, field: Int, _ definition: FieldDefinition, boost: Double
    ) throws(SearchError) -> QueryPlan.Node? {
        if definition.type == .keyword {
            return .term(term(KeywordTerm.bytes(text), field: field, isText: false), boost: boost)
        }
        // A day is a range of instants.
        if definition.type == .date, text.utf8.count <= 10 { return unsupported("a day, month or year of a date", query) }
        guard let value = TypedText.value(text, type: definition.type), let column = ColumnValue(value, type: definition.type)
        else {
            warn("value", "“\(text)” is no \(definition.type.name), as “\(definition.name)” holds", query)
            return .nothing
        }
        return .term(term(column.termBytes, field: field, isText: false), boost: boost)
    }

    private mutating func term(_ bytes: [UInt8], field: Int, isText: Bool) -> Int {
        if let known = termPlaces.place(of: bytes, field: field, in: plan.terms) { return known }
        termPlaces.note(bytes, field: field, at: plan.terms.count)
        plan.terms.append(
            QueryPlan.Term(
                field: field, bytes: bytes, isText: isText, entries: Array(repeating: nil, count: snapshot.segments.count),
                documentFrequency: 0, weight: 1))
        return plan.terms.count - 1
    }

    private mutating func unsupported(_ what: String, _ query: Query) -> QueryPlan.Node {
        warn("unsupported", "not supported yet: \(what); it matches nothing", query)
        return .nothing
    }

    /// Each warning once. - Parameter query: the part of the query that it is about.
    private mutating func warn(_ code: String, _ text: String, _ query: Query) {
        let warning = QueryWarning(code: code, offset: places.offset(of: query), text: text)
        if !warnings.contains(warning) { warnings.append(warning) }
    }
}

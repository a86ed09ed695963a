/// Prefixes, wildcards, regular expressions and fuzzy words, each read for the fields that it looks into.
extension QueryPlanner {
    /// So many of its nearest terms are what a fuzzy word stands for in a field.
    static let nearestTerms = 50

    /// Documents with a term that a pattern matches: a set for each field, which adds its weight.
    mutating func pattern(_ query: Query, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        var nodes: [QueryPlan.Node] = []
        var hasWord = false
        for field in scope.fields where !deadline.look() {
            guard let folding = folding(ofField: field, query) else { continue }
            guard let parts = try parts(of: query, folding) else { return .nothing }
            guard !parts.isEmpty else { continue }
            hasWord = true
            guard parts.count == 1, case .pattern(let tree) = parts[0] else {
                // Several words are a phrase.
                if let node = try proximity(query, Scope(fields: [field], boost: scope.boost)) { nodes.append(node) }
                continue
            }
            nodes.append(set(PatternSet(field: field, pattern: try TermPattern(limited: tree)), boost: scope.boost))
        }
        return hasWord || scope.fields.isEmpty ? .anyOf(nodes) : nil
    }

    /// The words of a pattern as a field's are folded: one with wildcards, and those that the analyser parts from it. Empty where there is
    /// no word; nil where the pattern cannot be read, which is warned of.
    mutating func parts(of query: Query, _ folding: PatternFolding) throws(SearchError) -> [WildcardPattern.Part]? {
        switch query {
        case .prefix(let text): return WildcardPattern(prefix: text, folding).parts
        case .wildcard(let text): return WildcardPattern(text, folding).parts
        case .regularExpression(let text):
            return try regularExpression(text, folding, query).map { [.pattern($0)] }
        default: return []
        }
    }

    private mutating func regularExpression(
        _ text: String, _ folding: PatternFolding, _ query: Query
    ) throws(SearchError) -> PatternTree? {
        do throws(PatternError) { return try RegularExpressionParser.tree(of: text, folding: folding) } catch {
            switch error {
            case .tooLarge: throw .limit(name: QueryLimits.Name.expansion.rawValue, max: TermPattern.mostStates)
            case .tooDeep:
                throw .limit(name: QueryLimits.Name.nesting.rawValue, max: RegularExpressionParser.mostDepth)
            case .syntax(let offset, let reason):
                warn("pattern", "in this regular expression: \(reason); it matches nothing", query, inside: offset + 1)
                return nil
            }
        }
    }

    /// Any of the nearest terms in each field, each weighing less by its edits.
    mutating func fuzzy(
        _ text: String, edits: Int, of query: Query, _ scope: Scope
    ) throws(SearchError) -> QueryPlan.Node? {
        var nodes: [QueryPlan.Node] = []
        var hasWord = false
        for field in scope.fields {
            guard let folding = folding(ofField: field, query) else { continue }
            let words = folding.words(text)
            guard !words.isEmpty else { continue }
            hasWord = true
            guard words.count == 1 else {
                if let node = try proximity(query, Scope(fields: [field], boost: scope.boost)) { nodes.append(node) }
                continue
            }
            let isText = snapshot.schema.fields[field].type == .text
            for (term, weight) in try nearestTerms(words[0], edits: edits, field: field) {
                let place = self.term(term, field: field, isText: isText)
                nodes.append(.term(place, boost: scope.boost * weight))
            }
        }
        return hasWord || scope.fields.isEmpty ? .anyOf(joined(terms: nodes, scope)) : nil
    }

    /// The terms of a field that a fuzzy word stands for, nearest first, each with its weight: 1 − edits ÷ characters of the word. None when
    /// the deadline has passed: making the automaton of each of a thousand words takes long by itself.
    func nearestTerms(_ word: [UInt8], edits: Int, field: Int) throws(SearchError) -> [(term: [UInt8], weight: Double)] {
        if deadline.look() { return [] }
        let length = Double(max(1, TermPattern.characters(of: word).count))
        let pattern = try TermPattern(limitedNear: word, edits: min(max(edits, 0), 2))
        do throws(IndexError) {
            var expansion = try TermExpansion([.init(field: field, pattern: pattern)], in: snapshot, deadline: deadline)
            let nearest = try expansion.best(Self.nearestTerms, by: TermExpansion.Term.isNearer)
            return nearest.map { ($0.bytes, max(0, 1 - Double($0.edits) / length)) }
        } catch { throw SearchError(error) }
    }

    /// How patterns are folded for a field; nil, with a warning, for one that holds no words.
    private mutating func folding(ofField field: Int, _ query: Query) -> PatternFolding? {
        let definition = snapshot.schema.fields[field]
        if let folding = PatternFolding(definition, snapshot.analyzer) { return folding }
        warn(
            "value", "patterns look into text and keywords; “\(definition.name)” holds values of type \(definition.type.name)",
            query)
        return nil
    }
}

extension TermPattern {
    /// The pattern of a tree; a larger one is past the limit of expansions.
    init(limited tree: PatternTree) throws(SearchError) {
        do throws(TooLarge) { try self.init(tree) } catch { throw Self.tooLarge }
    }

    /// The terms near a word.
    init(limitedNear word: [UInt8], edits: Int) throws(SearchError) {
        do throws(TooLarge) { try self.init(near: word, edits: edits) } catch { throw Self.tooLarge }
    }

    private static var tooLarge: SearchError { .limit(name: QueryLimits.Name.expansion.rawValue, max: mostStates) }
}

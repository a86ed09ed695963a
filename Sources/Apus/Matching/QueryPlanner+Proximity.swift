extension QueryPlanner {
    /// The most words between operands. Two values of a field are further apart, so that nothing near each other lies in two.
    static let mostDistance = Limits.valueGap - 1

    mutating func near(_ near: Query.Near, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        return try proximity(.near(near), scope)
    }

    /// A phrase or operands near each other, in each field of the scope.
    mutating func proximity(_ query: Query, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        var nodes: [QueryPlan.Node] = []
        var isVoid = !scope.fields.isEmpty
        for field in scope.fields {
            guard snapshot.schema.fields[field].type == .text else {
                isVoid = false
                warn(
                    "operand",
                    "nothing stands near anything in the field “\(snapshot.schema.fields[field].name)”, as it holds no text",
                    query)
                continue
            }
            switch try operand(query, field) {
            case .void: continue
            case .impossible: isVoid = false
            case .tree(let tree):
                isVoid = false
                nodes.append(node(tree, field: field, boost: scope.boost))
            }
        }
        return isVoid ? nil : .anyOf(nodes)
    }

    /// A tree as a node of the plan: words and phrases where it is nothing more.
    private mutating func node(_ tree: ProximityTree, field: Int, boost: Double) -> QueryPlan.Node {
        if let term = tree.onlyTerm { return .term(term, boost: boost) }
        if case .sequence(let operands, 0) = tree {
            let words = operands.compactMap(\.onlyTerm)
            // All exact, or all stems.
            if words.count == operands.count { return .phrase(phrase(words, field: plan.terms[words[0]].field), boost: boost) }
        }
        let count = plan.proximities.count
        let known = proximityPlaces.place(
            in: count, isThere: { plan.proximities[$0].tree == tree && !plan.proximities[$0].isWholeValue }, key: tree)
        if let known { return .proximity(known, boost: boost) }
        proximityPlaces.note(tree, at: count)
        plan.proximities.append(QueryPlan.Proximity(field: field, tree: tree, isWholeValue: false, weight: 0))
        return .proximity(count, boost: boost)
    }

    // MARK: Operands

    private mutating func operand(_ query: Query, _ field: Int) throws(SearchError) -> ProximityOperand {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 4 * limits.nesting else { throw .limit(name: QueryLimits.Name.nesting.rawValue, max: limits.nesting) }
        switch query {
        case .word(let text):
            return .sequence(try bareTerms(text, of: query, field).map { .tree(.anyTerm([$0])) }, slop: 0)
        case .phrase(let phrase): return try self.phrase(phrase, of: query, field)
        case .near(let near): return try self.near(near, of: query, field)
        case .boolean(let clauses): return try group(clauses, field)
        case .field(let names, let query):
            let isMeant = names.contains { snapshot.schema.number(of: $0) == field }
            for name in names where snapshot.schema.number(of: name) == nil {
                warn("field", "there is no field “\(name)”", query)
            }
            if names.allSatisfy({ name in
                snapshot.schema.number(of: name).map { snapshot.schema.fields[$0].type != .text } ?? false
            }) {
                warn("operand", "“\(query)” is looked for in no text, so nothing is near it", query)
            }
            return isMeant ? try operand(query, field) : .impossible
        case .weighted(let query, _):
            warn("operand", "a weight within NEAR, ONEAR or a phrase changes nothing", query)
            return try operand(query, field)
        case .nothing: return .impossible
        case .everything, .range, .exists, .like:
            warn("operand", "“\(query)” has no place in a text, so nothing is near it", query)
            return .impossible
        case .wholeValue:
            // What else is near would have to stand in the same value.
            warn("operand", "“\(query)” takes all words of its value, so nothing is near it", query)
            return .impossible
        case .prefix, .wildcard, .regularExpression: return try pattern(query, of: query, field)
        case .fuzzy(let text, let edits): return try fuzzy(text, edits, field)
        }
    }

    /// The terms of a text's words in a field.
    mutating func words(_ text: String, _ field: Int) throws(SearchError) -> [Int] {
        var words: [Int] = []
        let foldsAccents = snapshot.schema.fields[field].foldsAccents
        snapshot.analyzer.forEachToken(in: text, foldsAccents: foldsAccents) { bytes, _, _ in
            words.append(term(bytes, field: field, isText: true))
            return words.count <= limits.phraseWords
        }
        guard words.count <= limits.phraseWords else {
            throw .limit(name: QueryLimits.Name.phrase.rawValue, max: limits.phraseWords)
        }
        return words
    }

    /// - Parameter query: the outermost phrase, which warnings are about.
    private mutating func phrase(_ phrase: Query.Phrase, of query: Query, _ field: Int) throws(SearchError) -> ProximityOperand {
        var elements: [ProximityOperand] = []
        for element in phrase.elements {
            switch element {
            case .text(let text): elements += try words(text, field).map { .tree(.anyTerm([$0])) }
            case .alternatives(let phrases):
                var alternatives: [ProximityOperand] = []
                for phrase in phrases { alternatives.append(try self.phrase(phrase, of: query, field)) }
                elements.append(.anyOf(alternatives))
            case .prefix(let stem): elements.append(try pattern(.prefix(stem), of: query, field))
            case .wildcard(let text): elements.append(try pattern(.wildcard(text), of: query, field))
            }
        }
        guard elements.count <= limits.phraseWords else {
            throw .limit(name: QueryLimits.Name.phrase.rawValue, max: limits.phraseWords)
        }
        return .sequence(elements, slop: distance(phrase.slop, of: query))
    }

    /// The words of a pattern next to each other; one with wildcards is any of the terms that it matches.
    /// - Parameter query: what warnings are about.
    private mutating func pattern(_ pattern: Query, of query: Query, _ field: Int) throws(SearchError) -> ProximityOperand {
        // An automaton may take longer to make than a small dictionary to walk.
        guard !deadline.look(), let folding = PatternFolding(snapshot.schema.fields[field], snapshot.analyzer),
            let parts = try parts(of: pattern, folding)
        else { return .impossible }
        var operands: [ProximityOperand] = []
        for part in parts {
            switch part {
            case .term(let term): operands.append(.tree(.anyTerm([self.term(term, field: field, isText: true)])))
            case .pattern(let tree): operands.append(try anyTerm(TermPattern(limited: tree), field))
            }
        }
        return .sequence(operands, slop: 0)
    }

    private mutating func anyTerm(_ pattern: TermPattern, _ field: Int) throws(SearchError) -> ProximityOperand {
        let found: [TermExpansion.Term]
        do throws(IndexError) {
            var expansion = try TermExpansion([.init(field: field, pattern: pattern)], in: snapshot, deadline: deadline)
            // One more than allowed tells that there are too many.
            found = try expansion.terms(atMost: limits.expansion + 1)
        } catch { throw SearchError(error) }
        guard found.count <= limits.expansion else {
            throw .limit(name: QueryLimits.Name.expansion.rawValue, max: limits.expansion)
        }
        let terms = found.map { term($0.bytes, field: field, isText: true) }
        return terms.isEmpty ? .impossible : .tree(.anyTerm(terms))
    }

    /// Each word is any of the terms nearest to it. Of several words each keeps a character at least: in text without spaces, whose words have
    /// one, the others would be any words.
    private mutating func fuzzy(_ text: String, _ edits: Int, _ field: Int) throws(SearchError) -> ProximityOperand {
        guard let folding = PatternFolding(snapshot.schema.fields[field], snapshot.analyzer) else { return .impossible }
        var operands: [ProximityOperand] = []
        let words = folding.words(text)
        for word in words {
            let most = words.count == 1 ? edits : min(edits, TermPattern.characters(of: word).count - 1)
            let terms = try nearestTerms(word, edits: most, field: field).map { term($0.term, field: field, isText: true) }
            operands.append(terms.isEmpty ? .impossible : .tree(.anyTerm(terms)))
        }
        return .sequence(operands, slop: 0)
    }

    private mutating func near(_ near: Query.Near, of query: Query, _ field: Int) throws(SearchError) -> ProximityOperand {
        var operands: [ProximityOperand] = []
        for query in near.operands { operands.append(try operand(query, field)) }
        switch near.unit {
        case .words(let words, let isOrdered):
            let distance = distance(words, of: query)
            return .all(operands) { .near($0, distance: distance, isOrdered: isOrdered) }
        case .sentence, .paragraph:
            let beginnings = beginnings(of: near.unit, query, field)
            return .all(operands) { .within($0, beginnings: beginnings) }
        }
    }

    /// What is required is looked for as near each other as values allow, and makes what is optional useless; without it any will do.
    private mutating func group(_ clauses: [Query.Clause], _ field: Int) throws(SearchError) -> ProximityOperand {
        var required: [ProximityOperand] = []
        var optional: [ProximityOperand] = []
        for clause in clauses {
            switch clause.occurrence {
            case .required: required.append(try operand(clause.query, field))
            case .optional: optional.append(try operand(clause.query, field))
            case .excluded:
                warn("operand", "an exclusion within NEAR or ONEAR changes nothing", clause.query)
            }
        }
        let all: ProximityOperand = .all(required) { .near($0, distance: Self.mostDistance, isOrdered: false) }
        if case .void = all { return .anyOf(optional) }
        return all
    }

    private mutating func distance(_ words: Int, of query: Query) -> Int {
        if words > Self.mostDistance {
            warn("distance", "at most \(Self.mostDistance) words may be between; it is read as that", query)
        }
        return min(max(0, words), Self.mostDistance)
    }
}

extension ProximityTree {
    /// The term, where the tree is no more than one.
    fileprivate var onlyTerm: Int? {
        guard case .anyTerm(let terms) = self, terms.count == 1 else { return nil }
        return terms[0]
    }
}

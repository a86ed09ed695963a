/// What a query looks for in one text field.
struct SnippetField {
    let field: Int
    let foldsAccents: Bool
    var vocabulary = SnippetVocabulary()
    var patterns: [SnippetPattern] = []

    var hasProximity: Bool { patterns.contains { $0.proximity != nil } }

    var longest: Int { patterns.reduce(1) { max($0, $1.words.count) } }

    /// The fields in which the plan's words and phrases are looked for; what is excluded is not.
    ///
    /// The same words weigh the same in every field, as much as in the field where they are rarest.
    static func fields(of plan: QueryPlan, schema: Schema) -> [SnippetField] {
        var leaves: [(field: Int, words: [[UInt8]], weight: Double)] = []
        collect(plan.root, plan, into: &leaves)
        var weights: [[[UInt8]]: Double] = [:]
        for leaf in leaves { weights[leaf.words] = max(weights[leaf.words] ?? leastWeight, leaf.weight) }
        var fields: [SnippetField] = []
        for leaf in leaves {
            let place = fields.firstIndex { $0.field == leaf.field } ?? fields.count
            if place == fields.count {
                fields.append(SnippetField(field: leaf.field, foldsAccents: schema.fields[leaf.field].foldsAccents))
            }
            let words = leaf.words.map { fields[place].vocabulary.number(adding: $0) }
            guard !fields[place].patterns.contains(where: { $0.words == words }) else { continue }
            fields[place].patterns.append(SnippetPattern(words: words, weight: weights[leaf.words] ?? leastWeight))
        }
        addProximities(of: plan, schema, to: &fields)
        return fields
    }

    private static func addProximities(of plan: QueryPlan, _ schema: Schema, to fields: inout [SnippetField]) {
        forEachProximity(plan.root) { number, boost in
            let proximity = plan.proximities[number]
            let place = fields.firstIndex { $0.field == proximity.field } ?? fields.count
            if place == fields.count {
                fields.append(SnippetField(field: proximity.field, foldsAccents: schema.fields[proximity.field].foldsAccents))
            }
            let tree = proximity.tree.renamed { fields[place].vocabulary.number(adding: plan.bytes(ofTerm: $0)) }
            guard let tree, !fields[place].patterns.contains(where: { $0.proximity == tree }) else { return }
            fields[place].patterns.append(SnippetPattern(tree, weight: max(leastWeight, proximity.weight * boost)))
        }
    }

    private static func forEachProximity(_ node: QueryPlan.Node, _ body: (Int, Double) -> Void) {
        switch node {
        case .nothing, .everything, .set, .term, .phrase: return
        case .proximity(let number, let boost): body(number, boost)
        case .union(let nodes), .conjunction(let nodes): for node in nodes { forEachProximity(node, body) }
        case .exclusion(let wanted, _): forEachProximity(wanted, body)
        case .optional(let required, let optional):
            forEachProximity(required, body)
            forEachProximity(optional, body)
        }
    }

    /// What weighs nothing is still worth showing.
    private static let leastWeight = 1e-6

    private static func collect(
        _ node: QueryPlan.Node, _ plan: QueryPlan, into leaves: inout [(field: Int, words: [[UInt8]], weight: Double)]
    ) {
        switch node {
        case .nothing, .everything, .set, .proximity: return
        case .term(let term, let boost):
            guard plan.terms[term].isText else { return }
            leaves.append((plan.terms[term].field, [plan.bytes(ofTerm: term)], plan.terms[term].weight * boost))
        case .phrase(let number, let boost):
            let phrase = plan.phrases[number]
            leaves.append((phrase.field, phrase.words.map { plan.bytes(ofTerm: $0) }, phrase.weight * boost))
        case .union(let nodes), .conjunction(let nodes): for node in nodes { collect(node, plan, into: &leaves) }
        case .exclusion(let wanted, _): collect(wanted, plan, into: &leaves)
        case .optional(let required, let optional):
            collect(required, plan, into: &leaves)
            collect(optional, plan, into: &leaves)
        }
    }
}

/// What a query looks for in one text field.
struct SnippetField {
    let field: Int
    let foldsAccents: Bool
    var vocabulary = SnippetVocabulary()
    var patterns: [SnippetPattern] = []

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
        return fields
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

/// What a query looks for in one text field, among its exact words or among its stems.
struct SnippetField {
    /// As in the plan: that of the exact words, or that of the stems.
    let field: Int
    let foldsAccents: Bool
    /// Where these are stems.
    let language: Language?
    var vocabulary = SnippetVocabulary()
    /// Exact words that are to stand near stems. In trees their numbers are those from `exactBase` on.
    var exact = SnippetVocabulary()
    var patterns: [SnippetPattern] = []

    /// More words than a query has terms.
    static let exactBase = 1 << 32
    /// The numbers in trees for where sentences and paragraphs begin.
    static let sentenceBeginnings = 1 << 33
    static let paragraphBeginnings = sentenceBeginnings + 1
    /// Whether a tree asks for these.
    var needsBeginnings = false

    var hasProximity: Bool { patterns.contains { $0.proximity != nil } }

    var longest: Int { patterns.reduce(1) { max($0, $1.words.count) } }

    /// The fields in which the plan's words and phrases are looked for; what is excluded is not.
    ///
    /// The same words weigh the same in every field, as much as in the field where they are rarest.
    static func fields(of plan: QueryPlan, schema: Schema, places: PlanPlaces? = nil) -> [SnippetField] {
        var leaves: [(field: Int, words: [[UInt8]], weight: Double)] = []
        var leafPlaces: [Swift.Range<Int>?] = []
        plan.root.forEachWantedLeaf { leaf in
            for words in words(of: leaf, plan) {
                leaves.append(words)
                leafPlaces.append(places?.places(of: leaf).first)
            }
        }
        var weights: [[[UInt8]]: Double] = [:]
        for leaf in leaves { weights[leaf.words] = max(weights[leaf.words] ?? leastWeight, leaf.weight) }
        var fields: [SnippetField] = []
        var known: [Set<[Int]>] = []
        for (leaf, leafPlace) in zip(leaves, leafPlaces) {
            let place = place(of: leaf.field, in: &fields, schema)
            let words = leaf.words.map { fields[place].vocabulary.number(adding: $0) }
            if place == known.count { known.append([]) }
            guard known[place].insert(words).inserted else { continue }
            fields[place].patterns.append(SnippetPattern(words: words, weight: weights[leaf.words] ?? leastWeight))
            fields[place].patterns[fields[place].patterns.count - 1].place = leafPlace
        }
        plan.root.forEachWantedLeaf { leaf in
            switch leaf {
            case .set(let number, let boost):
                addPattern(plan.sets[number], boost, schema, at: places?.places(of: leaf).first, to: &fields)
            case .proximity(let number, let boost):
                addProximity(number, of: plan, boost, schema, at: places?.places(of: leaf).first, to: &fields)
            default: break
            }
        }
        return fields
    }

    private static func addPattern(
        _ set: any DocumentSet, _ boost: Double, _ schema: Schema, at part: Swift.Range<Int>?, to fields: inout [SnippetField]
    ) {
        guard let set = set as? PatternSet, schema.fields[set.field].type == .text else { return }
        var pattern = SnippetPattern(set.pattern, weight: max(boost, leastWeight))
        pattern.place = part
        fields[place(of: set.field, in: &fields, schema)].patterns.append(pattern)
    }

    private static func addProximity(
        _ number: Int, of plan: QueryPlan, _ boost: Double, _ schema: Schema, at part: Swift.Range<Int>?,
        to fields: inout [SnippetField]
    ) {
        let proximity = plan.proximities[number]
        let stems = proximity.tree.terms.first { StemField.holds(plan.terms[$0].field) }
        let place = place(of: stems.map { plan.terms[$0].field } ?? proximity.field, in: &fields, schema)
        let tree = proximity.tree.renamed { term in
            let bytes = plan.bytes(ofTerm: term)
            if BoundaryField.holds(plan.terms[term].field) {
                fields[place].needsBeginnings = true
                return bytes == BoundaryField.sentence ? sentenceBeginnings : paragraphBeginnings
            }
            if plan.terms[term].field == fields[place].field { return fields[place].vocabulary.number(adding: bytes) }
            return exactBase + fields[place].exact.number(adding: bytes)
        }
        guard let tree, !fields[place].patterns.contains(where: { $0.proximity == tree }) else { return }
        var pattern = SnippetPattern(tree, weight: max(leastWeight, proximity.weight * boost))
        pattern.place = part
        fields[place].patterns.append(pattern)
    }

    /// The place of a field, which is added where it is new.
    private static func place(of field: Int, in fields: inout [SnippetField], _ schema: Schema) -> Int {
        if let place = fields.firstIndex(where: { $0.field == field }) { return place }
        let definition = schema.fields[StemField.field(of: field)]
        let language = StemField.holds(field) ? definition.language : nil
        fields.append(SnippetField(field: field, foldsAccents: definition.foldsAccents, language: language))
        return fields.count - 1
    }

    /// What weighs nothing is still worth showing.
    private static let leastWeight = 1e-6

    private static func words(of node: QueryPlan.Node, _ plan: QueryPlan) -> [(field: Int, words: [[UInt8]], weight: Double)] {
        switch node {
        case .term(let term, let boost) where plan.terms[term].isText:
            return [(plan.terms[term].field, [plan.bytes(ofTerm: term)], plan.terms[term].weight * boost)]
        case .combination(let number, let boost):
            return plan.combinations[number].members.flatMap { words(of: .term($0.term, boost: boost), plan) }
        case .phrase(let number, let boost):
            let phrase = plan.phrases[number]
            return [(phrase.field, phrase.words.map { plan.bytes(ofTerm: $0) }, phrase.weight * boost)]
        default: return []
        }
    }
}

extension QueryPlan.Node {
    /// Calls with every operand that is no group itself, but those that are excluded.
    fileprivate func forEachWantedLeaf(_ body: (QueryPlan.Node) -> Void) {
        switch self {
        case .nothing, .everything, .term, .phrase, .set, .proximity, .combination: body(self)
        case .union(let nodes), .conjunction(let nodes): for node in nodes { node.forEachWantedLeaf(body) }
        case .exclusion(let wanted, _): wanted.forEachWantedLeaf(body)
        case .optional(let required, let optional):
            required.forEachWantedLeaf(body)
            optional.forEachWantedLeaf(body)
        }
    }
}

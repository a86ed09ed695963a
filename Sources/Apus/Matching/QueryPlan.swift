/// A query made ready for one snapshot: its words are terms with their statistics, its operators a tree over them.
struct QueryPlan {
    /// Terms and phrases are named by their place in the plan; a boost multiplies what they weigh.
    enum Node: Equatable {
        case nothing
        case everything(boost: Double)
        case term(Int, boost: Double)
        case phrase(Int, boost: Double)
        case union([Node])
        case conjunction([Node])
        indirect case exclusion(Node, unwanted: Node)
        indirect case optional(required: Node, optional: Node)
    }

    /// A term of one field, looked up in all segments.
    struct Term {
        let field: Int
        let bytes: [UInt8]
        /// Whether it has frequencies and lengths to be ranked by; keywords and typed values have not.
        let isText: Bool
        /// By segment; nil where the segment does not hold it.
        var entries: [TermEntry?]
        var documentFrequency: Int
        /// What it adds at most: idf · (k1 + 1), or 1.
        var weight: Double
    }

    /// Words of one field next to each other, as places among the terms.
    struct Phrase {
        let field: Int
        let words: [Int]
        var weight: Double
    }

    var terms: [Term] = []
    var phrases: [Phrase] = []
    var root = Node.nothing
    var quantum = ScoreQuantum(highest: 1)

    /// What a node can add at most.
    func highest(_ node: Node) -> Double {
        switch node {
        case .nothing: 0
        case .everything(let boost): boost
        case .term(let term, let boost): terms[term].weight * boost
        case .phrase(let phrase, let boost): phrases[phrase].weight * boost
        case .union(let nodes), .conjunction(let nodes): nodes.reduce(0) { $0 + highest($1) }
        case .exclusion(let wanted, _): highest(wanted)
        case .optional(let required, let optional): highest(required) + highest(optional)
        }
    }

    /// The tree without what is absent: a missing term is nothing, a group of one is its operand, and so on up.
    /// - Parameter withoutPhrases: phrases that are absent though their words are not.
    func reduced(_ node: Node, withoutPhrases absent: [Int] = [], isAbsent: (Term) -> Bool) -> Node {
        guard !absent.isEmpty || terms.contains(where: isAbsent) else { return node }
        return rebuilt(node) { leaf in
            switch leaf {
            case .term(let term, _): isAbsent(terms[term])
            case .phrase(let phrase, _): absent.contains(phrase) || phrases[phrase].words.contains { isAbsent(terms[$0]) }
            default: false
            }
        }
    }

    private func rebuilt(_ node: Node, isAbsent: (Node) -> Bool) -> Node {
        switch node {
        case .nothing, .everything: node
        case .term, .phrase: isAbsent(node) ? .nothing : node
        case .union(let nodes): .anyOf(nodes.map { rebuilt($0, isAbsent: isAbsent) })
        case .conjunction(let nodes): .allOf(nodes.map { rebuilt($0, isAbsent: isAbsent) })
        case .exclusion(let wanted, let unwanted):
            .excluding(rebuilt(wanted, isAbsent: isAbsent), unwanted: rebuilt(unwanted, isAbsent: isAbsent))
        case .optional(let required, let optional):
            .joined(required: rebuilt(required, isAbsent: isAbsent), optional: rebuilt(optional, isAbsent: isAbsent))
        }
    }
}

/// A query made ready for one snapshot: its words are terms with their statistics, its operators a tree over them.
struct QueryPlan: Sendable {
    /// Terms, phrases, proximities, combinations and sets of documents are named by their place in the plan; a boost multiplies what they weigh.
    enum Node: Equatable, Sendable {
        case nothing
        case everything(boost: Double)
        case term(Int, boost: Double)
        case phrase(Int, boost: Double)
        case set(Int, boost: Double)
        case proximity(Int, boost: Double)
        case combination(Int, boost: Double)
        case union([Node])
        case conjunction([Node])
        indirect case exclusion(Node, unwanted: Node)
        indirect case optional(required: Node, optional: Node)
    }

    /// A term of one field, looked up in all segments.
    struct Term: Sendable {
        let field: Int
        /// Whether it has frequencies and lengths to be ranked by; keywords and typed values have not.
        let isText: Bool
        /// Where its key stands among the plan's `keys`.
        let key: Range<Int>
        /// Whether the tree holds it. Others are not looked up.
        var isInTree = false
        /// 0 where no segment holds it, or it was not looked up.
        var documentFrequency = 0
        /// What it adds at most: idf · (k1 + 1), or 1.
        var weight = 1.0
    }

    /// Words of one field next to each other, as places among the terms.
    struct Phrase: Sendable {
        let field: Int
        let words: [Int]
        var weight: Double
    }

    /// Words of one field near each other; its tree names terms by their places.
    struct Proximity {
        let field: Int
        let tree: ProximityTree
        /// Whether a match has to be all that its value holds; the tree then is a term or a sequence of terms.
        let isWholeValue: Bool
        var weight: Double
    }

    var terms: [Term] = []
    var phrases: [Phrase] = []
    var proximities: [Proximity] = []
    var combinations: [Combination] = []
    var sets: [any DocumentSet] = []
    var root = Node.nothing
    var quantum = ScoreQuantum(highest: 1)
    /// The keys under which dictionaries hold the terms (`TermKey`), one behind the other.
    var keys: [UInt8] = []
    /// What each segment's dictionary says of the terms: by term, then by segment; nil where the segment does not hold it.
    var entries: [TermEntry?] = []
    let segmentCount: Int

    /// A plan without terms for a snapshot of so many segments.
    init(segmentCount: Int) { self.segmentCount = segmentCount }

    /// Makes room for the terms of most queries.
    mutating func reserveUsual() {
        terms.reserveCapacity(4)
        keys.reserveCapacity(64)
    }

    /// What a node can add at most.
    func highest(_ node: Node) -> Double {
        switch node {
        case .nothing: 0
        case .everything(let boost), .set(_, let boost): boost
        case .term(let term, let boost): terms[term].weight * boost
        case .phrase(let phrase, let boost): phrases[phrase].weight * boost
        case .proximity(let proximity, let boost): proximities[proximity].weight * boost
        case .combination(let combination, let boost): combinations[combination].weight * boost
        case .union(let nodes), .conjunction(let nodes): nodes.reduce(0) { $0 + highest($1) }
        case .exclusion(let wanted, _): highest(wanted)
        case .optional(let required, let optional): highest(required) + highest(optional)
        }
    }
}

/// Takes a score apart: follows a plan's tree for one document and computes again, step by step, what each leaf adds.
struct ScoreExplainer {
    let shared: SharedPlan
    let snapshot: Snapshot
    let bm25: BM25
    /// What words are weighed by instead of the snapshot's own statistics.
    let statistics: RankingStatistics?
    let deadline: Deadline
    let places: PlanPlaces
    /// What old documents lose; nil where scores do not decay.
    var decay: Searcher.Decay?
    /// The sets of documents that hits before this one have needed.
    let sets = KnownSets()

    /// The tree of a document's score; nil where it does not match. O(words) and, for patterns, what their sets of documents take.
    func tree(of place: DocumentKinship.Place) throws(SearchError) -> ScoreTree? {
        let probe = DocumentProbe(snapshot: snapshot, place: place, bm25: bm25, deadline: deadline)
        let root = try probe.withOperators(shared, statistics: statistics) { (operators) throws(SearchError) in
            do throws(IndexError) {
                let leaves = LeafExplainer(self, operators, document: DocumentID(place.number))
                // The tree that the search of this segment follows.
                return try part(operators.root, leaves)
            } catch { throw SearchError(error) }
        }
        guard let root = try root.map({ (root) throws(SearchError) in try decayed(root, at: place) }) else { return nil }
        return ScoreTree(score: Float(root.value), grain: shared.plan.quantum.grain, root: root)
    }

    private func decayed(_ part: ScorePart, at place: DocumentKinship.Place) throws(SearchError) -> ScorePart {
        guard let decay = try decay?.inSegment(snapshot.segments[place.segment].reader) else { return part }
        let factor = decay.factor(of: place.number)
        if let damage = decay.damage { throw .damaged(damage) }
        return .product("score", [part, ScorePart("recency", .figure, factor)])
    }

    private func part(_ node: QueryPlan.Node, _ leaves: LeafExplainer) throws(IndexError) -> ScorePart? {
        switch node {
        case .nothing: return nil
        case .everything, .set, .term, .phrase, .proximity, .combination: return try leaves.part(node)
        case .union(let nodes):
            var found: [ScorePart] = []
            for node in nodes { if let part = try part(node, leaves) { found.append(part) } }
            return Self.joined(found)
        case .conjunction(let nodes):
            var found: [ScorePart] = []
            for node in nodes {
                guard let part = try part(node, leaves) else { return nil }
                found.append(part)
            }
            return Self.joined(found)
        case .exclusion(let wanted, let unwanted):
            guard let part = try part(wanted, leaves), try self.part(unwanted, leaves) == nil else { return nil }
            return part
        case .optional(let required, let optional):
            guard let part = try part(required, leaves) else { return nil }
            guard let more = try self.part(optional, leaves) else { return part }
            return Self.joined([part, more])
        }
    }

    /// A sum of sums is one sum: each addend is a whole number of grains.
    private static func joined(_ parts: [ScorePart]) -> ScorePart? {
        let addends = parts.flatMap { $0.operation == .sum ? $0.parts : [$0] }
        return addends.count < 2 ? addends.first : .sum("score", addends)
    }
}

/// Makes the operators of a plan for one segment: looks up lists, puts cursors into the arena, picks an algorithm by shape.
final class SegmentOperators {
    private let shared: SharedPlan
    let arena: SearchArena
    let deadline: Deadline
    let snapshot: Snapshot
    let segmentIndex: Int
    /// The number of the segment's first document in the snapshot.
    let documentBase: Int
    /// Documents that are not to be found: what is deleted, and what a filter leaves out.
    let deletions: Deletions?
    let reader: SegmentReader
    private let tables: ScoringTables
    /// That of the field asked for last: most queries look into one.
    private var lastRanking: FieldRanking?
    private var lastNorms: (field: Int, norms: UnsafePointer<UInt8>?)?
    /// By phrase; empty where the segment knows nothing of neighbours.
    let phrasePairs: UnsafeBufferPointer<PhrasePairs>
    /// What reads stored texts while the segment is searched.
    var valuesRead: [WholeValues] = []
    /// The plan's tree without what this segment does not hold.
    let root: QueryPlan.Node

    /// - Parameters:
    ///   - deletions: documents that are not to be found, the segment's deleted ones among them.
    ///   - arena: where cursors are put; it outlives them.
    init(
        _ shared: SharedPlan, snapshot: Snapshot, segment index: Int, deletions: Deletions?, tables: ScoringTables,
        arena: SearchArena, deadline: Deadline
    ) throws(SearchError) {
        self.shared = shared
        self.arena = arena
        self.tables = tables
        self.deadline = deadline
        segmentIndex = index
        self.deletions = deletions
        self.snapshot = snapshot
        reader = snapshot.segments[index].reader
        documentBase = snapshot.segments[index].documentBase
        phrasePairs = try Self.phrasePairs(shared, reader, segment: index, arena: arena)
        root = shared.root(inSegment: index, phrasePairs)
    }

    @inline(__always)
    var plan: QueryPlan { shared.plan }

    /// What scoring needs of a field.
    private struct FieldRanking {
        let field: Int
        let table: UnsafePointer<Double>
        let norms: UnsafePointer<UInt8>?
    }

    var documentCount: Int { reader.documentCount }

    // MARK: Cursors

    /// The list of a term that this segment holds.
    func list(_ term: Int) throws(IndexError) -> PostingList {
        guard let entry = plan.entry(ofTerm: term, segment: segmentIndex) else {
            preconditionFailure("the tree holds no absent term")
        }
        let known = plan.terms[term]
        return try reader.list(entry, norms: known.isText ? try norms(known.field) : nil)
    }

    func scorer(_ field: Int, isText: Bool, weight: Double) throws(IndexError) -> TermScorer {
        let ranking = try ranking(field, isText: isText)
        return TermScorer(
            weight: weight, quantum: plan.quantum, table: ranking.table, norms: ranking.norms, arena: arena)
    }

    private func norms(_ field: Int) throws(IndexError) -> UnsafePointer<UInt8>? {
        if let lastNorms, lastNorms.field == field { return lastNorms.norms }
        let norms = try reader.norms(field: field)
        lastNorms = (field, norms)
        return norms
    }

    private func ranking(_ field: Int, isText: Bool) throws(IndexError) -> FieldRanking {
        if let lastRanking, lastRanking.field == field { return lastRanking }
        let ranking = FieldRanking(
            field: field, table: tables.table(field: field, isText: isText),
            norms: isText ? try norms(field) : nil)
        lastRanking = ranking
        return ranking
    }

    /// Says what is wrong with the segment's lists, if a cursor found anything.
    func checkDamage() throws(SearchError) {
        if let damage = arena.damage { throw .damaged(reader.damage(damage)) }
        for values in valuesRead { if let damage = values.damage { throw SearchError(damage) } }
    }

    // MARK: Trees

    func matcher(_ node: QueryPlan.Node) throws(IndexError) -> Matcher {
        switch node {
        case .nothing: return Matcher()
        case .everything(let boost):
            return EverythingMatcher(documentCount: documentCount, weight: plan.quantum.round(boost))
        case .set(let set, let boost):
            return DocumentSetMatcher(try documents(ofSet: set), weight: plan.quantum.round(boost))
        case _ where isList(node): return TermMatcher(try scored(node))
        case .term: preconditionFailure("a term is one list")
        case .phrase(let phrase, let boost): return try phraseMatcher(phrase, boost: boost)
        case .proximity(let proximity, let boost): return try proximityMatcher(proximity, boost: boost)
        case .combination(let combination, let boost): return try combinationMatcher(combination, boost: boost)
        case .union(let nodes): return DisjunctionMatcher(try matchers(nodes))
        case .conjunction(let nodes): return ConjunctionMatcher(try matchers(nodes), deadline: deadline)
        case .exclusion(let wanted, let unwanted):
            return ExclusionMatcher(try matcher(wanted), unwanted: try matcher(unwanted))
        case .optional(let required, let optional):
            return OptionalMatcher(required: try matcher(required), optional: try matcher(optional))
        }
    }

    func matchers(_ nodes: [QueryPlan.Node]) throws(IndexError) -> [Matcher] {
        var matchers: [Matcher] = []
        for node in nodes { matchers.append(try matcher(node)) }
        return matchers
    }

    /// The documents of one of the plan's sets in this segment.
    func documents(ofSet set: Int) throws(IndexError) -> SegmentBitmap {
        try plan.sets[set].documents(inSegment: segmentIndex, of: snapshot, deadline: deadline)
    }

    private func phraseMatcher(_ number: Int, boost: Double) throws(IndexError) -> Matcher {
        let phrase = plan.phrases[number]
        var cursors: [Int: UnsafeMutablePointer<ScoredCursor>] = [:]
        var words: [UnsafeMutablePointer<ScoredCursor>] = []
        for word in phrase.words {
            if cursors[word] == nil { cursors[word] = try scored(.term(word, boost: 0)) }
            words.append(cursors[word]!)
        }
        var bounds: [UnsafeMutablePointer<ScoredCursor>] = []
        let known = pairs(ofPhrase: number)
        for pair in known.pairs {
            let place = arena.allocate(ScoredCursor.self, count: 1)
            try initialize(place, RequiredList(pair, field: phrase.field, weight: 0))
            bounds.append(place)
        }
        return PhraseMatcher(
            words: words, pairs: bounds, pairAt: { known.index(phrase.words[$0], phrase.words[$0 + 1]) }, filters: known.filters,
            scorer: try scorer(phrase.field, isText: true, weight: phrase.weight * boost), deadline: deadline, arena: arena)
    }
}

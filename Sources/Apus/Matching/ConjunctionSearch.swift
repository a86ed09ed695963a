/// Finds the best documents of a flat conjunction: one or more required words, phrases of them, optional words beside them.
///
/// The rarest required list leads, block by block. A block is passed over, not even decoded, when its bound and those of the
/// other lists over the same documents cannot enter (Ding & Suel 2011); of a decoded block only the documents that their own
/// frequency and length leave a chance are looked up in the other lists, rarest first, and a phrase's positions come last. Where the
/// cut leaves most of them a chance, or the second list is a bitset, they are looked up there first and only those that meet are scored.
/// Covers a single word, `a AND b`, `"a b"`, `"a b" AND c` and `+a b`.
struct ConjunctionSearch {
    /// The required lists, rarest first, then the optional ones, then those whose documents are unwanted.
    let lists: UnsafeMutablePointer<ScoredCursor>
    private let listCount: Int
    let requiredCount: Int
    private let excludedCount: Int
    let phrases: UnsafeMutablePointer<PhraseClause>
    let phraseCount: Int
    let filters: UnsafeMutablePointer<NeighbourRow>?
    let filterCount: Int
    let collector: HitCollector
    let bounds: ConjunctionBounds
    /// What the leading list and the phrases that hold it weigh together.
    let leadWeight: Double
    /// What is required can add at most, in any document, and documents that the optional lists hold.
    private let requiredBound: Double
    private let optionalCost: Int
    /// The leading block's documents that are looked up: their places in the block and their saturations.
    let places: UnsafeMutablePointer<UInt8>
    let leadSaturations: UnsafeMutablePointer<Double>
    /// Of these, the ones that the second list holds too, and their indexes in its block.
    let kept: UnsafeMutablePointer<UInt8>
    let indexes: UnsafeMutablePointer<UInt8>
    /// Documents that two bitsets share.
    let metDocuments: UnsafeMutablePointer<UInt32>
    /// Whether nothing is scored, for no hit is kept.
    let isCounting: Bool
    /// Of the documents scored last, how many in 256 could reach the cut.
    var worthwhile = 256

    init(_ terms: FlatConjunction, collector: HitCollector, arena: SearchArena) {
        (lists, listCount, requiredCount) = (terms.lists, terms.listCount, terms.requiredCount)
        excludedCount = terms.excludedCount
        (phrases, phraseCount) = (terms.phrases, terms.phraseCount)
        (filters, filterCount) = (terms.filters, terms.filterCount)
        self.collector = collector
        bounds = ConjunctionBounds(lists: listCount, required: requiredCount, phrases: phraseCount, arena: arena)
        var weight = lists[0].scorer.weight
        for index in 0..<phraseCount where phrases[index].holds(list: 0) { weight += phrases[index].scorer.weight }
        leadWeight = weight
        bounds.lookAtAll(lists: lists, phrases: phrases)
        requiredBound = bounds.required
        optionalCost = (requiredCount..<listCount).reduce(0) { [lists] in $0 + lists[$1].cursor.cost }
        places = arena.allocate(count: 128)
        leadSaturations = arena.allocate(count: 128)
        kept = arena.allocate(count: 128)
        indexes = arena.allocate(count: 128)
        metDocuments = arena.allocate(count: 128)
        isCounting = collector.isCounting
    }

    /// Runs to the end, or until the required lists alone cannot enter any more and the optional ones are shorter: then it says
    /// from which document on the optional ones had better lead.
    consuming func run() -> DocumentID {
        // Every document of the only list matches.
        if requiredCount == 1, phraseCount == 0, excludedCount == 0, collector.wanted > 0 {
            collector.expect(lists[0].floor(ofBest: collector.wanted))
        }
        var from = lists[0].document
        while from != .max {
            if collector.deadline.passes() || collector.cut == .infinity { return .end }
            if optionalShouldLead() { return DocumentID(from) }
            for index in 1..<requiredCount { from = max(from, lists[index].document) }
            let through = lists[0].boundary(from: from)
            if through == .max { break }
            let cut = collector.cut
            if cut > -.infinity {
                if !bounds.look(from: from, through: through, lists: lists, phrases: phrases) || bounds.total < cut {
                    from = through &+ 1
                    continue
                }
                if bounds.required < cut, listCount == requiredCount &+ 1 {
                    lists[requiredCount].cursor.seek(DocumentID(from))
                    from = lists[requiredCount].document
                    if from > through { continue }
                }
            }
            from = searchBlock(from, isBounded: cut > -.infinity)
        }
        return .end
    }

    /// Looks a document that the first two lists hold up in the others, and collects it where it matches. Returns the document that
    /// the leading list may go on with.
    ///
    /// The leading cursor stands on the document where there are phrases.
    @inline(__always)
    func finish(_ document: UInt32, saturation: Double, cut: Double) -> UInt32 {
        var sum = 0.0
        if !isCounting {
            sum = lists[0].scorer.score(saturation: saturation)
            if requiredCount > 1 {
                if sum + bounds.fromList(1) < cut { return 0 }
                if lists[1].scorer.weight > 0 { sum += lists[1].scorer.score(frequency: lists[1].cursor.frequency, of: document) }
            }
        }
        var index = 2
        while index < requiredCount {
            if sum + bounds.fromList(index) < cut { return 0 }
            lists[index].cursor.seek(DocumentID(document))
            guard lists[index].document == document else { return lists[index].document }
            if lists[index].scorer.weight > 0, !isCounting {
                sum += lists[index].scorer.score(frequency: lists[index].cursor.frequency, of: document)
            }
            index &+= 1
        }
        for index in listCount..<listCount &+ excludedCount {
            lists[index].cursor.seek(DocumentID(document))
            if lists[index].document == document { return 0 }
        }
        if phraseCount > 0 {
            for index in 0..<phraseCount {
                if isCounting {
                    guard phrases[index].phrase.occurrences() > 0 else { return 0 }
                    continue
                }
                let score = phrases[index].score(of: document, missing: cut - sum - bounds.fromPhrase(index &+ 1))
                if score < 0 { return 0 }
                sum += score
            }
        }
        for index in requiredCount..<listCount {
            let missing = cut - sum
            if bounds.fromList(index) < missing { return 0 }
            guard let score = lists[index].score(at: document, missing: missing, rest: bounds.fromList(index &+ 1)) else {
                return 0
            }
            sum += score
        }
        collector.collect(document, score: sum)
        return 0
    }

    /// Whether a match needs one of several optional words, and these are fewer than what leads.
    @inline(__always)
    private func optionalShouldLead() -> Bool {
        guard listCount > requiredCount, collector.cut > -.infinity else { return false }
        return optionalCost < lists[0].cursor.cost && requiredBound < collector.cut
    }
}

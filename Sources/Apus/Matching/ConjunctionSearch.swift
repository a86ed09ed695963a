/// Finds the best documents of a flat conjunction: one or more required words, phrases of them, optional words beside them.
///
/// The rarest required list leads, block by block. A block is passed over, not even decoded, when its bound and those of the
/// other lists over the same documents cannot enter (Ding & Suel 2011); of a decoded block only the documents that their own
/// frequency and length leave a chance are looked up in the other lists, rarest first, and a phrase's positions come last.
/// Covers a single word, `a AND b`, `"a b"`, `"a b" AND c` and `+a b`.
struct ConjunctionSearch {
    /// The required lists, rarest first, then the optional ones, then those whose documents are unwanted.
    private let lists: UnsafeMutablePointer<ScoredCursor>
    private let listCount: Int
    private let requiredCount: Int
    private let excludedCount: Int
    private let phrases: UnsafeMutablePointer<PhraseClause>
    private let phraseCount: Int
    private let filters: UnsafeMutablePointer<NeighbourRow>?
    private let filterCount: Int
    private let collector: HitCollector
    private let bounds: ConjunctionBounds
    /// What the leading list and the phrases that hold it weigh together.
    private let leadWeight: Double
    /// What is required can add at most, in any document, and documents that the optional lists hold.
    private let requiredBound: Double
    private let optionalCost: Int
    /// The leading block's documents that are looked up: their places in the block and their saturations.
    private let places: UnsafeMutablePointer<UInt8>
    private let leadSaturations: UnsafeMutablePointer<Double>
    /// Of these, the ones that the second list holds too, and their indexes in its block.
    private let kept: UnsafeMutablePointer<UInt8>
    private let indexes: UnsafeMutablePointer<UInt8>
    /// Whether nothing is scored, for no hit is kept.
    private let isCounting: Bool

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
        leadSaturations.initialize(repeating: 0, count: 128)
        kept = arena.allocate(count: 128)
        indexes = arena.allocate(count: 128)
        isCounting = collector.isCounting
    }

    /// Runs to the end, or until the required lists alone cannot enter any more and the optional ones are shorter: then it says
    /// from which document on the optional ones had better lead.
    func run() -> DocumentID {
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

    /// Searches the leading block that reaches `from`, and returns the next document of interest.
    @inline(__always)
    private func searchBlock(_ from: UInt32, isBounded: Bool) -> UInt32 {
        lists[0].cursor.seek(DocumentID(from))
        let documents = lists[0].cursor.documents
        guard lists[0].document != .max else { return .max }
        let next = lists[0].cursor.lastInBlock &+ 1
        let count = takeBlock(isBounded: isBounded)
        if requiredCount > 1 { return max(next, meetSecond(documents, count, isBounded: isBounded)) }
        for index in 0..<count {
            let place = Int(places[index])
            _ = finish(documents[place], place, saturation: leadSaturations[index], cut: isBounded ? collector.cut : -.infinity)
        }
        return next
    }

    /// Gathers the documents of the leading block that are looked up in other lists: those that the filters let pass, and that may reach
    /// the cut.
    @inline(__always)
    private func takeBlock(isBounded: Bool) -> Int {
        let first = lists[0].cursor.indexInBlock
        let count = lists[0].cursor.countInBlock &- first
        if let filters {
            let passed = passFilters(filters, first, count)
            return isCounting || passed == 0 ? passed : keepWorthwhile(passed, isBounded: isBounded) { Int(places[$0]) }
        }
        if !isCounting { return keepWorthwhile(count, isBounded: isBounded) { first &+ $0 } }
        for index in 0..<count { places[index] = UInt8(truncatingIfNeeded: first &+ index) }
        return count
    }

    @inline(__always)
    private func passFilters(_ filters: UnsafeMutablePointer<NeighbourRow>, _ first: Int, _ count: Int) -> Int {
        var passed = count
        for index in 0..<count { places[index] = UInt8(truncatingIfNeeded: first &+ index) }
        for filter in 0..<filterCount { passed = filters[filter].keep(places, passed, of: lists[0].cursor.documents) }
        return passed
    }

    /// Gathers those of some documents of the leading block that may reach the cut, if the other parts do their best.
    /// - Parameter place: where each of the documents is in the block.
    @inline(__always)
    private func keepWorthwhile(_ taken: Int, isBounded: Bool, place: (Int) -> Int) -> Int {
        let documents = lists[0].cursor.documents
        let frequencies = lists[0].cursor.blockFrequencies
        let scorer = lists[0].scorer
        var others = bounds.behindLead
        for index in 0..<phraseCount where phrases[index].holds(list: 0) { others -= bounds.ofPhrase(index) }
        // Each weight in `leadWeight` is rounded by itself when it is added.
        let floor = isBounded ? collector.cut - others - lists[0].scorer.quantum.grain * Double(phraseCount &+ 1) : -.infinity
        var count = 0
        for index in 0..<taken {
            let place = place(index)
            let saturation = scorer.saturation(frequency: frequencies[place], of: documents[place])
            places[count] = UInt8(truncatingIfNeeded: place)
            leadSaturations[count] = saturation
            count &+= leadWeight * saturation >= floor ? 1 : 0
        }
        return count
    }

    /// Meets the gathered documents with the second list, one of its blocks at a time, and looks at what both hold. Returns the
    /// document that the leading list may go on with.
    @inline(__always)
    private func meetSecond(_ documents: UnsafeMutablePointer<UInt32>, _ count: Int, isBounded: Bool) -> UInt32 {
        var (index, target) = (0, UInt32(0))
        while true {
            while index < count, documents[Int(places[index])] < target { index &+= 1 }
            guard index < count else { return target }
            let document = documents[Int(places[index])]
            lists[1].cursor.seek(DocumentID(document))
            target = lists[1].document
            if target > document { continue }
            let ahead = UnsafeMutableBufferPointer(start: places + index, count: count &- index)
            let isBitset = lists[1].cursor.bits != nil
            let (seen, found) = lists[1].cursor.meet(documents, places: ahead, kept: kept, indexes: indexes)
            for match in 0..<found {
                let lead = index &+ Int(kept[match])
                let place = Int(places[lead])
                guard documents[place] >= target else { continue }
                // What is looked at may have written a bitset out meanwhile.
                if isBitset, lists[1].cursor.bits == nil {
                    lists[1].cursor.seek(DocumentID(documents[place]))
                } else {
                    lists[1].cursor.move(to: documents[place], index: indexes[match])
                }
                target = finish(
                    documents[place], place, saturation: leadSaturations[lead], cut: isBounded ? collector.cut : -.infinity)
            }
            index &+= seen
        }
    }

    /// Looks a document that the first two lists hold up in the others, and collects it where it matches. Returns the document that
    /// the leading list may go on with.
    @inline(__always)
    private func finish(_ document: UInt32, _ place: Int, saturation: Double, cut: Double) -> UInt32 {
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
            lists[0].cursor.move(toIndexInBlock: place)
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

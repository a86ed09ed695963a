/// Finds the best documents of a union, window by window of documents.
///
/// In each window the members are parted by what they can add there at most: the weakest, as long as all of them together
/// cannot enter, are not essential. Essential members are scored in bulk into sums; the others are looked up only for documents
/// whose sum they can still lift over the cut. Turtle & Flood 1995 (MaxScore) with block bounds (Ding & Suel 2011), in
/// windows as Lucene's `MaxScoreBulkScorer`.
///
/// With a `required` operator only its matches count (`+a b c`): it is looked up before the members that are not essential.
final class MaxScore {
    private let members: UnsafeMutablePointer<UnionMember>
    private let count: Int
    private let required: Matcher?
    private let collector: HitCollector
    private var window: ScoreWindow
    /// `sums[i]`: what the required operator and the weakest `i` members can add in the window.
    private let sums: UnsafeMutablePointer<Double>
    /// Documents of one block that may enter: their places in it, and what they score so far.
    private let places: UnsafeMutablePointer<UInt8>
    private let scores: UnsafeMutablePointer<Double>
    /// Members from here on are essential.
    private var firstEssential = 0
    /// Windows grow where few documents come of them.
    private var leastDocuments: UInt32 = 1
    private var candidates = 0

    /// - Parameter members: their matchers are kept alive by the caller until the end of `run`.
    init(_ members: [UnionMember], required: Matcher? = nil, collector: HitCollector, arena: SearchArena) {
        count = members.count
        self.members = arena.allocate(count: members.count)
        self.members.initialize(from: members, count: members.count)
        self.required = required
        self.collector = collector
        window = ScoreWindow(arena: arena)
        sums = arena.allocate(count: members.count + 1)
        places = arena.allocate(count: PostingListLayout.blockDocuments)
        scores = arena.allocate(count: PostingListLayout.blockDocuments)
    }

    func run(from start: DocumentID = DocumentID(0)) {
        var from = start.rawValue
        if required == nil { expectBestOfMembers() }
        for index in 0..<count { members[index].seek(from) }
        while true {
            if collector.deadline.passes() || collector.cut == .infinity { return }
            from = max(from, lowestDocument(from))
            if from == .max { return }
            var end = windowEnd(from)
            while true {
                guard part(from: from, through: end &- 1) else { break }
                // Which members are essential depends on the window, and the window on them.
                let smaller = windowEnd(from)
                if smaller >= end { break }
                end = smaller
            }
            from = firstEssential < count ? score(from: from, end: end) : end
        }
    }

    /// Every document of a member matches, and scores no less than there.
    private func expectBestOfMembers() {
        let wanted = collector.wanted
        guard wanted > 0 else { return }
        for index in 0..<count {
            if let term = members[index].term { collector.expect(term.pointee.floor(ofBest: wanted)) }
        }
    }

    /// The first document, from the start of the window on, that any member can have.
    private func lowestDocument(_ from: UInt32) -> UInt32 {
        var lowest = UInt32.max
        for index in 0..<count { lowest = min(lowest, members[index].document) }
        return lowest
    }

    /// Where the bounds of an essential member change, but not before a window worth its while.
    private func windowEnd(_ from: UInt32) -> UInt32 {
        let first = min(firstEssential, count &- 1)
        var last = UInt32.max &- 1
        for index in first..<count { last = min(last, members[index].boundary(from: from)) }
        guard count &- first > 1 else { return last &+ 1 }
        return max(last &+ 1, from &+ min(leastDocuments, .max &- 1 &- from))
    }

    /// Sorts the members by what they can add in the window, and parts them; false where all together cannot enter.
    private func part(from: UInt32, through: UInt32) -> Bool {
        for index in 0..<count { members[index].bound = members[index].bound(from: from, through: through) }
        sortByBound()
        let cut = collector.cut
        var sum = required?.bound(from: from, through: through) ?? 0
        firstEssential = count
        for index in 0..<count {
            sums[index] = sum
            sum += members[index].bound
            if sum >= cut, firstEssential == count { firstEssential = index }
        }
        sums[count] = sum
        return firstEssential < count
    }

    /// Insertion sort: the order changes little from window to window.
    private func sortByBound() {
        for index in 1..<max(1, count) {
            let member = members[index]
            var place = index
            while place > 0, members[place - 1].bound > member.bound {
                members[place] = members[place - 1]
                place -= 1
            }
            members[place] = member
        }
    }

    // MARK: Scoring

    /// Scores the window, or as much of it as the partition stays right for; returns where to go on.
    private func score(from: UInt32, end: UInt32) -> UInt32 {
        for index in firstEssential..<count where members[index].document < from { members[index].seek(from) }
        if count &- firstEssential == 1, let term = members[firstEssential].term {
            return scoreSingle(term, end: end)
        }
        candidates = 0
        var next = from
        while next < end {
            next = lowestEssential()
            if next >= end { break }
            let pieceEnd = min(end, next &+ UInt32(ScoreWindow.documents))
            scorePiece(from: next, end: pieceEnd)
            next = pieceEnd
            if sums[firstEssential &+ 1] < collector.cut || collector.deadline.passes() { break }
        }
        adaptWindow()
        return min(next, end)
    }

    private func lowestEssential() -> UInt32 {
        var lowest = UInt32.max
        for index in firstEssential..<count { lowest = min(lowest, members[index].document) }
        return lowest
    }

    private func adaptWindow() {
        let isWorthIt = candidates >= 32 &* count
        leastDocuments = isWorthIt ? 1 : min(leastDocuments &* 2, UInt32(ScoreWindow.documents))
    }

    private func scorePiece(from: UInt32, end: UInt32) {
        window.first = from
        for index in firstEssential..<count { members[index].accumulate(into: window, below: end) }
        let others = sums[firstEssential]
        window.drain(below: end) { document, sum in
            candidates &+= 1
            if sum + others >= collector.cut { finish(document, sum) }
        }
    }

    /// One essential term: of each of its blocks the documents are gathered that may enter by what they score by themselves.
    private func scoreSingle(_ term: UnsafeMutablePointer<ScoredCursor>, end: UInt32) -> UInt32 {
        let others = sums[firstEssential]
        while term.pointee.document < end {
            let documents = term.pointee.cursor.documents
            let frequencies = term.pointee.cursor.blockFrequencies
            let (found, next) = gather(
                term.pointee.scorer, documents, frequencies, from: term.pointee.cursor.indexInBlock, below: end,
                floor: collector.cut - others)
            for index in 0..<found {
                if scores[index] + others >= collector.cut { finish(documents[Int(places[index])], scores[index]) }
            }
            term.pointee.cursor.move(toIndexInBlock: next)
            if sums[count] < collector.cut || collector.deadline.passes() { break }
        }
        return end
    }

    /// Scores the documents of a block below `end`, and gathers those not below the floor; says how many, and where to go on.
    @inline(__always)
    private func gather(
        _ scorer: TermScorer, _ documents: UnsafeMutablePointer<UInt32>, _ frequencies: UnsafeMutablePointer<UInt32>,
        from first: Int, below end: UInt32, floor: Double
    ) -> (found: Int, next: Int) {
        var (found, index) = (0, first)
        // Behind the block's documents stands .max.
        while documents[index] < end {
            let score = scorer.score(frequency: frequencies[index], of: documents[index])
            places[found] = UInt8(truncatingIfNeeded: index)
            scores[found] = score
            found &+= score >= floor ? 1 : 0
            index &+= 1
        }
        return (found, index)
    }

    /// Adds what is missing of a document whose essential members are summed up, as long as it can enter, and collects it.
    private func finish(_ document: UInt32, _ essential: Double) {
        var sum = essential
        var index = firstEssential
        if let required {
            let score = required.score(at: DocumentID(document), atLeast: collector.cut - sum - optionalSum(index))
            if score < 0 { return }
            sum += score
        }
        while index > 0 {
            let missing = collector.cut - sum
            if optionalSum(index) < missing { return }
            index &-= 1
            guard let score = members[index].score(at: document, missing: missing, rest: optionalSum(index)) else { return }
            sum += score
        }
        collector.collect(document, score: sum)
    }

    /// What the weakest members can add together.
    private func optionalSum(_ members: Int) -> Double { sums[members] - sums[0] }
}

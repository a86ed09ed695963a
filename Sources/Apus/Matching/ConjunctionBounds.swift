/// What the parts of a flat conjunction can add over a range of documents: required lists, then phrases, then optional lists.
///
/// `fromList(i)` is the bound of list i and all that is added after it, and so on; memory is the arena's. Sums of bounds are
/// exact, as those of scores are (`ScoreQuantum`).
struct ConjunctionBounds {
    /// Highest saturation of each list in the range.
    private let saturations: UnsafeMutablePointer<Double>
    /// Bounds of a part and all parts after it; 0 behind the last.
    private let tails: UnsafeMutablePointer<Double>
    private let listCount: Int
    private let requiredCount: Int
    private let phraseCount: Int

    init(lists: Int, required: Int, phrases: Int, arena: SearchArena) {
        (listCount, requiredCount, phraseCount) = (lists, required, phrases)
        saturations = arena.allocate(count: lists)
        tails = arena.allocate(count: lists + phrases + 1)
        tails.initialize(repeating: 0, count: lists + phrases + 1)
    }

    var total: Double { tails[0] }

    /// The bound of what is required.
    var required: Double { tails[0] - tails[requiredCount + phraseCount] }

    /// The bound of all that comes after the leading list: the phrases too, where it is the only one that is required.
    @inline(__always)
    var behindLead: Double { tails[1] }

    @inline(__always)
    func fromList(_ index: Int) -> Double { tails[index < requiredCount ? index : index &+ phraseCount] }

    @inline(__always)
    func fromPhrase(_ index: Int) -> Double { tails[requiredCount &+ index] }

    @inline(__always)
    func ofPhrase(_ index: Int) -> Double { tails[requiredCount &+ index] - tails[requiredCount &+ index &+ 1] }

    /// Looks at the range; false where a required list has no document there.
    @inline(__always)
    func look(
        from: UInt32, through: UInt32, lists: UnsafeMutablePointer<ScoredCursor>, phrases: UnsafeMutablePointer<PhraseClause>
    ) -> Bool {
        for index in 0..<listCount {
            saturations[index] = lists[index].saturation(from: from, through: through)
            if saturations[index] == 0, index < requiredCount { return false }
        }
        sum(lists, phrases)
        return true
    }

    /// Bounds that hold for all documents.
    func lookAtAll(lists: UnsafeMutablePointer<ScoredCursor>, phrases: UnsafeMutablePointer<PhraseClause>) {
        for index in 0..<listCount { saturations[index] = lists[index].highestSaturation }
        sum(lists, phrases)
    }

    @inline(__always)
    private func sum(_ lists: UnsafeMutablePointer<ScoredCursor>, _ phrases: UnsafeMutablePointer<PhraseClause>) {
        var tail = 0.0
        var place = listCount &+ phraseCount
        tails[place] = 0
        func add(_ bound: Double) {
            place &-= 1
            tail += bound
            tails[place] = tail
        }
        for index in (requiredCount..<listCount).reversed() { add(lists[index].scorer.score(saturation: saturations[index])) }
        for index in (0..<phraseCount).reversed() { add(phrases[index].bound(saturations)) }
        for index in (0..<requiredCount).reversed() { add(lists[index].scorer.score(saturation: saturations[index])) }
    }
}

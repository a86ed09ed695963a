/// The documents that hold a word in any of several fields, in which it scores as one word (`QueryPlan.Combination`).
///
/// **Bounds.** Of a document let `x = w₁·p₁ + w₂·p₂ + …` in the order of the members, p being `tf / K` of each as its `TermScorer` computes
/// it, 0 where it is not there. `saturation` is `1 − 1 / (1 + x)`, its score `weight · saturation`, rounded to a grain. No w is negative, and
/// sums, products, quotients and roundings of Doubles are monotone, so a score computed in these steps from figures that are none below
/// those of a document is not below the document's, to the last bit. `TermScorer.normalizedFrequency(atMost:)` gives such a figure for
/// each member from the saturation that the impacts of its blocks allow.
final class CombinationMatcher: Matcher {
    /// A field's list and how much its occurrences count.
    struct Member {
        let scored: UnsafeMutablePointer<ScoredCursor>
        let weight: Double
    }

    private let members: UnsafeMutablePointer<Member>
    private let count: Int
    private let weight: Double
    private let quantum: ScoreQuantum
    private var wholeBound = 0.0

    /// - Parameters:
    ///   - members: of the fields that the segment holds the word in; their cursors live as long as the arena, which outlives this.
    ///   - weight: what it adds at most.
    init(_ members: [Member], weight: Double, quantum: ScoreQuantum, arena: SearchArena) {
        count = members.count
        self.members = arena.allocate(count: members.count)
        self.members.initialize(from: members, count: members.count)
        (self.weight, self.quantum) = (weight, quantum)
        super.init()
        wholeBound = bound { $0.highestSaturation }
        findLowest()
    }

    override var cost: Int { (0..<count).reduce(0) { $0 + members[$1].scored.pointee.cursor.cost } }
    override var highest: Double { wholeBound }

    override func advance() {
        for index in 0..<count where members[index].scored.pointee.cursor.document == document {
            members[index].scored.pointee.cursor.advance()
        }
        findLowest()
    }

    override func seek(_ target: DocumentID) {
        guard target > document else { return }
        for index in 0..<count { members[index].scored.pointee.cursor.seek(target) }
        findLowest()
    }

    private func findLowest() {
        var lowest = DocumentID.end
        for index in 0..<count { lowest = min(lowest, members[index].scored.pointee.cursor.document) }
        document = lowest
    }

    // MARK: Scores

    /// How near the current document comes to the word's whole weight, from 0 to 1.
    var saturation: Double {
        var sum = 0.0
        for index in 0..<count where members[index].scored.pointee.cursor.document == document {
            let scored = members[index].scored
            let frequency = scored.pointee.cursor.frequency
            sum += members[index].weight * scored.pointee.scorer.normalizedFrequency(frequency, of: document.rawValue)
        }
        return TermScorer.saturation(normalizedFrequency: sum)
    }

    override func score(atLeast floor: Double) -> Double { quantum.round(weight * saturation) }

    override func accumulate(into window: ScoreWindow, below end: UInt32) {
        while document.rawValue < end {
            window.add(quantum.round(weight * saturation), at: document.rawValue)
            advance()
        }
    }

    // MARK: Bounds

    override func bound(from: UInt32, through: UInt32) -> Double {
        bound { $0.saturation(from: from, through: through) }
    }

    override func boundary(from: UInt32) -> UInt32 {
        (0..<count).reduce(UInt32.max) { min($0, members[$1].scored.pointee.boundary(from: from)) }
    }

    /// - Parameter saturation: that of one member, which no document in question passes.
    @inline(__always)
    private func bound(_ saturation: (inout ScoredCursor) -> Double) -> Double {
        var sum = 0.0
        // What weighs nothing stays nothing, also where its bound is infinite.
        for index in 0..<count where members[index].weight > 0 {
            sum += members[index].weight * TermScorer.normalizedFrequency(atMost: saturation(&members[index].scored.pointee))
        }
        return quantum.round(weight * TermScorer.saturation(normalizedFrequency: sum))
    }
}

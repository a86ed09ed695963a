/// What one segment knows of the neighbouring words of a phrase: lists (docs/decisions/0011) and filters (0012).
///
/// A phrase of two words is its one pair: list and frequencies are the phrase's own. In a longer one each pair bounds the phrase:
/// it is in no other documents and not there more often. A filter tells most documents that do not hold the phrase. Lives in an arena.
struct PhrasePairs: BitwiseCopyable {
    /// A pair that the segment covers, as places among the plan's terms.
    struct Pair: BitwiseCopyable {
        let first: Int
        let second: Int
        let list: PostingList
    }

    /// The pairs that are covered, in the order of the phrase; one that the phrase repeats is there once.
    let pairs: UnsafeBufferPointer<Pair>
    /// Filters of neighbours that are no pair.
    let filters: UnsafeBufferPointer<NeighbourRow>
    /// Whether two neighbours are next to each other in no document of the segment.
    let isAbsent: Bool
    private let wordCount: Int

    /// No pairs are known.
    static var unknown: PhrasePairs { PhrasePairs(isAbsent: false, wordCount: 0) }

    private init(
        pairs: UnsafeBufferPointer<Pair> = UnsafeBufferPointer(start: nil, count: 0),
        filters: UnsafeBufferPointer<NeighbourRow> = UnsafeBufferPointer(start: nil, count: 0), isAbsent: Bool, wordCount: Int
    ) {
        (self.pairs, self.filters, self.isAbsent, self.wordCount) = (pairs, filters, isAbsent, wordCount)
    }

    /// Looks the pairs of a phrase up; one that has a word which the segment lacks is left alone. O(words · log pairs).
    init(
        _ number: Int, of shared: SharedPlan, segment: Int, reader: SegmentReader, arena: SearchArena
    ) throws(DamagedFile) {
        let phrase = shared.plan.phrases[number]
        // Stems have neither.
        guard !StemField.holds(phrase.field) else {
            self = .unknown
            return
        }
        let (pairs, filters) = (
            arena.allocate(Pair.self, count: phrase.words.count), arena.allocate(NeighbourRow.self, count: phrase.words.count)
        )
        var (pairCount, filterCount) = (0, 0)
        for place in 1..<max(1, phrase.words.count) {
            let (first, second) = (phrase.words[place - 1], phrase.words[place])
            guard let one = shared.plan.entry(ofTerm: first, segment: segment),
                let other = shared.plan.entry(ofTerm: second, segment: segment)
            else {
                self = .unknown
                return
            }
            if (0..<pairCount).contains(where: { pairs[$0].first == first && pairs[$0].second == second }) { continue }
            switch try reader.pairs?.pair(one, other, field: reader.own(field: phrase.field)) ?? .uncovered {
            case .uncovered:
                if let filter = reader.neighbours?.row(one, other, field: reader.own(field: phrase.field)) {
                    (filters + filterCount).initialize(to: filter)
                    filterCount += 1
                }
            case .list(let list):
                (pairs + pairCount).initialize(to: Pair(first: first, second: second, list: list))
                pairCount += 1
            case .absent:
                self.init(isAbsent: true, wordCount: phrase.words.count)
                return
            }
        }
        self.init(
            pairs: UnsafeBufferPointer(start: pairs, count: pairCount),
            filters: UnsafeBufferPointer(start: filters, count: filterCount), isAbsent: false, wordCount: phrase.words.count)
    }

    /// Which of the pairs are two terms of the plan, one behind the other.
    func index(_ first: Int, _ second: Int) -> Int? { pairs.firstIndex { $0.first == first && $0.second == second } }

    /// The list that is the phrase's own, where it has two words that are covered.
    var whole: Pair? { wordCount == 2 ? pairs.first : nil }
}

extension SharedPlan {
    /// The plan's tree without what a segment does not hold.
    /// - Parameter pairs: what the segment knows of the phrases' neighbours.
    func root(inSegment segment: Int, _ pairs: UnsafeBufferPointer<PhrasePairs>) -> QueryPlan.Node {
        let absent = pairs.indices.filter { pairs[$0].isAbsent }
        // The only segment holds all words of the tree.
        if plan.segmentCount == 1, absent.isEmpty { return plan.root }
        return plan.root(inSegment: segment, withoutPhrases: absent)
    }

    /// Whether the number of documents that hold a phrase is known in every segment without looking at positions.
    func isAnsweredByPairs(_ phrase: Int, in snapshot: Snapshot) throws(IndexError) -> Bool {
        guard plan.phrases[phrase].words.count == 2 else { return false }
        let arena = snapshot.arenas.take()
        defer { snapshot.arenas.giveBack(arena) }
        do throws(DamagedFile) {
            for (index, segment) in snapshot.segments.enumerated() {
                guard segment.reader.pairs != nil else { return false }
                let pairs = try PhrasePairs(phrase, of: self, segment: index, reader: segment.reader, arena: arena)
                let isKnown = pairs.isAbsent || pairs.whole != nil
                guard isKnown || plan.phrases[phrase].words.contains(where: { plan.entry(ofTerm: $0, segment: index) == nil })
                else {
                    return false
                }
            }
        } catch { throw .damaged(error) }
        return true
    }
}

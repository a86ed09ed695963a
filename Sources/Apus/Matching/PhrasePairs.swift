/// What one segment knows of the neighbouring words of a phrase: lists (docs/decisions/0011) and filters (0012).
///
/// A phrase of two words is its one pair: list and frequencies are the phrase's own. In a longer one each pair bounds the phrase:
/// it is in no other documents and not there more often. A filter tells most documents that do not hold the phrase.
struct PhrasePairs {
    /// A pair that the segment covers, as places among the plan's terms.
    struct Pair {
        let first: Int
        let second: Int
        let list: PostingList
    }

    /// The pairs that are covered, in the order of the phrase; one that the phrase repeats is there once.
    let pairs: [Pair]
    /// Filters of neighbours that are no pair.
    let filters: [NeighbourRow]
    /// Whether two neighbours are next to each other in no document of the segment.
    let isAbsent: Bool
    private let wordCount: Int

    /// No pairs are known.
    static var unknown: PhrasePairs { PhrasePairs(pairs: [], filters: [], isAbsent: false, wordCount: 0) }

    private init(pairs: [Pair], filters: [NeighbourRow], isAbsent: Bool, wordCount: Int) {
        (self.pairs, self.filters, self.isAbsent, self.wordCount) = (pairs, filters, isAbsent, wordCount)
    }

    /// Looks the pairs of a phrase up; one that has a word which the segment lacks is left alone. O(words · log pairs).
    init(
        _ phrase: QueryPlan.Phrase, in plan: borrowing QueryPlan, segment: Int, reader: SegmentReader
    ) throws(DamagedFile) {
        // Stems have neither.
        guard !StemField.holds(phrase.field) else {
            self = .unknown
            return
        }
        var pairs: [Pair] = []
        var filters: [NeighbourRow] = []
        for place in 1..<max(1, phrase.words.count) {
            let (first, second) = (phrase.words[place - 1], phrase.words[place])
            guard let one = plan.entry(ofTerm: first, segment: segment), let other = plan.entry(ofTerm: second, segment: segment)
            else {
                self = .unknown
                return
            }
            if pairs.contains(where: { $0.first == first && $0.second == second }) { continue }
            switch try reader.pairs?.pair(one, other, field: reader.own(field: phrase.field)) ?? .uncovered {
            case .uncovered:
                if let filter = reader.neighbours?.row(one, other, field: reader.own(field: phrase.field)) {
                    filters.append(filter)
                }
            case .list(let list): pairs.append(Pair(first: first, second: second, list: list))
            case .absent:
                self.init(pairs: [], filters: [], isAbsent: true, wordCount: phrase.words.count)
                return
            }
        }
        self.init(pairs: pairs, filters: filters, isAbsent: false, wordCount: phrase.words.count)
    }

    /// The list that is the phrase's own, where it has two words that are covered.
    var whole: Pair? { wordCount == 2 ? pairs.first : nil }
}

extension QueryPlan {
    /// Whether the number of documents that hold a phrase is known in every segment without looking at positions.
    func isAnsweredByPairs(_ phrase: Int, in snapshot: Snapshot) throws(IndexError) -> Bool {
        guard phrases[phrase].words.count == 2 else { return false }
        do throws(DamagedFile) {
            for (index, segment) in snapshot.segments.enumerated() {
                guard segment.reader.pairs != nil else { return false }
                let pairs = try PhrasePairs(phrases[phrase], in: self, segment: index, reader: segment.reader)
                let isKnown = pairs.isAbsent || pairs.whole != nil
                guard isKnown || phrases[phrase].words.contains(where: { entry(ofTerm: $0, segment: index) == nil }) else {
                    return false
                }
            }
        } catch { throw .damaged(error) }
        return true
    }
}

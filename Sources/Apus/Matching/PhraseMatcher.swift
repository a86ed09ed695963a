/// The documents in which words stand next to each other, in order. Scores as one word whose frequency is the occurrences.
///
/// Documents are met first, as a conjunction; positions are opened only when a document is confirmed, and for a score only
/// where the rarest word's frequency could lift it above the floor.
final class PhraseMatcher: Matcher {
    /// One cursor for each different word and pair, rarest first.
    private let cursors: [UnsafeMutablePointer<ScoredCursor>]
    private var phrase: PhraseOccurrences
    private let pairs: [UnsafeMutablePointer<ScoredCursor>]
    private let filters: UnsafeBufferPointer<NeighbourRow>
    private let scorer: TermScorer
    private let deadline: Deadline
    private let wholeBound: Double
    private var counted: (document: DocumentID, occurrences: UInt32) = (.end, 0)

    /// - Parameters:
    ///   - words: one cursor for each word of the phrase, in order; the same pointer where a word is repeated.
    ///   - pairs: one cursor for each pair of neighbours that has a list, which bound the phrase too.
    ///   - pairAt: which of them is that of the word at a place and the next.
    ///   - filters: a document that one of them does not let pass does not hold the phrase.
    ///   - scorer: carries the phrase's weight.
    init(
        words: [UnsafeMutablePointer<ScoredCursor>], pairs: [UnsafeMutablePointer<ScoredCursor>] = [],
        pairAt: (Int) -> Int? = { _ in nil },
        filters: UnsafeBufferPointer<NeighbourRow>, scorer: TermScorer, deadline: Deadline, arena: SearchArena
    ) {
        (self.pairs, self.filters) = (pairs, filters)
        cursors = Array(Set(words + pairs)).sorted { $0.pointee.cursor.cost < $1.pointee.cursor.cost }
        phrase = PhraseOccurrences(count: words.count, arena: arena) {
            words[$0]
        } pair: {
            pairAt($0).map { pairs[$0] }
        }
        self.scorer = scorer
        self.deadline = deadline
        let saturation = cursors.reduce(1) { min($0, $1.pointee.highestSaturation) }
        wholeBound = scorer.score(saturation: saturation)
        super.init()
        align(cursors[0].pointee.cursor.document)
    }

    override var cost: Int { cursors[0].pointee.cursor.cost }
    override var highest: Double { wholeBound }

    override func advance() {
        guard document != .end else { return }
        cursors[0].pointee.cursor.advance()
        align(cursors[0].pointee.cursor.document)
    }

    override func seek(_ target: DocumentID) {
        guard target > document else { return }
        cursors[0].pointee.cursor.seek(target)
        align(cursors[0].pointee.cursor.document)
    }

    /// Moves all cursors to the first document not below `start` on which they meet.
    private func align(_ start: DocumentID) {
        var target = start
        var agreed = 1
        while target != .end, agreed < cursors.count {
            if agreed == 1, !filters.allSatisfy({ [target] in $0.mayHold(target.rawValue) }) {
                cursors[0].pointee.cursor.advance()
                target = deadline.passes() ? .end : cursors[0].pointee.cursor.document
                continue
            }
            let cursor = cursors[agreed]
            cursor.pointee.cursor.seek(target)
            let found = cursor.pointee.cursor.document
            if found == target {
                agreed += 1
                continue
            }
            if deadline.passes() {
                target = .end
                break
            }
            cursors[0].pointee.cursor.seek(found)
            target = cursors[0].pointee.cursor.document
            agreed = 1
        }
        document = target
    }

    override func matches() -> Bool { document != .end && occurrences() > 0 }

    override func score(atLeast floor: Double) -> Double {
        let highest = pairs.reduce(phrase.leastFrequency) { min($0, $1.pointee.cursor.frequency) }
        let best = scorer.score(frequency: highest, of: document.rawValue)
        guard best >= floor else { return Self.miss }
        let occurrences = occurrences()
        return occurrences > 0 ? scorer.score(frequency: occurrences, of: document.rawValue) : Self.miss
    }

    private func occurrences() -> UInt32 {
        if counted.document != document { counted = (document, phrase.occurrences()) }
        return counted.occurrences
    }

    override func bound(from: UInt32, through: UInt32) -> Double {
        var saturation = 1.0
        for cursor in cursors {
            saturation = min(saturation, cursor.pointee.saturation(from: from, through: through))
            if saturation == 0 { return 0 }
        }
        return scorer.score(saturation: saturation)
    }

    override func boundary(from: UInt32) -> UInt32 { cursors[0].pointee.boundary(from: from) }
}

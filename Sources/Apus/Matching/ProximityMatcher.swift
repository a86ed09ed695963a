/// The documents in which words stand near each other as a tree of spans says. Scores as one word whose frequency is the matches,
/// counted from the left without overlap.
///
/// Documents that hold the words are met first; positions are opened only where the frequencies could lift the score above the floor.
final class ProximityMatcher: Matcher {
    private let candidates: Matcher
    private let matching: ProximityMatches
    /// Counts the matches where the tree is but single words.
    private var words: WordProximity?
    /// A cursor for each term of the tree, which follows the candidates.
    private let cursors: [UnsafeMutablePointer<ScoredCursor>]
    private let scorer: TermScorer
    private let wholeValues: WholeValues?
    private let wholeBound: Double
    private var counted: (document: DocumentID, matches: UInt32) = (.end, 0)

    /// - Parameters:
    ///   - matching: its tree names terms by their places in `cursors`.
    ///   - candidates: a tree of terms, which needs no confirming: has every document that may match; shares no cursor with `cursors`.
    ///   - scorer: carries the weight of the whole.
    ///   - wholeValues: where a match has to be all that its value holds.
    init(
        _ matching: ProximityMatches, candidates: Matcher, cursors: [UnsafeMutablePointer<ScoredCursor>], scorer: TermScorer,
        wholeValues: WholeValues? = nil
    ) {
        self.wholeValues = wholeValues
        (self.matching, self.candidates, self.cursors, self.scorer) = (matching, candidates, cursors, scorer)
        words = matching.isAskedForWords ? nil : WordProximity(matching.tree)
        wholeBound = Self.score(matching.tree.limit { cursors[$0].pointee.highestSaturation }, scorer)
        super.init()
        document = candidates.document
    }

    override var cost: Int { candidates.cost }
    override var highest: Double { wholeBound }

    override func advance() {
        candidates.advance()
        document = candidates.document
    }

    override func seek(_ target: DocumentID) {
        candidates.seek(target)
        document = candidates.document
    }

    override func matches() -> Bool {
        guard document != .end else { return false }
        follow()
        if counted.document == document { return counted.matches > 0 }
        // One match is enough, and whoever asks for this seldom asks for the score too.
        return words == nil || wholeValues != nil ? count() > 0 : countWords(upTo: 1) > 0
    }

    override func score(atLeast floor: Double) -> Double {
        guard document != .end else { return Self.miss }
        follow()
        let most = matching.tree.limit { frequency(ofTerm: $0) }
        let limit = UInt32(clamping: most)
        guard most > 0, scorer.score(frequency: limit, of: document.rawValue) >= floor else { return Self.miss }
        let matches = count()
        return matches > 0 ? scorer.score(frequency: matches, of: document.rawValue) : Self.miss
    }

    override func bound(from: UInt32, through: UInt32) -> Double {
        Self.score(matching.tree.limit { cursors[$0].pointee.saturation(from: from, through: through) }, scorer)
    }

    override func boundary(from: UInt32) -> UInt32 { candidates.boundary(from: from) }

    /// Sums of saturations are rounded, so they are given a little more.
    private static func score(_ saturation: Double, _ scorer: TermScorer) -> Double {
        scorer.score(saturation: min(1, saturation * (1 + 1e-9)))
    }

    // MARK: The document

    /// How many matches there are in the document that `matches` has confirmed.
    var frequency: UInt32 { count() }

    /// Moves the cursors to the candidate.
    private func follow() {
        for cursor in cursors where cursor.pointee.cursor.document < document { cursor.pointee.cursor.seek(document) }
    }

    private func frequency(ofTerm term: Int) -> Int {
        cursors[term].pointee.cursor.document == document ? Int(cursors[term].pointee.cursor.frequency) : 0
    }

    private func count() -> UInt32 {
        if counted.document != document {
            counted = (document, UInt32(clamping: countMatches()))
        }
        return counted.matches
    }

    private func countMatches() -> Int {
        if let wholeValues { return wholeValues.count(in: document, matching.spans(positions(ofTerm:))) }
        return words == nil ? matching.count(positions(ofTerm:)) : countWords(upTo: .max)
    }

    private func countWords(upTo most: Int) -> Int {
        // Taken out and put back: it changes while positions are asked for.
        var words = self.words
        self.words = nil
        defer { self.words = words }
        return words?.count(upTo: most, positions(ofTerm:)) ?? 0
    }

    private func positions(ofTerm term: Int) -> UnsafeBufferPointer<UInt32> {
        guard cursors[term].pointee.cursor.document == document else { return UnsafeBufferPointer(start: nil, count: 0) }
        return cursors[term].pointee.cursor.positions()
    }
}

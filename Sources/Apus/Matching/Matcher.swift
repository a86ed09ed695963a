/// One operator of a query over one segment: a forward-only cursor over the documents that may match.
///
/// `document` is a candidate: `matches` or `score` confirm it, so that what is costly (positions) is looked at late. It
/// becomes `.end` when no candidate is left, and stays so. Rare shapes are trees of these; the common flat ones have loops of
/// their own (`ConjunctionSearch`, `MaxScore`) that never call from posting to posting.
class Matcher {
    /// What `score` says of a document that does not match, or does not reach the floor.
    static let miss = -1.0

    /// The current candidate. Subclasses keep it up to date.
    final var document = DocumentID.end

    /// An upper bound on the candidates left; conjunctions lead with the cheapest.
    var cost: Int { 0 }

    /// No document scores above this.
    var highest: Double { 0 }

    func advance() {}

    /// Moves to the first candidate not below `target`.
    func seek(_ target: DocumentID) {}

    /// Whether the current candidate matches. May be asked again, and after `score`.
    func matches() -> Bool { true }

    /// The score of the current candidate, or `miss` where it does not match. It may be `miss` as well where the score is
    /// below `floor`.
    func score(atLeast floor: Double) -> Double { 0 }

    /// No document in the range scores above this. Ranges never begin before one asked for earlier.
    func bound(from: UInt32, through: UInt32) -> Double { highest }

    /// Adds the scores of all matches below `end` to the window, and moves behind them.
    func accumulate(into window: ScoreWindow, below end: UInt32) {
        while document.rawValue < end {
            let score = score(atLeast: -.infinity)
            if score >= 0 { window.add(score, at: document.rawValue) }
            advance()
        }
    }

    /// The last document up to which bounds from `from` on stay the same; `.max` where nothing follows.
    func boundary(from: UInt32) -> UInt32 { .max }
}

extension Matcher {
    /// Whether a document matches that is not before the current one; moves there.
    final func matches(_ target: DocumentID) -> Bool {
        if document < target { seek(target) }
        return document == target && matches()
    }

    /// The score of a document that is not before the current one, or `miss`; moves there.
    final func score(at target: DocumentID, atLeast floor: Double) -> Double {
        if document < target { seek(target) }
        return document == target ? score(atLeast: floor) : Self.miss
    }
}

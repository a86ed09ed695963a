/// What a collector asks of a match before it takes it: whether it is unwanted, and whether an earlier page had it.
///
/// Asked only where a search has one: other searches have no gate.
final class HitGate {
    /// Where the page before ended, in the order of scores.
    struct PageEnd {
        var score: Float
        /// Its last hit's number over the whole snapshot; nil where that is not known any more.
        var document: Int?
    }

    var unwanted: Matcher?
    /// What becomes of scores by age.
    var decay: ScoreDecay?
    private let pageEnd: PageEnd?
    /// Matches that earlier pages had.
    private(set) var passedOver = 0
    /// Whether there was a match of which it is not known if an earlier page had it.
    private(set) var isInDoubt = false

    init(after pageEnd: PageEnd? = nil) { self.pageEnd = pageEnd }

    /// What a score becomes; never higher.
    func decayed(_ score: Double, of document: UInt32) -> Double { decay?.score(score, of: document) ?? score }

    /// - Parameter number: the document's number over the whole snapshot.
    func refuses(_ document: UInt32, score: Float, number: Int) -> Bool {
        if let unwanted, unwanted.matches(DocumentID(document)) { return true }
        guard let pageEnd, score >= pageEnd.score else { return false }
        if score == pageEnd.score {
            guard let last = pageEnd.document else {
                isInDoubt = true
                return false
            }
            if number > last { return false }
        }
        passedOver += 1
        return true
    }
}

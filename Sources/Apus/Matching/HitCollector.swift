/// Takes the matches of all segments in the order of their documents: keeps the best, counts as far as asked, and says what a
/// document must reach to be of interest.
///
/// What is deleted or unwanted is refused here, and so looked up only for documents that would enter.
final class HitCollector {
    private struct State {
        var cut = -Double.infinity
        /// What the cut is at least.
        var floor = -Double.infinity
        var count = 0
        var top: TopHits
    }

    let deadline: Deadline
    /// Whether matches are counted and none is kept.
    let isCounting: Bool
    private let countLimit: Int
    private let prunes: Bool
    private var deletions: Deletions?
    private var documentBase = 0
    /// Passes over what earlier pages had and lets scores decay; nil where neither is.
    private let pageGate: HitGate?
    private var gate: HitGate? { didSet { borrowed = gate.map(Unmanaged.passUnretained) } }
    // The same, asked for every match without counting references to it.
    private var borrowed: Unmanaged<HitGate>?
    // What every match changes, at an address of its own, where the language does not watch each access.
    private let state: UnsafeMutablePointer<State>

    /// - Parameters:
    ///   - limit: how many hits are kept.
    ///   - countLimit: up to how many matches are counted exactly; 0 for none.
    ///   - prunes: whether documents that cannot enter may be passed over; false sees every match (for tests).
    ///   - pageEnd: where the page before ended.
    ///   - decays: whether segments begin with a decay.
    init(
        limit: Int, countLimit: Int, deadline: Deadline, prunes: Bool = true, after pageEnd: HitGate.PageEnd? = nil,
        decays: Bool = false
    ) {
        state = .allocate(capacity: 1)
        state.initialize(to: State(top: TopHits(capacity: limit)))
        self.countLimit = countLimit
        isCounting = limit == 0 && countLimit > 0
        self.deadline = deadline
        self.prunes = prunes
        pageGate = pageEnd != nil || decays ? HitGate(after: pageEnd) : nil
        updateCut()
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Scores below this cannot enter; −∞ as long as every match has to be seen, +∞ when nothing more is of interest.
    @inline(__always)
    var cut: Double { state.pointee.cut }

    /// Matches seen. Exact as long as it is not above `countLimit`.
    var count: Int { state.pointee.count }

    var top: TopHits { state.pointee.top }

    /// The best matches, best first, or where the deadline leaves no time for all the `few` best of them; none is left here.
    func takeRanked(few: Int) -> [TopHits.Entry] { state.pointee.top.takeRanked(until: deadline, few: few) }

    /// Whether as many as are wanted were found.
    var isFull: Bool { state.pointee.top.isFull }

    /// Matches that earlier pages had; they are not among `count`.
    var passedOver: Int { pageGate?.passedOver ?? 0 }

    /// Whether it is not known of some match if an earlier page had it.
    var isInDoubt: Bool { pageGate?.isInDoubt ?? false }

    /// Begins the next segment.
    func begin(documentBase: Int, deletions: Deletions?, decay: ScoreDecay? = nil) {
        self.documentBase = documentBase
        self.deletions = deletions
        pageGate?.unwanted = nil
        pageGate?.decay = decay
        gate = pageGate
    }

    /// Refuses from now on, until the next segment, what this matches.
    func exclude(_ matcher: Matcher) {
        let gate = pageGate ?? HitGate()
        gate.unwanted = matcher
        self.gate = gate
    }

    /// Takes a match. Documents must rise within a segment.
    @inline(__always)
    func collect(_ document: UInt32, score: Double) {
        if score >= cut { take(document, score: score) }
    }

    @inline(never)
    private func take(_ document: UInt32, score: Double) {
        if let deletions, deletions.contains(document) { return }
        var score = score
        if let borrowed, refuses(borrowed, document, &score) { return }
        state.pointee.count &+= 1
        let hasChanged = state.pointee.top.add(TopHits.Entry(score: Float(score), document: documentBase + Int(document)))
        if hasChanged || state.pointee.count == countLimit + 1 { updateCut() }
    }

    /// How many documents have to reach a score for others to be of no interest, once it is known; 0 where every match is wanted, or
    /// some that match may be refused.
    var wanted: Int { prunes && countLimit == 0 && deletions == nil && gate == nil ? state.pointee.top.capacity : 0 }

    /// How many matches that score the same have to be seen until others are of no interest; nil where all have to be, or some may be refused.
    var firstWanted: Int? {
        guard prunes, deletions == nil, gate == nil, countLimit < .max - 1 else { return nil }
        return max(state.pointee.top.capacity, countLimit == 0 ? 0 : countLimit + 1)
    }

    /// From now on nothing below a score is of interest: so many documents of a segment as are `wanted` reach it.
    func expect(_ score: Double) {
        let score = Float(score)
        guard score > 0, score.isFinite else { return }
        // What is a little below may round to the same score, and be an earlier document.
        let floor = (Double(score.nextDown) + Double(score)) / 2
        state.pointee.floor = max(state.pointee.floor, floor)
        updateCut()
    }

    private func refuses(_ gate: Unmanaged<HitGate>, _ document: UInt32, _ score: inout Double) -> Bool {
        gate._withUnsafeGuaranteedRef { gate in
            score = gate.decayed(score, of: document)
            return gate.refuses(document, score: Float(score), number: documentBase + Int(document))
        }
    }

    private func updateCut() {
        guard prunes, countLimit == 0 || count > countLimit else { return }
        state.pointee.cut = max(state.pointee.top.cut, state.pointee.floor)
    }
}

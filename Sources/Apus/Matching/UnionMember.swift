/// One operand of a union: a term's cursor, or any other operator. A plain value that borrows either.
struct UnionMember {
    private let scored: UnsafeMutablePointer<ScoredCursor>?
    private let matcher: Unmanaged<Matcher>?
    /// What it can add in the current window.
    var bound = 0.0

    init(_ scored: UnsafeMutablePointer<ScoredCursor>) {
        self.scored = scored
        matcher = nil
    }

    /// The matcher must be kept alive by someone else.
    init(_ matcher: Matcher) {
        scored = nil
        self.matcher = Unmanaged.passUnretained(matcher)
    }

    /// The term's cursor where it is one.
    @inline(__always)
    var term: UnsafeMutablePointer<ScoredCursor>? { scored }

    @inline(__always)
    var document: UInt32 {
        if let scored { return scored.pointee.document }
        return matcher!._withUnsafeGuaranteedRef { $0.document.rawValue }
    }

    var cost: Int {
        if let scored { return scored.pointee.cursor.cost }
        return matcher!._withUnsafeGuaranteedRef { $0.cost }
    }

    @inline(__always)
    func seek(_ target: UInt32) {
        if let scored { return scored.pointee.cursor.seek(DocumentID(target)) }
        matcher!._withUnsafeGuaranteedRef { $0.seek(DocumentID(target)) }
    }

    @inline(__always)
    func bound(from: UInt32, through: UInt32) -> Double {
        if let scored {
            return scored.pointee.scorer.score(saturation: scored.pointee.saturation(from: from, through: through))
        }
        return matcher!._withUnsafeGuaranteedRef { $0.bound(from: from, through: through) }
    }

    @inline(__always)
    func boundary(from: UInt32) -> UInt32 {
        if let scored { return scored.pointee.boundary(from: from) }
        return matcher!._withUnsafeGuaranteedRef { $0.boundary(from: from) }
    }

    /// What it adds at a document that is not before its current one, or 0; nil where this and `rest` surely do not make up for
    /// what is `missing`.
    @inline(__always)
    func score(at target: UInt32, missing: Double, rest: Double) -> Double? {
        if let scored { return scored.pointee.score(at: target, missing: missing, rest: rest) }
        return matcher!._withUnsafeGuaranteedRef { max(0, $0.score(at: DocumentID(target), atLeast: missing - rest)) }
    }

    /// Adds the scores of all matches below `end` to the window, and moves behind them.
    @inline(__always)
    func accumulate(into window: ScoreWindow, below end: UInt32) {
        if let scored { return window.add(&scored.pointee, below: end) }
        matcher!._withUnsafeGuaranteedRef { $0.accumulate(into: window, below: end) }
    }
}

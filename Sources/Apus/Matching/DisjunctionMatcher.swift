/// The documents that any of several operators matches.
final class DisjunctionMatcher: Matcher {
    private let operands: [Matcher]
    // The same, borrowed: asked document by document, without counting references to each.
    private let borrowed: [Unmanaged<Matcher>]
    private let wholeBound: Double

    /// - Parameter operands: at least one.
    init(_ operands: [Matcher]) {
        self.operands = operands
        borrowed = operands.map(Unmanaged.passUnretained)
        wholeBound = operands.reduce(0) { $0 + $1.highest }
        super.init()
        findLowest()
    }

    override var cost: Int { operands.reduce(0) { $0 + $1.cost } }
    override var highest: Double { wholeBound }

    override func advance() {
        forEachOperand { if $0.document == document { $0.advance() } }
        findLowest()
    }

    override func seek(_ target: DocumentID) {
        guard target > document else { return }
        forEachOperand { if $0.document < target { $0.seek(target) } }
        findLowest()
    }

    private func findLowest() {
        var lowest = DocumentID.end
        forEachOperand { lowest = min(lowest, $0.document) }
        document = lowest
    }

    @inline(__always)
    private func forEachOperand(_ body: (Matcher) -> Void) {
        for index in 0..<borrowed.count { borrowed[index]._withUnsafeGuaranteedRef(body) }
    }

    override func matches() -> Bool {
        borrowed.contains { $0._withUnsafeGuaranteedRef { $0.document == document && $0.matches() } }
    }

    override func score(atLeast floor: Double) -> Double {
        var sum = 0.0
        var isMatch = false
        for operand in operands where operand.document == document {
            let score = operand.score(atLeast: -.infinity)
            if score < 0 { continue }
            sum += score
            isMatch = true
        }
        return isMatch ? sum : Self.miss
    }

    override func bound(from: UInt32, through: UInt32) -> Double {
        operands.reduce(0) { $0 + $1.bound(from: from, through: through) }
    }

    override func boundary(from: UInt32) -> UInt32 {
        operands.reduce(UInt32.max) { min($0, $1.boundary(from: from)) }
    }
}

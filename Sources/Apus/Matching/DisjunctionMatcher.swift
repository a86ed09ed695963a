/// The documents that any of several operators matches.
final class DisjunctionMatcher: Matcher {
    private let operands: [Matcher]
    private let wholeBound: Double

    /// - Parameter operands: at least one.
    init(_ operands: [Matcher]) {
        self.operands = operands
        wholeBound = operands.reduce(0) { $0 + $1.highest }
        super.init()
        findLowest()
    }

    override var cost: Int { operands.reduce(0) { $0 + $1.cost } }
    override var highest: Double { wholeBound }

    override func advance() {
        for operand in operands where operand.document == document { operand.advance() }
        findLowest()
    }

    override func seek(_ target: DocumentID) {
        guard target > document else { return }
        for operand in operands where operand.document < target { operand.seek(target) }
        findLowest()
    }

    private func findLowest() {
        var lowest = DocumentID.end
        for operand in operands where operand.document < lowest { lowest = operand.document }
        document = lowest
    }

    override func matches() -> Bool { operands.contains { $0.document == document && $0.matches() } }

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

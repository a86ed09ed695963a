/// The documents that all of several operators match: the cheapest leads, the others follow.
final class ConjunctionMatcher: Matcher {
    private let operands: [Matcher]
    private let deadline: Deadline
    /// What the operands behind each one can add at most.
    private let rest: [Double]
    private let wholeBound: Double

    /// - Parameter operands: at least one.
    init(_ operands: [Matcher], deadline: Deadline) {
        self.operands = operands.sorted { $0.cost < $1.cost }
        self.deadline = deadline
        var rest: [Double] = []
        var sum = 0.0
        for operand in self.operands.reversed() {
            rest.append(sum)
            sum += operand.highest
        }
        self.rest = rest.reversed()
        wholeBound = sum
        super.init()
        align(self.operands[0].document)
    }

    override var cost: Int { operands[0].cost }
    override var highest: Double { wholeBound }

    override func advance() {
        operands[0].advance()
        align(operands[0].document)
    }

    override func seek(_ target: DocumentID) {
        guard target > document else { return }
        operands[0].seek(target)
        align(operands[0].document)
    }

    /// Moves all to the first document not below `start` on which they meet.
    private func align(_ start: DocumentID) {
        var target = start
        var agreed = 1
        while target != .end, agreed < operands.count {
            let operand = operands[agreed]
            operand.seek(target)
            if operand.document == target {
                agreed += 1
                continue
            }
            if deadline.passes() {
                target = .end
                break
            }
            operands[0].seek(operand.document)
            target = operands[0].document
            agreed = 1
        }
        document = target
    }

    override func matches() -> Bool { operands.allSatisfy { $0.matches() } }

    override func score(atLeast floor: Double) -> Double {
        var sum = 0.0
        for (index, operand) in operands.enumerated() {
            if sum + operand.highest + rest[index] < floor { return Self.miss }
            let score = operand.score(atLeast: floor - sum - rest[index])
            if score < 0 { return Self.miss }
            sum += score
        }
        return sum
    }

    override func bound(from: UInt32, through: UInt32) -> Double {
        operands.reduce(0) { $0 + $1.bound(from: from, through: through) }
    }

    override func boundary(from: UInt32) -> UInt32 { operands[0].boundary(from: from) }
}

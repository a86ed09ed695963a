/// The documents that one operator matches; where a second matches too, its score is added.
final class OptionalMatcher: Matcher {
    private let required: Matcher
    private let optional: Matcher

    init(required: Matcher, optional: Matcher) {
        self.required = required
        self.optional = optional
        super.init()
        document = required.document
    }

    override var cost: Int { required.cost }
    override var highest: Double { required.highest + optional.highest }

    override func advance() {
        required.advance()
        document = required.document
    }

    override func seek(_ target: DocumentID) {
        required.seek(target)
        document = required.document
    }

    override func matches() -> Bool { required.matches() }

    override func score(atLeast floor: Double) -> Double {
        let score = required.score(atLeast: floor - optional.highest)
        if score < 0 { return Self.miss }
        if optional.document < document { optional.seek(document) }
        guard optional.document == document else { return score }
        return score + max(0, optional.score(atLeast: -.infinity))
    }

    override func bound(from: UInt32, through: UInt32) -> Double {
        required.bound(from: from, through: through) + optional.bound(from: from, through: through)
    }

    override func boundary(from: UInt32) -> UInt32 {
        min(required.boundary(from: from), optional.boundary(from: from))
    }
}

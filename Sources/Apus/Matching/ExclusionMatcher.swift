/// The documents that one operator matches and another does not.
final class ExclusionMatcher: Matcher {
    private let wanted: Matcher
    private let unwanted: Matcher

    init(_ wanted: Matcher, unwanted: Matcher) {
        self.wanted = wanted
        self.unwanted = unwanted
        super.init()
        document = wanted.document
    }

    override var cost: Int { wanted.cost }
    override var highest: Double { wanted.highest }

    override func advance() {
        wanted.advance()
        document = wanted.document
    }

    override func seek(_ target: DocumentID) {
        wanted.seek(target)
        document = wanted.document
    }

    override func matches() -> Bool { !unwanted.matches(document) && wanted.matches() }

    override func score(atLeast floor: Double) -> Double {
        unwanted.matches(document) ? Self.miss : wanted.score(atLeast: floor)
    }

    override func bound(from: UInt32, through: UInt32) -> Double { wanted.bound(from: from, through: through) }

    override func boundary(from: UInt32) -> UInt32 { wanted.boundary(from: from) }
}

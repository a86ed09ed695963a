/// Every document of the segment, each with the same score.
final class EverythingMatcher: Matcher {
    private let count: UInt32
    private let weight: Double

    init(documentCount: Int, weight: Double) {
        count = UInt32(documentCount)
        self.weight = weight
        super.init()
        move(to: 0)
    }

    override var cost: Int { Int(count) }
    override var highest: Double { weight }

    override func advance() { seek(DocumentID(document.rawValue &+ 1)) }

    override func seek(_ target: DocumentID) {
        if target > document, document != .end { move(to: target.rawValue) }
    }

    override func score(atLeast floor: Double) -> Double { weight }

    private func move(to target: UInt32) { document = target < count ? DocumentID(target) : .end }
}

/// The documents of a bitmap, each with the same score.
final class DocumentSetMatcher: Matcher {
    private let bitmap: SegmentBitmap
    private let weight: Double
    private let count: Int

    init(_ bitmap: SegmentBitmap, weight: Double) {
        self.bitmap = bitmap
        self.weight = weight
        count = bitmap.count
        super.init()
        move(to: 0)
    }

    override var cost: Int { count }
    override var highest: Double { weight }

    override func advance() { seek(DocumentID(document.rawValue &+ 1)) }

    override func seek(_ target: DocumentID) {
        if target > document, document != .end { move(to: target.rawValue) }
    }

    override func score(atLeast floor: Double) -> Double { weight }

    private func move(to target: UInt32) { document = bitmap.next(target).map { DocumentID($0) } ?? .end }
}

/// The documents that hold one term.
final class TermMatcher: Matcher {
    private let scored: UnsafeMutablePointer<ScoredCursor>

    /// - Parameter scored: lives as long as the arena, which outlives this.
    init(_ scored: UnsafeMutablePointer<ScoredCursor>) {
        self.scored = scored
        super.init()
        document = scored.pointee.cursor.document
    }

    override var cost: Int { scored.pointee.cursor.cost }
    override var highest: Double { scored.pointee.highest }

    override func advance() {
        scored.pointee.cursor.advance()
        document = scored.pointee.cursor.document
    }

    override func seek(_ target: DocumentID) {
        scored.pointee.cursor.seek(target)
        document = scored.pointee.cursor.document
    }

    override func score(atLeast floor: Double) -> Double {
        scored.pointee.scorer.score(frequency: scored.pointee.cursor.frequency, of: document.rawValue)
    }

    override func bound(from: UInt32, through: UInt32) -> Double {
        scored.pointee.scorer.score(saturation: scored.pointee.saturation(from: from, through: through))
    }

    override func boundary(from: UInt32) -> UInt32 { scored.pointee.boundary(from: from) }
}

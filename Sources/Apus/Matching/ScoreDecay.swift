import Glibc

/// What a document's date makes of its score, in one segment: at most what it was, so bounds stay bounds.
final class ScoreDecay {
    /// Nil where no document has the field.
    private let column: ColumnReader?
    private let origin: Int64
    private let halfLife: Double
    /// What went wrong when a date was read.
    private(set) var damage: DamagedFile?

    /// - Parameters:
    ///   - field: a date field.
    ///   - origin: milliseconds since 1970.
    ///   - halfLife: in milliseconds, above 0.
    init(_ segment: SegmentReader, field: Int, origin: Int64, halfLife: Double) throws(IndexError) {
        column = try segment.column(ofField: field)
        (self.origin, self.halfLife) = (origin, halfLife)
    }

    /// The score times 2^(−age ÷ half-life).
    func score(_ score: Double, of document: UInt32) -> Double { score * factor(of: document) }

    /// 2^(−age ÷ half-life), 1 without a date. O(log values of the field), O(1) where every document has one.
    func factor(of document: UInt32) -> Double {
        guard let column else { return 1 }
        let places = column.places(of: document)
        guard !places.isEmpty else { return 1 }
        do throws(DamagedFile) {
            // Values of a document rise.
            let newest = ColumnValue(bits: try column.value(at: places.upperBound - 1)).milliseconds
            let age = Double(origin) - Double(newest)
            return age > 0 ? exp2(-age / halfLife) : 1
        } catch {
            damage = damage ?? error
            return 1
        }
    }
}

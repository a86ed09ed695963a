/// The average length of a field's values that the peaks of its lists are made for (`Impacts`).
///
/// It is about that of the segment, but follows from the norms of its documents alone, so that the same documents give the same bytes:
/// each length is taken for the middle of those that its norm stands for. The nearer to the average that a search has, the tighter the
/// bounds.
package struct LengthReference: Sendable {
    /// The average as lists keep it: of a 32-bit float from 1 to 2³² the low five bits of the exponent and eleven of the fraction, cut
    /// off, and 1 more. 0 stands for no reference.
    package let code: UInt16
    /// 1 / K for each norm byte.
    private let inverses: DoubleTable

    private static let shift: UInt32 = 12
    private static let one = Float(1).bitPattern >> shift

    /// The reference of a field; nil where no document has it.
    /// - Parameter norms: by document; 0 where a document lacks the field.
    package init?(norms: [UInt8]) {
        var counts = [Int](repeating: 0, count: 256)
        for norm in norms { counts[Int(norm)] &+= 1 }
        var (documents, doubled) = (0, 0)
        for norm in 1..<256 where counts[norm] > 0 {
            let (least, next) = (Int(NormEncoding.lengths[norm]), Int(NormEncoding.lengths[min(norm + 1, 255)]))
            documents += counts[norm]
            doubled += counts[norm] * (least + max(least, next - 1))
        }
        guard documents > 0 else { return nil }
        let average = Float(Double(doubled) / Double(2 * documents))
        self.init(code: UInt16(clamping: Int(average.bitPattern >> Self.shift) - Int(Self.one) + 1))
    }

    /// - Parameter code: as a list has it; nil for 0.
    package init?(code: UInt16) {
        guard code > 0 else { return nil }
        self.code = code
        inverses = BM25.standard.table(averageLength: Self.average(code))
    }

    /// The average that a code stands for; below 1 for none.
    @inline(__always)
    package static func average(_ code: UInt16) -> Double {
        Double(Float(bitPattern: (UInt32(code) &+ one &- 1) &<< shift))
    }

    /// The saturation of a word that occurs so often in a document.
    func saturation(frequency: UInt32, norm: Int) -> Double { 1 - 1 / (1 + Double(frequency) * inverses.values[norm]) }
}

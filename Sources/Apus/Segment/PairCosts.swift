/// What lists of pairs would take, by the product of what phrases pay for their words, so that a threshold can be chosen.
///
/// Products are told apart by four significant bits, in whole numbers all through: every machine finds the same threshold.
struct PairCosts {
    private let documentCount: Int
    /// Estimated bytes by class of product.
    private var bytes = [UInt64](repeating: 0, count: 512)

    init(documentCount: Int) { self.documentCount = documentCount }

    /// Adds a pair and returns the bytes that it is estimated to take, its list and its place in the table.
    /// - Parameters:
    ///   - documents: those that hold it, in the whole segment.
    ///   - occurrences: in one of these documents, on average; a quotient.
    mutating func add(product: UInt64, documents: Int, occurrences: (sum: Int, documents: Int)) -> Int {
        let documents = min(max(1, documents), documentCount)
        let gap = Self.eighthsOfLogarithm(UInt64(documentCount), over: UInt64(documents))
        let entry: Int
        if documents < PostingListLayout.blockDocuments {
            // A Rice code takes about one and three quarter bits more than the average gap has, and frequencies are unary.
            entry = gap + 14 + 8 * occurrences.sum / occurrences.documents
        } else {
            // Measured on an encyclopedia: gap, frequency, skips and impacts together take the bits of the average gap and those of
            // the average frequency, and five and a half more.
            entry = gap + 44 + Self.eighthsOfLogarithm(UInt64(occurrences.sum), over: UInt64(occurrences.documents))
        }
        let estimated = 1 + documents * entry / 64 + PairsLayout.pairBytes
        bytes[Self.classOf(product)] += UInt64(estimated)
        return estimated
    }

    /// The least threshold from `floor` on with which the pairs take no more than this; nil where no pair fits.
    func threshold(from floor: UInt64, upTo limit: UInt64) -> UInt64? {
        var sum: UInt64 = 0
        var lowest: Int?
        for place in bytes.indices.reversed() where bytes[place] > 0 {
            sum += bytes[place]
            if sum > limit { return lowest.map { max(floor, Self.lowestProduct(ofClass: $0)) } }
            lowest = place
        }
        return lowest.map { _ in floor }
    }

    /// The highest bit's place and the three bits behind it.
    static func classOf(_ product: UInt64) -> Int {
        guard product >= 8 else { return Int(product) }
        let shift = 60 - product.leadingZeroBitCount
        return shift << 3 + Int(truncatingIfNeeded: product >> UInt64(shift))
    }

    static func lowestProduct(ofClass place: Int) -> UInt64 {
        place < 16 ? UInt64(place) : UInt64(8 + (place & 7)) << UInt64((place >> 3) - 1)
    }

    /// Eight times the binary logarithm of a quotient, to within one.
    private static func eighthsOfLogarithm(_ number: UInt64, over divisor: UInt64) -> Int {
        max(0, classOf(number << 16 / divisor) - classOf(1 << 16))
    }
}

import Glibc

/// Okapi BM25: what the words of one field are worth, and what a document's length does to them.
///
/// A word adds `weight · tf / (tf + k1 · (1 − b + b · dl / avgdl))` with `weight = idf · (k1 + 1)` and
/// `idf = ln(1 + (N − df + 0.5) / (df + 0.5))` (Robertson & Zaragoza 2009). N counts the documents that have the field;
/// N, df and avgdl are given, so that they may be those of several segments or of several indexes.
public struct BM25: Hashable, Sendable {
    /// How far further occurrences of a word count, 0 to `greatestK1`: at 0 not at all.
    public var k1: Double
    /// How far the length of a document counts, 0 to 1: at 0 not at all.
    public var b: Double

    /// 1.2 and 0.75.
    public static let standard = BM25(k1: 1.2, b: 0.75)
    /// The most that `k1` may be; frequencies then count nearly in proportion.
    public static let greatestK1 = 1000.0

    /// The two parameters.
    public init(k1: Double, b: Double) {
        self.k1 = k1
        self.b = b
    }

    /// New values of one of the parameters or both.
    package struct Change: Hashable, Sendable {
        package var k1: Double?
        package var b: Double?

        package init(k1: Double?, b: Double?) { (self.k1, self.b) = (k1, b) }

        package var isEmpty: Bool { k1 == nil && b == nil }

        package func applied(to bm25: BM25) -> BM25 { BM25(k1: k1 ?? bm25.k1, b: b ?? bm25.b) }
    }

    /// Throws `DocumentError.parameter` for what is out of bounds or no number.
    package func check() throws(DocumentError) {
        guard k1 >= 0, k1 <= Self.greatestK1 else { throw .parameter(name: "k1", maximum: Self.greatestK1) }
        guard b >= 0, b <= 1 else { throw .parameter(name: "b", maximum: 1) }
    }

    /// `idf · (k1 + 1)` of a word in `documentFrequency` of `documentCount` documents; never negative.
    package func weight(documentFrequency: Int, documentCount: Int) -> Double {
        let (found, all) = (Double(documentFrequency), Double(max(documentCount, documentFrequency)))
        return log(1 + (all - found + 0.5) / (found + 0.5)) * (k1 + 1)
    }

    /// What a norm byte does to the words of a field: `1 / (k1 · (1 − b + b · dl / avgdl))` for each of 256.
    ///
    /// Behind them stand the 256 lengths that the bytes stand for, so that bounds need no other table, then the average length, and what
    /// carries the peaks of `Impacts` over to these parameters: `spread`.
    package func table(documentCount: Int, tokenCount: Int) -> DoubleTable {
        table(averageLength: documentCount > 0 && tokenCount > 0 ? Double(tokenCount) / Double(documentCount) : 1)
    }

    func table(averageLength average: Double) -> DoubleTable {
        let spread = spread
        return DoubleTable(count: Self.tableCount) { place in
            switch place {
            case Self.averagePlace: return average
            case Self.leastPlace: return spread.least
            case Self.greatestPlace: return spread.greatest
            default: break
            }
            let length = Double(NormEncoding.lengths[place & 255])
            return place < 256 ? min(1 / (k1 * (1 - b + b * length / average)), Self.vanishing) : length
        }
    }

    /// The average length; 0 where `Impacts.peak` does not bound.
    static let averagePlace = 512
    static let leastPlace = 513
    static let greatestPlace = 514
    private static let tableCount = 515

    /// The table of fields whose matches all score their weight.
    package static let constantTable = DoubleTable(count: tableCount) { $0 < averagePlace ? vanishing : 0 }

    /// K = k1 · (1 − b + b · dl / avgdl) over K with the standard parameters, whatever the length: no less and no more than this, both 1 for
    /// the standard ones. `least` is 0 where it is next to nothing.
    ///
    /// As a function of dl / avgdl from 0 to infinity the quotient only rises or only falls, so its ends bound it.
    package var spread: (least: Double, greatest: Double) {
        let standard = Self.standard
        guard self != standard else { return (1, 1) }
        let shortest = k1 * (1 - b) / (standard.k1 * (1 - standard.b))
        let longest = k1 * b / (standard.k1 * standard.b)
        let least = min(shortest, longest) * (1 - Self.leeway)
        return (least < Self.negligible ? 0 : least, max(shortest, longest) * (1 + Self.leeway))
    }

    /// More than arithmetic may lose.
    private static let leeway = 0x1p-40
    /// Below this a peak that is carried over bounds nothing any more.
    private static let negligible = 0x1p-10

    /// So large that any weight divided by it is nothing, yet finite: a frequency of 0 makes no NaN of it.
    private static let vanishing = 0x1p200
}

import Glibc

/// Okapi BM25: what the words of one field are worth, and what a document's length does to them.
///
/// A word adds `weight · tf / (tf + k1 · (1 − b + b · dl / avgdl))` with `weight = idf · (k1 + 1)` and
/// `idf = ln(1 + (N − df + 0.5) / (df + 0.5))` (Robertson & Zaragoza 2009). N counts the documents that have the field;
/// N, df and avgdl are given, so that they may be those of several segments or of several indexes.
package struct BM25: Equatable, Sendable {
    package var k1: Double
    package var b: Double

    package static let standard = BM25(k1: 1.2, b: 0.75)

    package init(k1: Double, b: Double) {
        self.k1 = k1
        self.b = b
    }

    /// `idf · (k1 + 1)` of a word in `documentFrequency` of `documentCount` documents; never negative.
    package func weight(documentFrequency: Int, documentCount: Int) -> Double {
        let (found, all) = (Double(documentFrequency), Double(max(documentCount, documentFrequency)))
        return log(1 + (all - found + 0.5) / (found + 0.5)) * (k1 + 1)
    }

    /// What a norm byte does to the words of a field: `1 / (k1 · (1 − b + b · dl / avgdl))` for each of 256.
    ///
    /// Behind them stand the 256 lengths that the bytes stand for, so that bounds need no other table, and then the average length, or
    /// 0 where `Impacts.peak` does not bound.
    package func table(documentCount: Int, tokenCount: Int) -> DoubleTable {
        table(averageLength: documentCount > 0 && tokenCount > 0 ? Double(tokenCount) / Double(documentCount) : 1)
    }

    func table(averageLength average: Double) -> DoubleTable {
        DoubleTable(count: Self.tableCount) { place in
            // The peaks of lists hold for these parameters alone.
            if place == Self.averagePlace { return self == .standard ? average : 0 }
            let length = Double(NormEncoding.lengths[place & 255])
            return place < 256 ? min(1 / (k1 * (1 - b + b * length / average)), Self.vanishing) : length
        }
    }

    static let averagePlace = 512
    private static let tableCount = 513

    /// The table of fields whose matches all score their weight.
    package static let constantTable = DoubleTable(count: tableCount) { $0 == averagePlace ? 0 : vanishing }

    /// So large that any weight divided by it is nothing, yet finite: a frequency of 0 makes no NaN of it.
    private static let vanishing = 0x1p200
}

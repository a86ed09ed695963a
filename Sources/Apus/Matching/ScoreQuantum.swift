/// The grain of one query's scores: what a word adds is rounded to a multiple of it before it is summed.
///
/// With a grain of 2^(e − 50), where 2^e is not below all that the query can add, every partial sum fits the 53 bits of a
/// Double. So sums are exact in any order, and a score does not depend on the way it was found (docs/decisions/0008).
package struct ScoreQuantum: Equatable, Sendable, BitwiseCopyable {
    /// 1.5 · 2^52 grains: adding it and taking it away again rounds to a whole number of grains.
    let magic: Double
    /// One grain.
    let grain: Double

    /// - Parameter highest: what all words of the query together can add at most.
    package init(highest: Double) {
        let limit = max(min(highest, 0x1p900), 0x1p-900)
        let exponent = limit.exponent + (limit.significand > 1 ? 1 : 0)
        grain = Double(sign: .plus, exponent: exponent - 50, significand: 1)
        magic = Double(sign: .plus, exponent: exponent + 2, significand: 1.5)
    }

    @inline(__always)
    package func round(_ contribution: Double) -> Double { (contribution + magic) - magic }
}

/// What bounds the score of any document of a block: up to four pairs of a frequency and a norm such that each document
/// of the block has, for some pair, no higher frequency and no lower norm.
///
/// Bounds are pairs, not scores, so that they stay right when statistics or parameters change (Ding & Suel 2011, as Lucene
/// keeps them). A frequency is stored as `NormEncoding` stores lengths, rounded up: 40 and below are exact.
///
///     impacts = 4 × (frequency:u8 norm:u8), frequencies falling; unused pairs repeat the last
package struct Impacts: Equatable {
    package static let pairs = 4
    package static let bytes = 8

    /// Eight bytes as stored; the low byte is the first pair's frequency.
    package var packed: UInt64

    @inline(__always)
    package init(packed: UInt64) { self.packed = packed }

    /// The encoded frequency of a pair: an index into `NormEncoding.lengths`.
    @inline(__always)
    package func frequencyCode(_ pair: Int) -> Int { Int((packed &>> UInt64(truncatingIfNeeded: pair &* 16)) & 0xFF) }

    @inline(__always)
    package func norm(_ pair: Int) -> Int { Int((packed &>> UInt64(truncatingIfNeeded: pair &* 16 &+ 8)) & 0xFF) }
}

/// Gathers the impacts of a run of documents while they are written.
struct ImpactsBuilder {
    /// For each norm the highest frequency code seen; only `seen` norms are in use.
    private var highest = InlineArray<256, UInt8>(repeating: 0)
    private var lowestNorm = 256
    private var highestNorm = -1

    @inline(__always)
    mutating func add(frequency: UInt32, norm: UInt8) {
        let code = ImpactsBuilder.code(frequency)
        let index = Int(norm)
        if highest[index] < code { highest[index] = code }
        lowestNorm = min(lowestNorm, index)
        highestNorm = max(highestNorm, index)
    }

    /// Forgets what was gathered.
    mutating func removeAll() {
        guard lowestNorm <= highestNorm else { return }
        for norm in lowestNorm...highestNorm { highest[norm] = 0 }
        lowestNorm = 256
        highestNorm = -1
    }

    mutating func add(_ impacts: Impacts) {
        for pair in 0..<Impacts.pairs {
            let norm = impacts.norm(pair)
            highest[norm] = max(highest[norm], UInt8(impacts.frequencyCode(pair)))
            lowestNorm = min(lowestNorm, norm)
            highestNorm = max(highestNorm, norm)
        }
    }

    /// The pairs gathered since the last call.
    mutating func finish() -> Impacts {
        guard lowestNorm <= highestNorm else { return Impacts(packed: 0) }
        var frontier: [(frequency: UInt8, norm: UInt8)] = []
        for norm in lowestNorm...highestNorm where highest[norm] > frontier.last?.frequency ?? 0 {
            frontier.append((highest[norm], UInt8(norm)))
        }
        removeAll()
        while frontier.count > Impacts.pairs { Self.joinClosest(&frontier) }
        return Self.packed(frontier.reversed())
    }

    /// Joins the two neighbours that lose least: the higher frequency with the lower norm.
    private static func joinClosest(_ frontier: inout [(frequency: UInt8, norm: UInt8)]) {
        var best = 0
        var bestLoss = Int.max
        for index in 0..<frontier.count - 1 {
            let (one, next) = (frontier[index], frontier[index + 1])
            let loss = (Int(next.frequency) - Int(one.frequency)) * (Int(next.norm) - Int(one.norm))
            if loss < bestLoss { (best, bestLoss) = (index, loss) }
        }
        frontier[best] = (frontier[best + 1].frequency, frontier[best].norm)
        frontier.remove(at: best + 1)
    }

    private static func packed(_ pairs: [(frequency: UInt8, norm: UInt8)]) -> Impacts {
        var packed: UInt64 = 0
        for index in 0..<Impacts.pairs {
            let pair = pairs[min(index, pairs.count - 1)]
            packed |= (UInt64(pair.frequency) | UInt64(pair.norm) << 8) << UInt64(index * 16)
        }
        return Impacts(packed: packed)
    }

    /// The smallest code that stands for at least this frequency.
    @inline(__always)
    static func code(_ frequency: UInt32) -> UInt8 {
        frequency <= NormEncoding.greatestExact ? UInt8(truncatingIfNeeded: frequency) : roundedCode(frequency)
    }

    @inline(never)
    private static func roundedCode(_ frequency: UInt32) -> UInt8 {
        let code = NormEncoding.encode(Int(frequency))
        return NormEncoding.lengths[Int(code)] < frequency && code < 255 ? code + 1 : code
    }
}

extension Impacts {
    /// Whether a document of this frequency and norm is bounded by one of the pairs.
    func bounds(frequency: UInt32, norm: UInt8) -> Bool {
        (0..<Self.pairs).contains { NormEncoding.lengths[frequencyCode($0)] >= frequency && self.norm($0) <= Int(norm) }
    }
}

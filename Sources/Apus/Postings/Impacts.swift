/// What bounds the score of any document of a block.
///
///     impacts = peak:u16  2 × (frequency:u8 norm:u8)
///
/// `peak` is the highest saturation tf / (tf + K) of any document of the block, in 65,535ths and rounded up, for the average length that
/// the list names (`LengthReference`); it holds for any other average too once it is carried over (`saturation(atRatio:)`). The pairs
/// hold for every BM25: each document of the block has, for one of them, no higher frequency and no lower norm. Both are bounds, so
/// that they stay right when statistics change (Ding & Suel 2011). Pairs alone, four of them as Lucene keeps any number of, are too
/// wide for a common word: of its blocks, which all hold a dozen or more incomparable pairs, four fifths could not be passed over
/// where the peaks leave one in five.
///
/// A frequency is stored as `NormEncoding` stores lengths, rounded up: 40 and below are exact. Of one pair the second is a copy.
package struct Impacts: Equatable {
    package static let pairs = 2
    package static let bytes = 6
    static let highestPeak = 65535.0

    /// Six bytes as stored, the peak in the low ones.
    package var packed: UInt64

    /// - Parameter packed: what stands above the six bytes does not count.
    @inline(__always)
    package init(packed: UInt64) { self.packed = packed & 0xFFFF_FFFF_FFFF }

    @inline(__always)
    package var peak: Double { Double(UInt32(truncatingIfNeeded: packed & 0xFFFF)) }

    /// The encoded frequency of a pair: an index into `NormEncoding.lengths`.
    @inline(__always)
    package func frequencyCode(_ pair: Int) -> Int { Int((packed &>> UInt64(truncatingIfNeeded: 16 &+ pair &* 16)) & 0xFF) }

    @inline(__always)
    package func norm(_ pair: Int) -> Int { Int((packed &>> UInt64(truncatingIfNeeded: 24 &+ pair &* 16)) & 0xFF) }

    /// The highest saturation of a document of the block where the average length, or k1 and b, are others than the peak was made for.
    ///
    /// With s = 1 / (1 + K / tf) and K = k1 · (1 − b + b · dl / avgdl), an average greater by a factor shrinks K by no more than that
    /// factor, and a smaller one does not shrink it; what other parameters do is `BM25.spread`.
    /// - Parameter ratio: no K shrinks by more: the average that the peak was made for over the one that holds, at most 1, times the least
    ///   of the spread.
    @inline(__always)
    package func saturation(atRatio ratio: Double) -> Double {
        let peak = peak
        return peak / (peak + ratio * (Self.highestPeak - peak))
    }

    /// A saturation that some document of a block of this peak reaches, deleted ones among them.
    ///
    /// A smaller average length raises K by no more than its factor, and a greater one does not raise it.
    /// - Parameter growth: no K grows by more: the average that the peak was made for over the one that holds, at least 1, times the
    ///   greatest of the spread.
    package static func leastSaturation(ofPeak peak: UInt16, growth: Double) -> Double {
        // What rounding up may have added, and a little more than arithmetic may lose.
        let least = max(0, (Double(peak) - 1 - 1.0 / 512) / highestPeak)
        guard growth != 1, least > 0 else { return least }
        return least / (least + growth * (1 - least)) - 0x1p-40
    }
}

/// Gathers the impacts of a run of documents while they are written.
struct ImpactsBuilder {
    /// For each norm the highest frequency code seen; only `seen` norms are in use.
    private var highest = InlineArray<256, UInt32>(repeating: 0)
    private var lowestNorm = 256
    private var highestNorm = -1

    @inline(__always)
    mutating func add(frequency: UInt32, norm: UInt8) {
        let index = Int(norm)
        if highest[index] < frequency { highest[index] = frequency }
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

    /// The impacts of what was gathered since the last call.
    /// - Parameter reference: of the lengths that peaks are made for; without one there is no peak, and the pairs alone bound.
    mutating func finish(_ reference: LengthReference?) -> Impacts {
        guard lowestNorm <= highestNorm else { return Impacts(packed: 0) }
        var frontier: [(frequency: UInt8, norm: UInt8)] = []
        var most: UInt32 = 0
        var saturation = 0.0
        for norm in lowestNorm...highestNorm where highest[norm] > most {
            most = highest[norm]
            if let reference { saturation = max(saturation, reference.saturation(frequency: most, norm: norm)) }
            let code = Self.code(most)
            if code > frontier.last?.frequency ?? 0 { frontier.append((code, UInt8(norm))) }
        }
        removeAll()
        while frontier.count > Impacts.pairs { Self.joinClosest(&frontier) }
        return Self.packed(frontier.reversed(), peak: reference == nil ? UInt16.max : Self.peak(saturation))
    }

    /// Rounded up by more than arithmetic may have lost.
    private static func peak(_ saturation: Double) -> UInt16 {
        UInt16(min(Impacts.highestPeak, (saturation * Impacts.highestPeak + 1.0 / 1024).rounded(.up)))
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

    private static func packed(_ pairs: [(frequency: UInt8, norm: UInt8)], peak: UInt16) -> Impacts {
        var packed = UInt64(peak)
        for index in 0..<Impacts.pairs {
            let pair = pairs[min(index, pairs.count - 1)]
            packed |= (UInt64(pair.frequency) | UInt64(pair.norm) << 8) << UInt64(16 + index * 16)
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
    /// Bounds of several blocks together, one at least.
    static func joined(_ blocks: [Impacts]) -> Impacts {
        var builder = ImpactsBuilder()
        var peak: UInt64 = 0
        for block in blocks {
            peak = max(peak, block.packed & 0xFFFF)
            for pair in 0..<Self.pairs {
                builder.add(frequency: NormEncoding.lengths[block.frequencyCode(pair)], norm: UInt8(block.norm(pair)))
            }
        }
        return Impacts(packed: builder.finish(nil).packed & ~0xFFFF | peak)
    }

    /// Whether a document of this frequency and norm is bounded, by one of the pairs and by the peak.
    func bounds(frequency: UInt32, norm: UInt8, _ reference: LengthReference?) -> Bool {
        let isBelowPair = (0..<Self.pairs).contains {
            NormEncoding.lengths[frequencyCode($0)] >= frequency && self.norm($0) <= Int(norm)
        }
        guard isBelowPair, let reference else { return isBelowPair }
        return reference.saturation(frequency: frequency, norm: Int(norm)) <= saturation(atRatio: 1)
    }
}

extension PostingList {
    /// Whether a document of a block is bounded by the block's impacts and the whole list's. The list must have impacts.
    /// - Parameter reference: that of `lengthReference`.
    func bounds(_ block: Int, frequency: UInt32, norm: UInt8, _ reference: LengthReference?) -> Bool {
        impacts(ofBlock: block).bounds(frequency: frequency, norm: norm, reference)
            && wholeImpacts.bounds(frequency: frequency, norm: norm, reference)
    }
}

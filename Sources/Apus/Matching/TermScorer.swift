/// What one word, phrase or keyword adds to the score of a document: a plain value that borrows the norms and a table.
///
/// `weight · tf / (tf + K)` is computed as `weight · saturation` with `saturation = 1 − 1 / (1 + tf / K)`. Each step is
/// monotone in Double arithmetic, so nothing within a block's impacts scores above the block's bound, not by a last bit.
struct TermScorer {
    let weight: Double
    let quantum: ScoreQuantum
    /// 1 / K for each norm byte, the length for each byte, what carries peaks over (`BM25.table`).
    private let table: UnsafePointer<Double>
    private let norms: UnsafePointer<UInt8>
    /// All ones; 0 where the field keeps no norms, so that the first byte stands for all documents.
    private let normMask: Int

    /// - Parameter norms: one byte a document, or nil where one byte stands for all.
    init(
        weight: Double, quantum: ScoreQuantum, table: UnsafePointer<Double>, norms: UnsafePointer<UInt8>?, arena: SearchArena
    ) {
        self.weight = weight
        self.quantum = quantum
        self.table = table
        if let norms {
            (self.norms, normMask) = (norms, -1)
        } else {
            let single = arena.allocate(UInt8.self, count: 1)
            single.initialize(to: 0)
            (self.norms, normMask) = (UnsafePointer(single), 0)
        }
    }

    /// How near the document comes to the word's whole weight, from 0 to 1.
    @inline(__always)
    func saturation(frequency: UInt32, of document: UInt32) -> Double {
        Self.saturation(normalizedFrequency: normalizedFrequency(frequency, of: document))
    }

    /// No document of a lower normalized frequency has a saturation that times `weight` reaches `floor`; one of a higher may not either.
    func leastNormalizedFrequency(reaching floor: Double, ofWeight weight: Double) -> Double {
        guard floor > 0 else { return -.infinity }
        // Far more than what a saturation, its normalized frequency and this may be rounded by.
        let least = floor - weight * 0x1p-40
        return least < weight ? least / (weight - least) : .infinity
    }

    @inline(__always)
    func score(saturation: Double) -> Double { quantum.round(weight * saturation) }

    @inline(__always)
    func score(frequency: UInt32, of document: UInt32) -> Double {
        score(saturation: saturation(frequency: frequency, of: document))
    }

    /// tf / K, of which the saturation is x / (1 + x).
    @inline(__always)
    func normalizedFrequency(_ frequency: UInt32, of document: UInt32) -> Double {
        Double(frequency) * table[Int(norms[Int(document) & normMask])]
    }

    @inline(__always)
    static func saturation(normalizedFrequency: Double) -> Double { 1 - 1 / (1 + normalizedFrequency) }

    /// No normalized frequency is above this of which the saturation, as computed, is at most the given one, from 0 to 1; infinite where
    /// any may be.
    ///
    /// Let u be 2⁻⁵³, and s the computed saturation of x: the sum in it is at least (1 + x)(1 − u), the quotient at most 1 + u times too
    /// great, the difference at most u too small. So 1 + x ≤ (1 + u) / ((1 − s − u)(1 − u)). Here 32 u are taken from 1 − s, and the quotient
    /// is raised by 32 u times itself: more than what these steps round away, by four roundings of u each.
    @inline(__always)
    static func normalizedFrequency(atMost saturation: Double) -> Double {
        let rest = 1 - saturation - leeway
        return rest > 0 ? max(0, 1 / rest * (1 + leeway) - 1) : .infinity
    }

    private static let leeway = 0x1p-48

    /// What the peaks of a list are carried over by (`Impacts.saturation`); 0 where they do not bound. It is negative where they were made
    /// for other parameters: then the pairs may bound tighter.
    func peakRatio(_ list: PostingList) -> Double {
        let ratio = min(1, averageRatio(list))
        return table[BM25.leastPlace] == 1 ? ratio : -ratio * table[BM25.leastPlace]
    }

    /// What K of a document has grown by at most since a list's peaks were made (`Impacts.leastSaturation`).
    func peakGrowth(_ list: PostingList) -> Double { max(1, averageRatio(list)) * table[BM25.greatestPlace] }

    /// The average length that a list's peaks were made for over the one that holds; 0 where its peaks do not bound.
    private func averageRatio(_ list: PostingList) -> Double {
        let average = table[BM25.averagePlace]
        let reference = LengthReference.average(list.lengthReference)
        return average > 0 && reference >= 1 ? reference / average : 0
    }

    /// The highest saturation that the impacts allow. - Parameter peakRatio: that of the list.
    @inline(__always)
    func saturation(_ impacts: Impacts, peakRatio: Double) -> Double {
        peakRatio > 0 ? impacts.saturation(atRatio: peakRatio) : saturationOfBoth(impacts, peakRatio: -peakRatio)
    }

    private func saturationOfBoth(_ impacts: Impacts, peakRatio: Double) -> Double {
        let pairs = saturationOfPairs(impacts)
        return peakRatio > 0 ? min(pairs, impacts.saturation(atRatio: peakRatio)) : pairs
    }

    @inline(never)
    private func saturationOfPairs(_ impacts: Impacts) -> Double {
        (0..<Impacts.pairs).reduce(0) { highest, pair in
            let frequency = table[256 + impacts.frequencyCode(pair)]
            return max(highest, Self.saturation(normalizedFrequency: frequency * table[impacts.norm(pair)]))
        }
    }
}

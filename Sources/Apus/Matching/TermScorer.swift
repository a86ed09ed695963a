/// What one word, phrase or keyword adds to the score of a document: a plain value that borrows the norms and a table.
///
/// `weight · tf / (tf + K)` is computed as `weight · saturation` with `saturation = 1 − 1 / (1 + tf / K)`. Each step is
/// monotone in Double arithmetic, so nothing within a block's impacts scores above the block's bound, not by a last bit.
struct TermScorer {
    let weight: Double
    let quantum: ScoreQuantum
    /// 1 / K for each norm byte, then the length for each byte (`BM25.table`).
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
        saturation(frequency: Double(frequency), norm: Int(norms[Int(document) & normMask]))
    }

    @inline(__always)
    private func saturation(frequency: Double, norm: Int) -> Double { 1 - 1 / (1 + frequency * table[norm]) }

    @inline(__always)
    func score(saturation: Double) -> Double { quantum.round(weight * saturation) }

    @inline(__always)
    func score(frequency: UInt32, of document: UInt32) -> Double {
        score(saturation: saturation(frequency: frequency, of: document))
    }

    /// The highest saturation that the impacts allow.
    @inline(__always)
    func saturation(_ impacts: Impacts) -> Double {
        var highest = 0.0
        var rest = impacts.packed
        for _ in 0..<Impacts.pairs {
            let frequency = table[256 &+ Int(rest & 0xFF)]
            highest = max(highest, saturation(frequency: frequency, norm: Int((rest &>> 8) & 0xFF)))
            // The last pair is repeated where there are fewer.
            if rest &>> 16 & 0xFFFF == rest & 0xFFFF { break }
            rest &>>= 16
        }
        return highest
    }
}

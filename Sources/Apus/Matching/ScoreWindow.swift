/// Sums of scores for a window of documents, with a bit for each that has one; memory is the arena's.
///
/// Lists are added one after the other in plain loops over their decoded blocks, as Lucene's `MaxScoreBulkScorer` does.
struct ScoreWindow {
    static let documents = 4096
    private static let words = documents / 64

    /// The number of the first document.
    var first: UInt32 = 0
    private let sums: UnsafeMutablePointer<Double>
    private let bits: UnsafeMutablePointer<UInt64>

    init(arena: SearchArena) {
        // `drain` leaves all of them zero.
        let sumBytes = Self.documents * MemoryLayout<Double>.stride
        let zeroes = arena.zeroes(byteCount: sumBytes + Self.words * MemoryLayout<UInt64>.stride)
        sums = zeroes.bindMemory(to: Double.self, capacity: Self.documents)
        bits = (zeroes + sumBytes).bindMemory(to: UInt64.self, capacity: Self.words)
    }

    @inline(__always)
    func add(_ score: Double, at document: UInt32) {
        let place = Int(document &- first)
        sums[place] += score
        bits[place &>> 6] |= 1 &<< UInt64(place & 63)
    }

    /// Adds what a term's documents below `end` score, and moves the cursor behind them. `end` is at most the window's.
    @inline(__always)
    func add(_ scored: inout ScoredCursor, below end: UInt32) {
        let scorer = scored.scorer
        while scored.document < end {
            let documents = scored.cursor.documents
            let frequencies = scored.cursor.blockFrequencies
            var index = scored.cursor.indexInBlock
            // Behind the block's documents stands .max.
            while documents[index] < end {
                add(scorer.score(frequency: frequencies[index], of: documents[index]), at: documents[index])
                index &+= 1
            }
            scored.cursor.move(toIndexInBlock: index)
        }
    }

    /// Calls with each document that has a sum, in order, and empties the window.
    @inline(__always)
    func drain(below end: UInt32, _ body: (UInt32, Double) -> Void) {
        for word in 0..<(Int(end &- first) &+ 63) / 64 where bits[word] != 0 {
            var rest = bits[word]
            bits[word] = 0
            while rest != 0 {
                let place = word &* 64 &+ rest.trailingZeroBitCount
                rest &= rest &- 1
                let sum = sums[place]
                sums[place] = 0
                body(first &+ UInt32(truncatingIfNeeded: place), sum)
            }
        }
    }
}

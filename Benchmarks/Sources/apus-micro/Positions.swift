/// The positions of one block: values passed over, and those of a document taken.
enum Positions {
    private static let documents = 128
    private static let rounds = 64

    static func figures(_ watch: inout Stopwatch) -> [Figure] {
        let (few, many) = (SamplePositions(each: 2, documents, seed: 6), SamplePositions(each: 32, documents, seed: 7))
        let skip = watch.nanoseconds(rounds * documents * 31) {
            many.walk(rounds) { bits, document in
                bits.setLow(behind: 32 * document + 31)
                return bits.skip(31) ? bits.takePosition(reaching: 0, behind: .max, 1)?.taken ?? 0 : 0
            }
        }
        let takeFew = watch.nanoseconds(rounds * documents) { few.walk(rounds) { bits, _ in Int(bits.takeFew(2)?[1] ?? 0) } }
        let takeMany = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 32) { positions in
            watch.nanoseconds(rounds * documents * 32) {
                many.walk(rounds) { bits, _ in bits.takePositions(32, into: positions.baseAddress!) ? Int(positions[31]) : 0 }
            }
        }
        return [
            Figure("positions, skip 31 and take one", skip, "value skipped"),
            Figure("positions, take few", takeFew, "document of two"), Figure("positions, take many", takeMany, "position"),
        ]
    }
}

/// A position block in memory, of documents that each have as many positions.
private struct SamplePositions {
    private let buffer = ByteBuffer()
    private let documents: Int

    init(each count: Int, _ documents: Int, seed: UInt64) {
        self.documents = documents
        var random = SeededRandom(seed: seed)
        let values = (0..<count * documents).map { _ in UInt32.random(in: 0..<UInt32(800 / count), using: &random) }
        let frequencies = [UInt32](repeating: UInt32(count - 1), count: documents)
        PositionBlock.encode(values, count: values.count, frequencies: frequencies, documents: documents, into: buffer)
    }

    /// Calls once for each document, by its number, with the place in the block, which `take` moves to the next one.
    @inline(__always)
    func walk(_ rounds: Int, _ take: (inout PositionBits, Int) -> Int) -> Int {
        let start = buffer.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
        let end = start + buffer.count
        var sum = 0
        for _ in 0..<rounds {
            var bits = PositionBits(start: start, end: end)
            guard bits.begin((start, end), documents: documents) else { fatalError("the block was written here and is sound") }
            for document in 0..<documents { sum &+= take(&bits, document) }
        }
        return sum
    }
}

/// The positions of one block: values passed over, and those of a document taken.
enum Positions {
    private static let documents = 128
    private static let rounds = 64

    static func figures(_ watch: inout Stopwatch) -> [Figure] {
        let (few, many) = (SamplePositions(each: 2, documents, seed: 6), SamplePositions(each: 32, documents, seed: 7))
        let skip = watch.nanoseconds(rounds * documents * 31) {
            many.walk(rounds) { bits in bits.skip(31) ? bits.forEachPosition(1) { _ in true }.taken : 0 }
        }
        let takeFew = watch.nanoseconds(rounds * documents) { few.walk(rounds) { bits in Int(bits.takeFew(2)?[1] ?? 0) } }
        let takeMany = watch.nanoseconds(rounds * documents * 32) {
            many.walk(rounds) { bits in
                var sum = 0
                _ = bits.forEachPosition(32) { position in
                    sum &+= Int(position)
                    return true
                }
                return sum
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

    /// Calls once for each document with the place in the block, which `take` moves to the next one.
    @inline(__always)
    func walk(_ rounds: Int, _ take: (inout PositionBits) -> Int) -> Int {
        let start = buffer.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
        let end = start + buffer.count
        var sum = 0
        for _ in 0..<rounds {
            var bits = PositionBits(start: start, end: end)
            guard bits.begin((start, end), documents: documents) else { fatalError("the block was written here and is sound") }
            for _ in 0..<documents { sum &+= take(&bits) }
        }
        return sum
    }
}

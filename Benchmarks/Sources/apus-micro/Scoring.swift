/// What one word adds to a document's score: a norm, an entry of the field's table, a product.
enum Scoring {
    private static let documents = 64 * 1024
    private static let postings = 4096

    static func figures(_ watch: inout Stopwatch) -> [Figure] {
        var random = SeededRandom(seed: 9)
        let norms = (0..<documents).map { _ in UInt8.random(in: 20...90, using: &random) }
        let found = (0..<postings).map { _ in UInt32.random(in: 0..<UInt32(documents), using: &random) }.sorted()
        let table = BM25.standard.table(documentCount: documents, tokenCount: documents * 300)
        return norms.withUnsafeBufferPointer { norms in
            let scorer = TermScorer(
                weight: 7.5, quantum: ScoreQuantum(highest: 20), table: table.values, norms: norms.baseAddress,
                arena: SearchArena())
            let frequencies = (0..<postings).map { _ in UInt32.random(in: 1...20, using: &random) }
            let time = watch.nanoseconds(postings) {
                var sum = 0.0
                for place in 0..<postings { sum += scorer.score(frequency: frequencies[place], of: found[place]) }
                return Int(sum)
            }
            return [Figure("score by norm and frequency", time, "posting")]
        }
    }
}

/// Keeping the best hits: of scores in no order, of which few enter, and of rising ones, which all do.
enum Heaps {
    private static let scores = 32 * 1024

    static func figures(_ watch: inout Stopwatch) -> [Figure] {
        var random = SeededRandom(seed: 10)
        let mixed = (0..<scores).map { _ in Float.random(in: 0..<20, using: &random) }
        let rising = mixed.sorted()
        var figures: [Figure] = []
        for capacity in [10, 100, 1000] {
            figures += [
                Figure("best \(capacity), scores in no order", time(mixed, capacity, &watch), "score"),
                Figure("best \(capacity), rising scores", time(rising, capacity, &watch), "score"),
            ]
        }
        var full = TopHits(capacity: 1000)
        for (document, score) in mixed.enumerated() { full.add(TopHits.Entry(score: score, document: document)) }
        let ranked = watch.nanoseconds(full.count) { full.ranked()[0].document }
        return figures + [Figure("best 1000, ranked", ranked, "hit")]
    }

    private static func time(_ scores: [Float], _ capacity: Int, _ watch: inout Stopwatch) -> Double {
        watch.nanoseconds(scores.count) {
            var best = TopHits(capacity: capacity)
            for document in scores.indices { best.add(TopHits.Entry(score: scores[document], document: document)) }
            return best.worst?.document ?? 0
        }
    }
}

import Testing

@testable import Apus

@Suite("What a word adds to a score")
struct TermScorerTests {
    @Test("No document that may reach a floor is below the least ratio", arguments: [1, 2] as [UInt64])
    func leastRatio(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let arena = SearchArena()
        let table = BM25.standard.table(documentCount: 1000, tokenCount: 250_000)
        let norms = (0..<256).map { UInt8($0) }
        norms.withUnsafeBufferPointer { norms in
            var passed = 0
            for _ in 0..<1500 {
                let weight = Double.random(in: 0.1...30, using: &random)
                let scorer = TermScorer(
                    weight: weight, quantum: ScoreQuantum(highest: weight), table: table.values, norms: norms.baseAddress,
                    arena: arena)
                let frequency = UInt32.random(in: 1...40, using: &random)
                let document = UInt32.random(in: 0..<256, using: &random)
                let reached = weight * scorer.saturation(frequency: frequency, of: document)
                // The score itself, next to it, and far from it.
                for floor in [reached, reached.nextDown, reached.nextUp, reached / 2, -1, weight, .infinity, -.infinity] {
                    let passes =
                        scorer.ratio(frequency: frequency, of: document) >= scorer.leastRatio(reaching: floor, ofWeight: weight)
                    #expect(passes || reached < floor)
                    passed += passes && floor > reached + weight * 1e-9 ? 1 : 0
                }
            }
            #expect(passed == 0, "a floor that is clearly missed is told")
        }
    }
}

import Testing

@testable import Apus

@Suite("What a word adds to a score")
struct TermScorerTests {
    @Test("No document that may reach a floor is below the least normalized frequency", arguments: [1, 2] as [UInt64])
    func leastNormalizedFrequency(seed: UInt64) throws {
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
                        scorer.normalizedFrequency(frequency, of: document)
                        >= scorer.leastNormalizedFrequency(reaching: floor, ofWeight: weight)
                    #expect(passes || reached < floor)
                    passed += passes && floor > reached + weight * 1e-9 ? 1 : 0
                }
            }
            #expect(passed == 0, "a floor that is clearly missed is told")
        }
    }

    @Test("No normalized frequency is above what its saturation allows, and the bound is near")
    func inverse() {
        var random = SeededRandom(seed: 3)
        for number in 0..<200_000 {
            let exponent = Double(number % 90) - 60
            let frequency =
                Double.random(in: 0.5...1, using: &random) * Double(sign: .plus, exponent: Int(exponent), significand: 1)
            let bound = TermScorer.normalizedFrequency(atMost: TermScorer.saturation(normalizedFrequency: frequency))
            if bound < frequency { Issue.record("\(frequency) is above \(bound)") }
            // As near as the distance between 1 and the saturation lets it be told.
            let slack = 0x1p-46 * (1 + frequency) * (1 + frequency)
            if frequency < 0x1p20, bound > frequency + slack { Issue.record("\(bound) is far above \(frequency)") }
        }
        #expect(TermScorer.normalizedFrequency(atMost: 0) < 0x1p-40)
        #expect(TermScorer.normalizedFrequency(atMost: 1) == .infinity)
    }
}

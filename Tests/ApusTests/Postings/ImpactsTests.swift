import Testing

@testable import Apus

@Suite("Impacts")
struct ImpactsTests {
    private struct Posting {
        var frequency: UInt32
        var norm: UInt8
    }

    @Test("They bound every document's score, for any statistics, and are tight for few", arguments: [1, 2, 4, 5, 128, 1000])
    func bounds(documents: Int) {
        var random = SeededRandom(seed: UInt64(documents))
        for _ in 0..<50 {
            let postings = (0..<documents).map { _ in Self.posting(&random) }
            let impacts = Self.impacts(postings)
            #expect(postings.allSatisfy { impacts.bounds(frequency: $0.frequency, norm: $0.norm) })
            let average = Double(UInt32.random(in: 1...2000, using: &random))
            let highest = postings.map { Self.saturation($0, average) }.max() ?? 0
            let bound = (0..<Impacts.pairs).map { Self.saturation(impacts, pair: $0, average) }.max() ?? 0
            #expect(bound >= highest)
            if documents <= Impacts.pairs, postings.allSatisfy({ $0.frequency <= 40 }) { #expect(bound == highest) }
        }
    }

    @Test("Those of parts joined bound what the parts hold")
    func joined() {
        var random = SeededRandom(seed: 11)
        let parts = (0..<20).map { _ in (0..<128).map { _ in Self.posting(&random) } }
        var whole = ImpactsBuilder()
        for part in parts { whole.add(Self.impacts(part)) }
        let impacts = whole.finish()
        #expect(parts.joined().allSatisfy { impacts.bounds(frequency: $0.frequency, norm: $0.norm) })
    }

    @Test("A frequency that is too high for its pair is not bounded")
    func unbounded() {
        let impacts = Self.impacts([Posting(frequency: 3, norm: 20), Posting(frequency: 9, norm: 60)])
        #expect(!impacts.bounds(frequency: 4, norm: 20))
        #expect(!impacts.bounds(frequency: 1, norm: 19))
        #expect(impacts.bounds(frequency: 9, norm: 61))
    }

    private static func posting(_ random: inout SeededRandom) -> Posting {
        let isLong = UInt8.random(in: 0..<20, using: &random) == 0
        return Posting(
            frequency: UInt32.random(in: 1...(isLong ? 100_000 : 12), using: &random),
            norm: UInt8.random(in: 1...(isLong ? 255 : 120), using: &random))
    }

    private static func impacts(_ postings: [Posting]) -> Impacts {
        var builder = ImpactsBuilder()
        for posting in postings { builder.add(frequency: posting.frequency, norm: posting.norm) }
        return builder.finish()
    }

    private static func saturation(_ posting: Posting, _ average: Double) -> Double {
        saturation(Double(posting.frequency), Int(posting.norm), average)
    }

    private static func saturation(_ impacts: Impacts, pair: Int, _ average: Double) -> Double {
        saturation(Double(NormEncoding.lengths[impacts.frequencyCode(pair)]), impacts.norm(pair), average)
    }

    private static func saturation(_ frequency: Double, _ norm: Int, _ average: Double) -> Double {
        frequency / (frequency + 1.2 * (0.25 + 0.75 * Double(NormEncoding.lengths[norm]) / average))
    }
}

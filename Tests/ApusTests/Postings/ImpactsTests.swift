import Testing

@testable import Apus

@Suite("Impacts")
struct ImpactsTests {
    private struct Posting {
        var frequency: UInt32
        var norm: UInt8
    }

    @Test("They bound every document's score, for any statistics, and are tight for few", arguments: [1, 2, 4, 5, 128, 1000])
    func bounds(documents: Int) throws {
        var random = SeededRandom(seed: UInt64(documents))
        for _ in 0..<50 {
            let postings = (0..<documents).map { _ in Self.posting(&random) }
            let reference = try #require(LengthReference(norms: postings.map(\.norm)))
            let impacts = Self.impacts(postings, reference)
            #expect(postings.allSatisfy { impacts.bounds(frequency: $0.frequency, norm: $0.norm, reference) })
            let average = Double(UInt32.random(in: 1...2000, using: &random))
            let highest = postings.map { Self.saturation($0, average) }.max() ?? 0
            let bound = (0..<Impacts.pairs).map { Self.saturation(impacts, pair: $0, average) }.max() ?? 0
            #expect(bound >= highest)
            if documents <= Impacts.pairs, postings.allSatisfy({ $0.frequency <= 40 }) { #expect(bound == highest) }
            #expect(impacts.saturation(atRatio: min(1, LengthReference.average(reference.code) / average)) >= highest)
        }
    }

    @Test("A peak is the highest saturation of the block, to a few 65,535ths, at the average that it was made for")
    func peak() throws {
        var random = SeededRandom(seed: 5)
        for _ in 0..<200 {
            let postings = (0..<128).map { _ in Self.posting(&random) }
            let reference = try #require(LengthReference(norms: postings.map(\.norm)))
            let average = LengthReference.average(reference.code)
            let highest = postings.map { Self.saturation($0, average) }.max() ?? 0
            let peak = Self.impacts(postings, reference).peak / Impacts.highestPeak
            #expect(peak >= highest && peak < highest + 3 / Impacts.highestPeak)
        }
    }

    @Test("A document above its block's peak is not bounded, whatever the pairs say")
    func abovePeak() throws {
        let reference = try #require(LengthReference(norms: [20, 60]))
        let impacts = Self.impacts([Posting(frequency: 3, norm: 20), Posting(frequency: 9, norm: 60)], reference)
        let lowered = Impacts(packed: impacts.packed - 4)
        #expect(impacts.bounds(frequency: 9, norm: 60, reference) || impacts.bounds(frequency: 3, norm: 20, reference))
        #expect(!lowered.bounds(frequency: 9, norm: 60, reference) || !lowered.bounds(frequency: 3, norm: 20, reference))
    }

    @Test("The reference is near the average length, of short and long documents, and is read back from its code")
    func reference() throws {
        var random = SeededRandom(seed: 3)
        for most in [1, 3, 40, 300, 5000, 1_000_000] {
            let lengths = (0..<5000).map { _ in Int.random(in: 1...most, using: &random) }
            let reference = try #require(LengthReference(norms: lengths.map { NormEncoding.encode($0) }))
            let average = Double(lengths.reduce(0, +)) / Double(lengths.count)
            #expect(abs(LengthReference.average(reference.code) / average - 1) < 0.01)
            #expect(LengthReference(code: reference.code)?.code == reference.code)
        }
        #expect(LengthReference(norms: [0, 0]) == nil)
        #expect(LengthReference(code: 0) == nil)
    }

    @Test("Those of parts joined bound what the parts hold")
    func joined() throws {
        var random = SeededRandom(seed: 11)
        let parts = (0..<20).map { _ in (0..<128).map { _ in Self.posting(&random) } }
        let reference = try #require(LengthReference(norms: parts.joined().map(\.norm)))
        let impacts = Impacts.joined(parts.map { Self.impacts($0, reference) })
        #expect(parts.joined().allSatisfy { impacts.bounds(frequency: $0.frequency, norm: $0.norm, reference) })
    }

    @Test("A frequency that is too high for its pair is not bounded")
    func unbounded() {
        let impacts = Self.impacts([Posting(frequency: 3, norm: 20), Posting(frequency: 9, norm: 60)])
        #expect(!impacts.bounds(frequency: 4, norm: 20, nil))
        #expect(!impacts.bounds(frequency: 1, norm: 19, nil))
        #expect(impacts.bounds(frequency: 9, norm: 61, nil))
    }

    private static func posting(_ random: inout SeededRandom) -> Posting {
        let isLong = UInt8.random(in: 0..<20, using: &random) == 0
        return Posting(
            frequency: UInt32.random(in: 1...(isLong ? 100_000 : 12), using: &random),
            norm: UInt8.random(in: 1...(isLong ? 255 : 120), using: &random))
    }

    private static func impacts(_ postings: [Posting], _ reference: LengthReference? = nil) -> Impacts {
        var builder = ImpactsBuilder()
        for posting in postings { builder.add(frequency: posting.frequency, norm: posting.norm) }
        return builder.finish(reference)
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

import Testing

@testable import Apus

@Suite("BM25")
struct BM25Tests {
    /// What a block of documents is, and the peak that is kept of it.
    private struct Block {
        var postings: [(frequency: UInt32, norm: UInt8)]
        var impacts: Impacts
        var average: Double

        init(_ random: inout SeededRandom) throws {
            postings = (0..<128).map { _ in
                (UInt32.random(in: 1...12, using: &random), UInt8.random(in: 1...120, using: &random))
            }
            let reference = try #require(LengthReference(norms: postings.map(\.norm)))
            var builder = ImpactsBuilder()
            for posting in postings { builder.add(frequency: posting.frequency, norm: posting.norm) }
            (impacts, average) = (builder.finish(reference), LengthReference.average(reference.code))
        }

        func highest(_ bm25: BM25, average: Double) -> Double {
            let table = bm25.table(averageLength: average)
            return postings.map { 1 - 1 / (1 + Double($0.frequency) * table.values[Int($0.norm)]) }.max() ?? 0
        }
    }

    static func random(_ random: inout SeededRandom) -> BM25 {
        let k1s = [0, 0.001, 0.3, 0.9, 1.2, 2, 10, BM25.greatestK1, Double.random(in: 0...3, using: &random)]
        let bs = [0, 0.01, 0.4, 0.75, 0.999, 1, Double.random(in: 0...1, using: &random)]
        return BM25(k1: k1s.randomElement(using: &random)!, b: bs.randomElement(using: &random)!)
    }

    @Test("Peaks that were made for the standard parameters are carried over to any: no document is above, and one comes up")
    func carriedPeaks() throws {
        var random = SeededRandom(seed: 21)
        var bounding = 0
        for _ in 0..<2000 {
            let block = try Block(&random)
            let bm25 = Self.random(&random)
            let average = Double.random(in: 1...600, using: &random)
            let highest = block.highest(bm25, average: average)
            let spread = bm25.spread
            if spread.least > 0 {
                let bound = block.impacts.saturation(atRatio: min(1, block.average / average) * spread.least)
                #expect(bound >= highest, "\(bm25)")
                bounding += bound < 0.999 ? 1 : 0
            }
            let least = Impacts.leastSaturation(
                ofPeak: UInt16(block.impacts.peak), growth: max(1, block.average / average) * spread.greatest)
            #expect(least <= highest, "\(bm25)")
        }
        #expect(bounding > 200)
    }

    @Test("The spread of the standard parameters is 1, and that of others holds K at every length")
    func spread() {
        #expect(BM25.standard.spread == (1, 1))
        var random = SeededRandom(seed: 22)
        for _ in 0..<500 {
            let bm25 = Self.random(&random)
            let spread = bm25.spread
            for length in [0, 0.1, 0.5, 1, 2, 30, 4000] {
                let own = bm25.k1 * (1 - bm25.b + bm25.b * length)
                let standard = 1.2 * (0.25 + 0.75 * length)
                #expect(own >= spread.least * standard && own <= spread.greatest * standard)
            }
        }
    }

    @Test("What is no parameter is refused", arguments: [(-1, 0.5), (.nan, 0.5), (1001, 0.5), (1, -0.1), (1, 1.1), (1, .nan)])
    func refused(k1: Double, b: Double) throws {
        #expect(throws: DocumentError.self) { try BM25(k1: k1, b: b).check() }
        let small = try SmallIndex("a")
        #expect(throws: DocumentError.self) { try small.index.write { try $0.define(BM25(k1: k1, b: b)) } }
        var request = SearchRequest("a")
        request.bm25 = BM25(k1: k1, b: b)
        #expect(throws: SearchError.self) { try small.index.search(request) }
    }
}

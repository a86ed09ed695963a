import Testing

@testable import Apus

@Suite("The terms that bisection looks at")
struct BisectionTermsTests {
    private let counts = [1: 100_000, 15: 900, 16: 500, 100: 50, 400: 10, 500: 2, 501: 3, 999: 4]

    @Test("Neither rare nor very frequent ones")
    func range() {
        let terms = BisectionTerms(frequencies: counts, documentCount: 1000, memory: 1 << 20)
        #expect(terms.terms == 562)
        #expect(terms.postings == 16 * 500 + 100 * 50 + 400 * 10 + 500 * 2)
        for frequency in counts.keys { #expect(terms.frequencies.contains(frequency) == (16...500).contains(frequency)) }
    }

    @Test("In many documents rare begins higher, to 4,096")
    func rare() {
        let counts = [200: 1, 400: 1, 4095: 1, 4096: 1]
        func least(_ documents: Int) -> Int? {
            BisectionTerms(frequencies: counts, documentCount: documents, memory: 1 << 40).frequencies.first
        }
        #expect(least(1_000_000) == 400)
        #expect(least(100_000_000) == 4096)
    }

    @Test("The more frequent ones where documents have many")
    func average() {
        let terms = BisectionTerms(frequencies: [300: 150, 200: 300, 100: 90, 50: 1], documentCount: 1000, memory: 1 << 20)
        #expect(terms.frequencies.first == 200)
        #expect(terms.terms == 450 && terms.postings == 105_000)
    }

    @Test("Where memory is short the more frequent ones, and at last none")
    func memory() {
        func terms(_ memory: Int) -> BisectionTerms { BisectionTerms(frequencies: counts, documentCount: 1000, memory: memory) }
        let documents = 32_000
        #expect(terms(documents + 6 * 10_000).frequencies.first == 100)
        #expect(terms(documents + 6 * 9_999).frequencies.first == 400)
        #expect(terms(documents + 6 * 1_000).frequencies.first == 500)
        for memory in [documents + 5_999, documents, 5, 0] {
            #expect(terms(memory).terms == 0)
            #expect(terms(memory).frequencies.isEmpty)
        }
        #expect(BisectionTerms(frequencies: [:], documentCount: 0, memory: 0).frequencies.isEmpty)
    }
}

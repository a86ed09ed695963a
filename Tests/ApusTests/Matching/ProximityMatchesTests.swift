import Testing

@testable import Apus

@Suite("Words near each other")
struct ProximityMatchesTests {
    private static func document(_ random: inout SeededRandom, terms: Int) -> [[Int]] {
        (0..<Int.random(in: 1...2, using: &random)).map { _ in
            (0..<Int.random(in: 0...9, using: &random)).map { _ in Int.random(in: 0..<terms, using: &random) }
        }
    }

    /// The matches, how many there are, and how many by the words' positions alone where the tree is but words.
    private static func found(
        _ tree: ProximityTree, _ places: (Int) -> [Int], namesWords: Bool
    ) -> (spans: [ProximitySpan], count: Int, ofWords: Int?) {
        let matching = ProximityMatches(tree, deadline: Deadline(timeout: nil, cancellation: nil), namesWords: namesWords)
        func withPositions<Result>(_ body: ((Int) -> UnsafeBufferPointer<UInt32>) -> Result) -> Result {
            let lists = tree.terms.map { term in (term, places(term).map { UInt32($0) }) }
            let buffers = lists.map { term, list in
                let buffer = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: list.count)
                _ = buffer.initialize(from: list)
                return (term, buffer)
            }
            defer { for (_, buffer) in buffers { buffer.deallocate() } }
            return body { term in UnsafeBufferPointer(buffers.first { $0.0 == term }!.1) }
        }
        var words = WordProximity(tree)
        return withPositions { positions in
            let ofWords = words?.count(positions)
            for most in 1...3 {
                let limited = words?.count(upTo: most, positions)
                #expect(limited == ofWords.map { min(most, $0) }, "\(tree)")
            }
            return (matching.spans(positions), matching.count(positions), ofWords)
        }
    }

    @Test(
        "Each operator finds what trying every combination finds, in 10,000 random documents of a long run",
        arguments: RandomProximity.allCases, [1, 2] as [UInt64])
    func operators(kind: RandomProximity, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var (matched, plain) = (0, 0)
        for number in 0..<Rounds.of(5000, quick: 400) {
            let terms = Int.random(in: 2...5, using: &random)
            let values = Self.document(&random, terms: terms)
            let tree = kind.tree(terms: terms, using: &random)
            let naive = NaiveProximity(values: values)
            let wanted = NaiveProximity.shortest(naive.matches(tree))
            let (spans, count, ofWords) = Self.found(tree, naive.places, namesWords: false)
            let named = Self.found(tree, naive.places, namesWords: true).spans
            let isRight =
                spans.map { [$0.start, $0.end] } == wanted.map { [$0.start, $0.end] }
                && named.map { [$0.start, $0.end] } == wanted.map { [$0.start, $0.end] }
                && count == naive.count(tree) && ofWords ?? count == count
            if !isRight {
                Issue.record("seed \(seed), \(number): \(tree) in \(values) is \(spans), \(count) times, not \(wanted)")
                return
            }
            for span in named
            where span.words.first.map({ Int($0) }) != span.start || span.words.last.map({ Int($0) + 1 }) != span.end {
                Issue.record("seed \(seed), \(number): the words of \(span) are not those at its ends")
            }
            matched += wanted.isEmpty ? 0 : 1
            plain += ofWords ?? 0 > 0 ? 1 : 0
        }
        #expect(plain > Rounds.of(250, quick: 20) || ![.slop, .near, .ordered].contains(kind))
        #expect(matched > Rounds.of(500, quick: 30), "\(kind) matches too seldom to say much")
    }

    @Test("A list of spans is never longer than its text, however far apart words may be")
    func manyWords() {
        let places = Array(0..<3000)
        let tree = ProximityTree.near(
            [.anyTerm([0]), .anyTerm([1]), .anyTerm([2])], distance: 127, isOrdered: false)
        let (spans, count, _) = Self.found(tree, { term in places.filter { $0 % 3 == term } }, namesWords: false)
        #expect(spans.count == 2998)
        #expect(count == 1000)
    }
}

import Testing

@testable import Apus

@Suite("The contract of operators")
struct MatcherContractTests {
    /// One of each kind, over lists of all densities.
    private static let shapes: [OperatorTree] = [
        .nothing, .everything(2), .term(0, 1), .term(5, 1), .union([.term(1, 1), .term(4, 2), .term(5, 1)]),
        .union([.phrase([0, 1], 1), .term(3, 1), .nothing]), .conjunction([.term(0, 1), .term(2, 0.5)]),
        .conjunction([.term(1, 1), .term(2, 1), .everything(1)]), .conjunction([.phrase([0, 1, 0], 1), .term(2, 1)]),
        .conjunction([.term(3, 1)]), .phrase([0, 1], 1), .phrase([1, 0, 2, 0], 2), .phrase([0, 0], 1),
        .exclusion(.term(1, 1), .term(2, 1)), .exclusion(.everything(1), .phrase([0, 1], 1)),
        .exclusion(.phrase([0, 2], 1), .union([.term(3, 1), .term(4, 1)])), .optional(.term(2, 1), .term(1, 1)),
        .optional(.phrase([0, 1], 1), .phrase([1, 2], 3)), .optional(.term(3, 1), .nothing),
        .proximity(.near([.anyTerm([0]), .anyTerm([1])], distance: 3, isOrdered: false), 1),
        .proximity(.sequence([.anyTerm([0]), .anyTerm([1, 2]), .anyTerm([0])], slop: 4), 2),
        .proximity(
            .near(
                [.anyOf([.anyTerm([5]), .sequence([.anyTerm([0]), .anyTerm([0])], slop: 0)]), .anyTerm([1])], distance: 9,
                isOrdered: true), 1),
        .combination([.init(1, 1), .init(2, 1)], 1), .combination([.init(0, 0.3), .init(5, 4), .init(4, 1)], 2),
        .combination([.init(3, 2)], 1), .combination([.init(1, 0), .init(4, 1000)], 1),
        .conjunction([.combination([.init(0, 1), .init(1, 3)], 1), .term(2, 1)]),
        .union([.combination([.init(1, 1), .init(3, 1)], 1), .combination([.init(2, 1), .init(4, 1)], 1), .phrase([0, 1], 1)]),
        .set(0, 1), .conjunction([.set(1, 2), .phrase([0, 1], 1)]), .exclusion(.set(5, 1), .set(3, 1)),
    ]

    @Test("Each operator moves as stepping would, and finds what looking at every document finds")
    func shapes() throws {
        var random = SeededRandom(seed: 11)
        let lists = try RandomLists(terms: 6, documentCount: 1700, random: &random)
        for tree in Self.shapes { try check(tree, lists, &random) }
        #expect(lists.arena.damage == nil)
    }

    @Test("So do random trees of them", arguments: 1...4 as ClosedRange<UInt64>)
    func trees(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let lists = try RandomLists(terms: 6, documentCount: 400 + 100 * Int(seed), random: &random)
        for _ in 0..<Rounds.of(50, quick: 12) {
            try check(.random(depth: 3, terms: 6, using: &random), lists, &random)
        }
    }

    private func check(_ tree: OperatorTree, _ lists: RandomLists, _ random: inout SeededRandom) throws {
        let scores = tree.scores(lists)
        let candidates = try confirm(tree, lists, scores)
        let contract = CursorContract(documents: candidates) { MatcherCursor(matcher: try tree.matcher(lists)) }
        try contract.check("\(tree)", walks: 5, using: &random)
        try checkScores(tree, lists, scores, &random)
        try checkBounds(tree, lists, scores, &random)
    }

    /// Steps through; the candidates that are confirmed must be the matches.
    private func confirm(_ tree: OperatorTree, _ lists: RandomLists, _ scores: [Double?]) throws -> [UInt32] {
        let matcher = try tree.matcher(lists)
        var candidates: [UInt32] = []
        var matches: [UInt32] = []
        while matcher.document != .end {
            candidates.append(matcher.document.rawValue)
            if matcher.matches() { matches.append(matcher.document.rawValue) }
            matcher.advance()
        }
        if matches != scores.indices.filter({ scores[$0] != nil }).map({ UInt32($0) }) { Issue.record("\(tree): other matches") }
        return candidates
    }

    /// Scores are exact where they reach the floor; below it they may be a miss. Documents are asked for in random leaps.
    private func checkScores(_ tree: OperatorTree, _ lists: RandomLists, _ scores: [Double?], _ random: inout SeededRandom) throws
    {
        let matcher = try tree.matcher(lists)
        let highest = matcher.highest
        var document = 0
        while document < scores.count {
            let score = scores[document]
            if let score, score > highest { return report("\(tree): \(score) is above the highest, \(highest)") }
            let floors: [Double] = [-Double.infinity, 0, highest * Double.random(in: 0...1, using: &random)]
            let floor = floors.randomElement(using: &random)!
            let target = DocumentID(UInt32(document))
            if Int.random(in: 0..<4, using: &random) == 0, matcher.matches(target) != (score != nil) {
                return report("\(tree): match of \(document)")
            }
            let found = matcher.score(at: target, atLeast: floor)
            let isRight = score.map { found == $0 || (found < 0 && $0 < floor) } ?? (found < 0)
            guard isRight else { return report("\(tree): \(document) scores \(found), not \(String(describing: score))") }
            document += [1, 1, 2, 7, 150].randomElement(using: &random)!
        }
    }

    /// No document of a range scores above the range's bound, in ranges that follow each other and in longer ones.
    private func checkBounds(_ tree: OperatorTree, _ lists: RandomLists, _ scores: [Double?], _ random: inout SeededRandom) throws
    {
        let matcher = try tree.matcher(lists)
        while matcher.document != .end {
            let from = matcher.document.rawValue
            let boundary = matcher.boundary(from: from)
            guard boundary >= from else { return report("\(tree): the boundary from \(from) is \(boundary)") }
            let beyond = UInt32.random(in: 0..<500, using: &random)
            let through = Bool.random(using: &random) ? boundary : from + beyond
            let bound = matcher.bound(from: from, through: through)
            let best = scores[Int(from)...min(scores.count - 1, Int(through))].reduce(0.0) { max($0, $1 ?? 0) }
            guard bound >= best else {
                return report("\(tree): \(best) in \(from)...\(through) is above the bound, \(bound)")
            }
            matcher.seek(through >= UInt32(scores.count) ? .end : DocumentID(through + 1))
        }
    }
}

import Testing

@testable import Apus

@Suite("Counting matches")
struct MatchCounterTests {
    /// More documents than two windows of a union hold.
    private static let documentCount = 150_000

    /// Lists of many densities, some of them within one window only, and which documents are deleted.
    private static func lists(_ random: inout SeededRandom) throws -> (lists: RandomLists, deletions: Deletions) {
        func every(_ step: UInt32, from: UInt32, below: UInt32) -> [UInt32] {
            stride(from: from, to: below, by: Int(step)).map { $0 + UInt32.random(in: 0..<step, using: &random) }
        }
        let all = UInt32(documentCount)
        let documents = [
            every(23, from: 0, below: all - 23), every(60, from: 0, below: all - 60), every(900, from: 0, below: all - 900),
            every(2, from: 65_530, below: 65_544), [0, 65_535, 65_536, 131_071, 131_072, all - 1],
            every(7, from: 131_000, below: 133_000), [all - 1],
        ]
        let lists = try RandomLists(documents, documentCount: documentCount, random: &random)
        let dead = (0..<all).filter { $0 % 64 == 63 || $0 % 5 == 0 }
        return (lists, Deletions(documentCount: documentCount).inserting(dead))
    }

    private static func cursors(_ terms: [Int], _ lists: RandomLists) throws -> UnsafeMutablePointer<TermCursor> {
        let terms = terms.sorted { lists.postings[$0].count < lists.postings[$1].count }
        let cursors = lists.arena.allocate(TermCursor.self, count: terms.count)
        for (index, term) in terms.enumerated() { (cursors + index).initialize(to: try lists.cursor(term)) }
        return cursors
    }

    @Test("Terms, meetings and unions count what sets count, with and without deleted documents")
    func sets() throws {
        var random = SeededRandom(seed: 1)
        let (lists, deleted) = try Self.lists(&random)
        let sets = lists.postings.map { Set($0.map(\.document)) }
        for deletions in [nil, deleted] {
            let counter = MatchCounter(deletions: deletions, deadline: Deadline(timeout: nil, cancellation: nil))
            func living(_ set: Set<UInt32>) -> Int { set.reduce(0) { $0 + (deletions?.contains($1) ?? false ? 0 : 1) } }
            for term in sets.indices { #expect(counter.count(try Self.cursors([term], lists)) == living(sets[term]), "\(term)") }
            for terms in [[0, 1], [0, 4], [1, 2], [3, 4], [4, 6], [5, 6], [0, 1, 2], [0, 3, 4], [0, 1, 2, 3, 4, 5, 6]] {
                let meeting = terms.dropFirst().reduce(sets[terms[0]]) { $0.intersection(sets[$1]) }
                let union = terms.reduce(into: Set<UInt32>()) { $0.formUnion(sets[$1]) }
                #expect(
                    counter.countMeetings(try Self.cursors(terms, lists), terms.count, arena: lists.arena) == living(meeting),
                    "all of \(terms)")
                let counted = counter.countUnion(try Self.cursors(terms, lists), terms.count, arena: lists.arena)
                #expect(counted == living(union), "any of \(terms)")
            }
        }
        #expect(lists.arena.damage == nil)
    }

    @Test("Any tree counts the matches that live", arguments: [1, 2] as [UInt64])
    func trees(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let lists = try RandomLists(terms: 6, documentCount: 600, random: &random)
        let dead = (0..<UInt32(600)).filter { _ in Bool.random(using: &random) }
        let deletions = Deletions(documentCount: 600).inserting(dead)
        let counter = MatchCounter(deletions: deletions, deadline: Deadline(timeout: nil, cancellation: nil))
        for _ in 0..<40 {
            let tree = OperatorTree.random(depth: 3, terms: 6, using: &random)
            let living = tree.scores(lists).enumerated().filter { $1 != nil && !deletions.contains(UInt32($0)) }.count
            #expect(counter.count(try tree.matcher(lists)) == living, "\(tree)")
        }
    }
}

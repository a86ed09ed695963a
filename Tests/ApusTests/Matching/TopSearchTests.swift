import Testing

@testable import Apus

/// The loops that find the best documents, each beside the ranking of all scores; lists are long enough to cross many blocks and
/// windows, and segments follow each other with one collector.
@Suite("The best documents, whatever is passed over")
struct TopSearchTests {
    private typealias Search = (OperatorTree, RandomLists, HitCollector) throws -> Void

    /// Some segments, with documents deleted in all but the first.
    private struct Segments {
        var lists: [RandomLists] = []
        var deletions: [Deletions?] = []

        init(_ count: Int, documents: Int, random: inout SeededRandom) throws {
            for number in 0..<count {
                lists.append(try RandomLists(terms: 6, documentCount: documents / (number + 1), random: &random))
                let dead = (0..<UInt32(documents / (number + 1))).filter { _ in Int.random(in: 0..<5, using: &random) == 0 }
                deletions.append(number == 0 ? nil : Deletions(documentCount: documents / (number + 1)).inserting(dead))
            }
        }

        /// All living matches, best first.
        private func ranking(_ tree: OperatorTree) -> [TopHits.Entry] {
            var entries: [TopHits.Entry] = []
            var base = 0
            for (lists, deletions) in zip(lists, deletions) {
                for (document, score) in tree.scores(lists).enumerated() {
                    guard let score, !(deletions?.contains(UInt32(document)) ?? false) else { continue }
                    entries.append(TopHits.Entry(score: Float(score), document: base + document))
                }
                base += lists.documentCount
            }
            return entries.sorted { ($1.score, $0.document) < ($0.score, $1.document) }
        }

        func expect(_ tree: OperatorTree, _ search: Search) throws {
            let ranking = ranking(tree)
            for limit in [1, 3, 10, 200] {
                let collector = HitCollector(limit: limit, countLimit: 0, deadline: Deadline(timeout: nil, cancellation: nil))
                var base = 0
                for (lists, deletions) in zip(lists, deletions) {
                    collector.begin(documentBase: base, deletions: deletions)
                    try search(tree, lists, collector)
                    base += lists.documentCount
                }
                let (found, best) = (collector.top.ranked(), Array(ranking.prefix(limit)))
                guard found != best else { continue }
                let place = zip(found, best).enumerated().first { $1.0 != $1.1 }
                Issue.record(
                    "\(tree), limit \(limit): \(found.count) of \(best.count), first other: \(String(describing: place))")
            }
        }
    }

    @Test("Where the best document of each block is deleted or refused, the search does not count on it")
    func deletedPeaks() throws {
        var random = SeededRandom(seed: 12)
        var segments = try Segments(1, documents: Rounds.of(12_000, quick: 6000), random: &random)
        let lists = segments.lists[0]
        let scores = OperatorTree.term(0, 1).scores(lists)
        var best: [UInt32] = []
        for block in stride(from: 0, to: lists.documentCount, by: PostingListLayout.blockDocuments) {
            let documents = block..<min(block + PostingListLayout.blockDocuments, lists.documentCount)
            let highest = documents.compactMap { scores[$0] }.max()
            best += documents.filter { scores[$0] == highest }.map { UInt32($0) }
        }
        func searchWord(_ lists: RandomLists, _ collector: HitCollector) throws {
            let flat = try Flat(required: [(0, 1)]).terms(lists)
            _ = ConjunctionSearch(flat, collector: collector, arena: lists.arena).run()
        }
        segments.deletions = [Deletions(documentCount: lists.documentCount).inserting(best)]
        try segments.expect(.term(0, 1)) { _, lists, collector in try searchWord(lists, collector) }
        try segments.expect(.union([.term(0, 1)])) { _, lists, collector in try union([.term(0, 1)], lists, collector) }
        segments.deletions = [nil]
        var refused = SegmentBitmap(documentCount: lists.documentCount)
        for document in best { refused.insert(document) }
        let collector = HitCollector(limit: 10, countLimit: 0, deadline: Deadline(timeout: nil, cancellation: nil))
        collector.begin(documentBase: 0, deletions: nil)
        collector.exclude(DocumentSetMatcher(refused, weight: 1))
        try searchWord(lists, collector)
        let left = scores.indices.filter { scores[$0] != nil && !refused.contains(UInt32($0)) }
        let expected = left.map { TopHits.Entry(score: Float(scores[$0]!), document: $0) }
            .sorted { ($1.score, $0.document) < ($0.score, $1.document) }.prefix(10)
        #expect(collector.top.ranked() == Array(expected))
    }

    @Test("Any tree, document by document", arguments: [1, 2] as [UInt64])
    func trees(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let segments = try Segments(2, documents: 2500, random: &random)
        for _ in 0..<Rounds.of(12, quick: 3) {
            try segments.expect(.random(depth: 3, terms: 6, using: &random)) { tree, lists, collector in
                TreeSearch(try tree.matcher(lists), collector: collector).run()
            }
        }
    }

    @Test("Unions of words, and of other operators")
    func unions() throws {
        var random = SeededRandom(seed: 3)
        let segments = try Segments(2, documents: Rounds.of(20_000, quick: 8000), random: &random)
        let members: [[OperatorTree]] = [
            [.term(2, 1)], [.term(0, 1), .term(5, 1)], [.term(2, 0.5), .term(3, 1), .term(4, 3)],
            [.term(0, 0.25), .term(1, 0.25), .term(2, 1), .term(3, 3), .term(4, 1), .term(5, 1)],
            [.combination([.init(1, 1), .init(3, 2)], 1)],
            [.combination([.init(0, 1), .init(2, 3)], 1), .combination([.init(1, 0.5), .init(4, 2)], 0.5), .term(3, 1)],
            [.term(1, 1), .phrase([0, 1], 3)], [.conjunction([.term(1, 1), .term(2, 1)]), .term(4, 1), .term(3, 0)],
        ]
        for trees in members { try segments.expect(.union(trees)) { _, lists, collector in try union(trees, lists, collector) } }
    }

    @Test("A union of which every document must also match something else")
    func requiredUnions() throws {
        var random = SeededRandom(seed: 4)
        let segments = try Segments(2, documents: Rounds.of(12_000, quick: 6000), random: &random)
        for required in [OperatorTree.term(1, 1), .term(4, 1), .phrase([0, 1], 1), .everything(0.25)] {
            let trees: [OperatorTree] = [.term(2, 1), .term(3, 3), .term(0, 0.25)]
            try segments.expect(.conjunction([required, .union(trees)])) { _, lists, collector in
                let matcher = try required.matcher(lists)
                try withExtendedLifetime(matcher) { try union(trees, required: matcher, lists, collector) }
            }
        }
    }

    private func union(
        _ trees: [OperatorTree], required: Matcher? = nil, _ lists: RandomLists, _ collector: HitCollector
    ) throws {
        var matchers: [Matcher] = []
        let members = try trees.map { tree in
            if case .term(let term, let boost) = tree { return UnionMember(try lists.scored(term, boost: boost)) }
            matchers.append(try tree.matcher(lists))
            return UnionMember(matchers[matchers.count - 1])
        }
        withExtendedLifetime(matchers) {
            MaxScore(members, required: required, collector: collector, arena: lists.arena).run()
        }
    }

    /// Required words (one list each), phrases of them, optional words.
    private struct Flat {
        var required: [(Int, Double)]
        var phrases: [([Int], Double)] = []
        var optional: [(Int, Double)] = []

        var tree: OperatorTree {
            let conjunction = OperatorTree.conjunction(
                required.map { .term($0.0, $0.1) } + phrases.map { .phrase($0.0, $0.1) })
            return optional.isEmpty ? conjunction : .optional(conjunction, .union(optional.map { .term($0.0, $0.1) }))
        }

        func terms(_ lists: RandomLists) throws -> FlatConjunction {
            let words = required.sorted { lists.postings[$0.0].count < lists.postings[$1.0].count }
            let all = lists.arena.allocate(ScoredCursor.self, count: words.count + optional.count)
            for (index, (term, boost)) in (words + optional).enumerated() {
                let scorer = lists.scorer([term], boost: boost)
                (all + index).initialize(to: ScoredCursor(try lists.list(term), scorer: scorer, arena: lists.arena))
            }
            let clauses = lists.arena.allocate(PhraseClause.self, count: max(1, phrases.count))
            for (index, (terms, boost)) in phrases.enumerated() {
                let places = terms.map { term in words.firstIndex { $0.0 == term }! }
                let scorer = lists.scorer(terms, boost: boost)
                let clause = places.withUnsafeBufferPointer { places in
                    PhraseClause(
                        words: places, pairs: UnsafeBufferPointer(start: nil, count: 0), in: all, scorer: scorer,
                        arena: lists.arena)
                }
                (clauses + index).initialize(to: clause)
            }
            return FlatConjunction(
                lists: all, listCount: words.count + optional.count, requiredCount: words.count, excludedCount: 0,
                phrases: clauses, phraseCount: phrases.count)
        }
    }

    @Test("Flat conjunctions: words, phrases of them, and optional words beside them")
    func conjunctions() throws {
        var random = SeededRandom(seed: 5)
        let segments = try Segments(2, documents: Rounds.of(12_000, quick: 6000), random: &random)
        let shapes = [
            Flat(required: [(0, 1)]), Flat(required: [(3, 1)]), Flat(required: [(5, 1)]), Flat(required: [(0, 1), (1, 3)]),
            Flat(required: [(2, 1), (0, 0.25), (3, 1)]), Flat(required: [(0, 0), (1, 0)], phrases: [([0, 1], 1)]),
            Flat(required: [(0, 0), (1, 1), (2, 1)], phrases: [([0, 1, 0], 2), ([1, 2], 1)]),
            Flat(required: [(1, 1)], optional: [(3, 3)]), Flat(required: [(0, 1)], optional: [(4, 3), (2, 1)]),
            Flat(required: [(0, 0), (2, 0)], phrases: [([2, 0], 1)], optional: [(1, 1), (3, 3)]),
        ]
        for flat in shapes {
            try segments.expect(flat.tree) { _, lists, collector in
                let from = ConjunctionSearch(try flat.terms(lists), collector: collector, arena: lists.arena).run()
                guard from != .end else { return }
                // The required words alone cannot enter any more, so the optional ones lead.
                let required = try Flat(required: flat.required, phrases: flat.phrases).tree.matcher(lists)
                let members = try flat.optional.map { UnionMember(try lists.scored($0.0, boost: $0.1)) }
                MaxScore(members, required: required, collector: collector, arena: lists.arena).run(from: from)
            }
        }
    }

    @Test("The heap keeps what sorting keeps, and its cut is what the next one must reach")
    func heap() {
        var random = SeededRandom(seed: 6)
        for capacity in [0, 1, 2, 3, 10, 64] {
            var top = TopHits(capacity: capacity)
            var all: [TopHits.Entry] = []
            for document in 0..<150 {
                // Few scores, so that many are equal.
                let entry = TopHits.Entry(score: Float(Int.random(in: 0..<12, using: &random)) / 3, document: document)
                let cut = top.cut
                let before = top.worst
                let hasChanged = top.add(entry)
                all.append(entry)
                let best = Array(all.sorted { ($1.score, $0.document) < ($0.score, $1.document) }.prefix(capacity))
                guard top.ranked() == best, top.count == best.count else { return report("\(capacity): \(all)") }
                if best.contains(entry) != (Double(entry.score) >= cut) { Issue.record("\(capacity): \(entry), cut \(cut)") }
                if !hasChanged, top.worst != before { Issue.record("\(capacity): the worst changed unsaid") }
            }
        }
    }
}

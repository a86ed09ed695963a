import Testing

@testable import Apus

@Suite("The parameters of BM25 that an index or a request has")
struct RankingParameterTests {
    private static func index(_ corpus: inout OracleCorpus, documents: Int, commits: Int, bm25: BM25? = nil) throws -> Index {
        try corpus.index(documents: documents, commits: commits) { batch, commit in
            if let bm25, commit == 0 { try batch.define(bm25) }
        }
    }

    @Test("Whatever they are, the best documents are those of an exhaustive search", arguments: Rounds.seeds(1...4, quick: 1))
    func exhaustive(seed: UInt64) throws {
        var corpus = OracleCorpus(seed: seed, vocabulary: 100)
        let snapshot = try Self.index(&corpus, documents: Rounds.of(1000, quick: 400), commits: Int(seed) % 3 + 1).snapshot()
        var oracle = try Oracle(snapshot)
        for number in 0..<Rounds.of(40, quick: 6) {
            let bm25 = BM25Tests.random(&corpus.random)
            let query = number % 2 == 0 ? corpus.query() : corpus.flatQuery()
            oracle.bm25 = bm25
            let matches = oracle.matches(query)
            for limit in [1, 10] {
                var request = SearchRequest(query, limit: limit)
                (request.bm25, request.total, request.snippetLength) = (bm25, .none, nil)
                let found = try snapshot.search(request)
                oracle.expect(found, answers: matches, limit: limit, "seed \(seed), \(bm25), \(query)")
                request.prunes = false
                #expect(try snapshot.search(request).hits == found.hits, "\(bm25), \(query): pruning changes the answer")
            }
        }
    }

    @Test("Long lists, of which most blocks are passed over, too")
    func longLists() throws {
        var random = SeededRandom(seed: 31)
        for _ in 0..<Rounds.of(20, quick: 3) {
            let bm25 = BM25Tests.random(&random)
            let lists = try RandomLists(terms: 3, documentCount: 20_000, bm25: bm25, random: &random)
            let tree = OperatorTree.union([.term(0, 1), .term(1, 1), .term(2, 1)])
            let ranking = tree.scores(lists).enumerated().compactMap { document, score in
                score.map { TopHits.Entry(score: Float($0), document: document) }
            }.sorted { ($1.score, $0.document) < ($0.score, $1.document) }
            let collector = HitCollector(limit: 10, countLimit: 0, deadline: Deadline(timeout: nil, cancellation: nil))
            collector.begin(documentBase: 0, deletions: nil)
            let members = try (0..<3).map { UnionMember(try lists.scored($0, boost: 1)) }
            MaxScore(members, required: nil, collector: collector, arena: lists.arena).run()
            #expect(collector.top.ranked() == Array(ranking.prefix(10)), "\(bm25)")
        }
    }

    @Test("An index keeps its own, through merges and openings, until a commit gives it others; a request overrules them")
    func kept() throws {
        let bm25 = BM25(k1: 0.9, b: 0.4)
        var (one, other) = (OracleCorpus(seed: 9), OracleCorpus(seed: 9))
        let storage = MemoryStorage()
        var options = IndexOptions()
        options.mergesInBackground = false
        let own = try Index(storage: storage, options: options)
        for commit in 0..<2 {
            try own.write { batch in
                if commit == 0 { try batch.define(bm25) }
                for number in 0..<50 { try batch.add(one.document(id: "\(commit)-\(number)")) }
            }
        }
        try own.merge(toSegments: 1)
        let opened = try Index(storage: storage, options: options).snapshot()
        #expect(opened.bm25 == bm25)
        let usual = try Index(storage: MemoryStorage(), options: options)
        try usual.write { batch in for number in 0..<100 { try batch.add(other.document(id: "\(number / 50)-\(number % 50)")) } }
        #expect(try usual.snapshot().bm25 == .standard)
        var request = SearchRequest("w1 w2 \"w0 w1\"")
        let plain = try usual.search(request).hits
        let ranked = try opened.search(request).hits
        #expect(plain != ranked)
        request.bm25 = bm25
        #expect(try usual.search(request).hits == ranked)
        #expect(try usual.search(SearchRequest("w1 w2 \"w0 w1\"")).hits == plain)
        let generation = try own.write { try $0.define(.standard) }
        #expect(generation == opened.generation + 1)
        #expect(try own.write { try $0.define(.standard) } == generation)
        #expect(try own.search(SearchRequest("w1 w2 \"w0 w1\"")).hits == plain)
    }
}

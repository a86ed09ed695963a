import Testing

@testable import Apus

@Suite("Search against the oracle")
struct OracleTests {
    /// An index of several segments with replaced and deleted documents.
    private static func index(_ corpus: inout OracleCorpus, documents: Int, commits: Int, deletes: Bool, pairs: Bool)
        throws -> Index
    {
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        options.pairs = pairs ? .all : .none
        let index = try Index(storage: MemoryStorage(), options: options)
        for commit in 0..<commits {
            try index.write { batch in
                if commit == 0 { try batch.define(FieldDefinition(name: "tag", type: .keyword)) }
                for number in 0..<documents / commits {
                    let again = deletes && commit > 0 && Int.random(in: 0..<8, using: &corpus.random) == 0
                    try batch.add(corpus.document(id: "d\(again ? 0 : commit)-\(number)"))
                    guard deletes, Int.random(in: 0..<8, using: &corpus.random) == 0 else { continue }
                    try batch.delete(id: "d\(Int.random(in: 0...commit, using: &corpus.random))-\(number / 2)")
                }
            }
        }
        return index
    }

    private static func request(_ query: Query, limit: Int, total: SearchRequest.Total, prunes: Bool) -> SearchRequest {
        var request = SearchRequest(query, limit: limit)
        request.total = total
        request.prunes = prunes
        request.snippetLength = nil
        return request
    }

    private static func check(_ query: Query, _ snapshot: Snapshot, _ oracle: Oracle, _ what: String) throws {
        let matches = oracle.matches(query)
        #expect(try snapshot.count(SearchRequest(query)).total == matches.count, "\(what): count")
        for (limit, total) in [
            (1, SearchRequest.Total.none), (10, .bounded), (10, .none), (10, .exact), (1000, .none), (0, .exact),
        ] {
            let result = try snapshot.search(request(query, limit: limit, total: total, prunes: true))
            let whole = try snapshot.search(request(query, limit: limit, total: total, prunes: false))
            #expect(result.hits == whole.hits, "\(what): pruning changes the answer")
            oracle.expect(result, answers: matches, limit: limit, "\(what), limit \(limit)")
            if total == .exact || (total == .bounded && matches.count <= SearchRequest.boundedTotal) {
                #expect(result.total == matches.count && result.totalIsExact, "\(what): total")
            } else {
                #expect(result.total <= matches.count, "\(what): total")
            }
        }
    }

    @Test("Random queries of every shape find what reading every document finds", arguments: Rounds.seeds(1...6, quick: 2))
    func everyShape(seed: UInt64) throws {
        var corpus = OracleCorpus(seed: seed)
        let index = try Self.index(&corpus, documents: 240, commits: seed % 2 == 0 ? 1 : 3, deletes: seed > 2, pairs: seed != 3)
        try compare(index, &corpus, queries: Rounds.of(80, quick: 15), seed: seed)
        guard seed > 4 else { return }
        try index.merge(toSegments: 1)
        try compare(index, &corpus, queries: Rounds.of(30, quick: 6), seed: seed)
    }

    @Test("So they do in lists of many blocks", arguments: Rounds.seeds(7...8, quick: 1))
    func manyBlocks(seed: UInt64) throws {
        var corpus = OracleCorpus(seed: seed, vocabulary: 100)
        let index = try Self.index(
            &corpus, documents: Rounds.of(1500, quick: 600), commits: Int(seed) - 6, deletes: seed == 8, pairs: true)
        try compare(index, &corpus, queries: Rounds.of(30, quick: 6), seed: seed)
    }

    @Test("So they do where a document holds a word hundreds of times", arguments: Rounds.seeds(9...12, quick: 1))
    func manyOccurrences(seed: UInt64) throws {
        var corpus = OracleCorpus(seed: seed, vocabulary: 5)
        let index = try Self.index(&corpus, documents: 60, commits: 1, deletes: false, pairs: seed % 2 == 0)
        let snapshot = try index.snapshot()
        let oracle = try Oracle(snapshot)
        for _ in 0..<Rounds.of(60, quick: 20) {
            let query = corpus.phrase()
            try Self.check(query, snapshot, oracle, "seed \(seed), \(query)")
        }
    }

    private func compare(_ index: Index, _ corpus: inout OracleCorpus, queries: Int, seed: UInt64) throws {
        let snapshot = try index.snapshot()
        let oracle = try Oracle(snapshot)
        for number in 0..<queries {
            let query = number % 2 == 0 ? corpus.query() : corpus.flatQuery()
            try Self.check(query, snapshot, oracle, "seed \(seed), \(query)")
        }
    }
}

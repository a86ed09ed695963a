import Testing

@testable import Apus

@Suite("Filters")
struct FilterTests {
    private static func index(_ corpus: inout OracleCorpus, commits: Int) throws -> Index {
        let index = try SmallIndex([], defining: [FieldDefinition(name: "tag", type: .keyword)]).index
        for commit in 0..<commits {
            try index.write { batch in
                for number in 0..<300 / commits {
                    try batch.add(corpus.document(id: "d\(commit)-\(number)"))
                    if commit > 0, number % 9 == 0 { try batch.delete(id: "d\(commit - 1)-\(number)") }
                }
            }
        }
        return index
    }

    private static func search(
        _ query: Query, filters: [Query], _ snapshot: Snapshot, limit: Int, total: SearchRequest.Total = .exact,
        prunes: Bool = true
    ) throws -> SearchResult {
        var request = SearchRequest(query, limit: limit)
        request.filters = filters.map { .tree($0) }
        request.total = total
        request.snippetLength = nil
        request.prunes = prunes
        return try snapshot.search(request)
    }

    @Test("keep the hits that they find, with their scores, in their order", arguments: Rounds.seeds(1...4, quick: 2))
    func everyShape(seed: UInt64) throws {
        var corpus = OracleCorpus(seed: seed)
        let snapshot = try Self.index(&corpus, commits: seed % 2 == 0 ? 3 : 1).snapshot()
        for number in 0..<Rounds.of(60, quick: 24) {
            let query = number % 2 == 0 ? corpus.query() : corpus.flatQuery()
            let filters = (0..<1 + number % 2).map { _ in number % 3 == 0 ? corpus.query() : corpus.flatQuery() }
            let found = try filters.map { Set(try Self.search($0, filters: [], snapshot, limit: 1000).hits.map(\.id)) }
            let wanted = try Self.search(query, filters: [], snapshot, limit: 1000).hits.filter { hit in
                found.allSatisfy { $0.contains(hit.id) }
            }
            let what = "seed \(seed), \(query), filters \(filters)"
            for (limit, total) in [(1000, SearchRequest.Total.exact), (3, .none), (3, .bounded), (1, .exact), (0, .exact)] {
                let result = try Self.search(query, filters: filters, snapshot, limit: limit, total: total)
                #expect(result.hits.map(\.id) == wanted.prefix(limit).map(\.id), "\(what)")
                #expect(result.hits.map(\.score) == wanted.prefix(limit).map(\.score), "\(what)")
                if total != .none { #expect(result.total == wanted.count && result.totalIsExact, "\(what)") }
                #expect(result.total <= wanted.count, "\(what)")
            }
            var counted = SearchRequest(query)
            counted.filters = filters.map { .tree($0) }
            #expect(try snapshot.count(counted).total == wanted.count, "\(what)")
        }
    }

    @Test("warn about what cannot be read, and say that it is the filter")
    func warnings() throws {
        let small = try SmallIndex([Document(id: "1", ["text": "peace", "year": 2020])])
        var request = SearchRequest("peace")
        request.filters = [.text("year:2020"), .text("year:x")]
        let result = try small.index.search(request)
        #expect(result.hits.isEmpty)
        #expect(result.warnings.map(\.text) == ["in the filter: “x” is no number, as “year” holds"])
        request.isStrict = true
        #expect(throws: SearchError.query(offset: 0, text: result.warnings[0].text)) { try small.index.search(request) }
    }
}

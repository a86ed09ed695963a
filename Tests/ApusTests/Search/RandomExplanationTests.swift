import Testing

@testable import Apus

@Suite("Reasons for random queries")
struct RandomExplanationTests {
    /// Several segments with replaced and deleted documents and, in the larger ones, lists of neighbours.
    private static func index(_ corpus: inout OracleCorpus) throws -> Index {
        let index = try Index(storage: MemoryStorage(), options: PairCorpus.options(.all))
        for commit in 0..<3 {
            try index.write { batch in
                if commit == 0 { try batch.define(FieldDefinition(name: "tag", type: .keyword)) }
                for number in 0..<60 { try batch.add(corpus.document(id: "d\(commit)-\(number)")) }
                if commit > 0 { for number in 0..<6 { try batch.delete(id: "d\(commit - 1)-\(number)") } }
            }
        }
        return index
    }

    static func check(_ hits: [Hit], _ what: String) {
        for hit in hits {
            guard case .score(let tree) = hit.explanation else {
                Issue.record("\(what): \(hit.id) is not explained")
                continue
            }
            #expect(tree.score == hit.score, "\(what): \(hit.id)")
            #expect(Float(ExplanationTests.worth(tree.root, grain: tree.grain)) == hit.score, "\(what): \(hit.id)")
        }
    }

    @Test(
        "Trees come out at the scores whatever finds the hits, and documents that do not match fail a part",
        arguments: [1, 2, 3] as [UInt64])
    func scores(seed: UInt64) throws {
        var corpus = OracleCorpus(seed: seed)
        let index = try Self.index(&corpus)
        let snapshot = try index.snapshot()
        for number in 0..<60 {
            let query = number % 2 == 0 ? corpus.query() : corpus.flatQuery()
            var request = SearchRequest(query, limit: number % 3 == 0 ? 1000 : 8)
            (request.explains, request.snippetLength) = (true, nil)
            if number % 5 == 0 { request.sort = [SortKey("year"), SortKey("score")] }
            let result = try snapshot.search(request)
            Self.check(result.hits, "seed \(seed), \(query)")
            guard request.limit == 1000 else { continue }
            let found = Set(result.hits.map(\.id))
            for id in (10..<20).map({ "d2-\($0)" }) {
                let explanation = try snapshot.explain(request, id: id)?.explanation
                if case .score = explanation { #expect(found.contains(id), "seed \(seed), \(query): \(id)") }
                if case .failure = explanation { #expect(!found.contains(id), "seed \(seed), \(query): \(id)") }
            }
        }
    }

    @Test("Later pages are explained by the statistics of the first")
    func pages() throws {
        var corpus = OracleCorpus(seed: 4)
        let index = try Self.index(&corpus)
        var request = SearchRequest("w1 w2 \"w1 w2\"", limit: 5)
        (request.explains, request.snippetLength) = (true, nil)
        request.after = try index.search(request).next
        try index.write { batch in for number in 0..<30 { try batch.add(corpus.document(id: "new\(number)")) } }
        let result = try index.search(request)
        try #require(result.hits.count == 5)
        Self.check(result.hits, "second page")
    }

    @Test(
        "What is proposed instead finds as much as is said, and the part that left nothing stands in the query",
        arguments: [5, 6] as [UInt64])
    func instead(seed: UInt64) throws {
        var corpus = OracleCorpus(seed: seed, vocabulary: 400)
        let index = try Self.index(&corpus)
        var empty = 0
        for _ in 0..<80 {
            let query = Query.boolean((0..<3).map { _ in Query.Clause(.required, corpus.query(depth: 1)) }).description
            var request = SearchRequest(query)
            request.explains = true
            let result = try index.search(request)
            empty += result.total == 0 ? 1 : 0
            #expect(result.notes.isEmpty == (result.total > 0), "seed \(seed), \(query)")
            for note in result.notes {
                if case .instead(let other, let documents) = note {
                    #expect(try index.count(other) == documents, "\(query): \(other)")
                }
                guard case .emptied(let part) = note else { continue }
                let place = try #require(part.place)
                #expect(String(decoding: Array(query.utf8)[place], as: UTF8.self) == part.text)
            }
        }
        #expect(empty > 20)
    }
}

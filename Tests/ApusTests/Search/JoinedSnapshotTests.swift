import Testing

@testable import Apus

@Suite("Several indexes searched as one")
struct JoinedSnapshotTests {
    private static func index(_ fields: [FieldDefinition] = [], bm25: BM25? = nil, pairs: Bool = false) throws -> Index {
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        options.pairs = pairs ? .all : .none
        let index = try Index(storage: MemoryStorage(), options: options)
        try index.write { batch in
            for field in fields { try batch.define(field) }
            if let bm25 { try batch.define(bm25) }
        }
        return index
    }

    /// The same documents in one index and over several, which number their fields differently.
    private struct Pair {
        var whole: Index
        var parts: [Index] = []

        init(_ corpus: inout OracleCorpus, parts count: Int, documents: Int, deletes: Bool) throws {
            let tag = FieldDefinition(name: "tag", type: .keyword)
            let others = [
                [tag], [FieldDefinition(name: "text", type: .text), FieldDefinition(name: "note", type: .text), tag],
                [FieldDefinition(name: "year", type: .number), tag, FieldDefinition(name: "open", type: .boolean)],
            ]
            whole = try JoinedSnapshotTests.index([tag, FieldDefinition(name: "note", type: .text)], pairs: true)
            for part in 0..<count {
                parts.append(try JoinedSnapshotTests.index(others[part % others.count], pairs: part != 1))
                for commit in 0..<(part + 1) {
                    let batch = (0..<documents / (part + 1)).map { number in
                        var document = corpus.document(id: "\(part)-\(commit)-\(number)")
                        if part > 0 { document.fields.shuffle(using: &corpus.random) }
                        return document
                    }
                    for index in [whole, parts[part]] {
                        try index.write { writer in for document in batch { try writer.add(document) } }
                        guard deletes else { continue }
                        try index.write { writer in
                            for number in stride(from: 1, to: batch.count, by: 7) { try writer.delete(id: batch[number].id) }
                        }
                    }
                }
            }
        }

        func joined() throws -> Snapshot {
            try Snapshot(joining: parts.enumerated().map { .init("part \($0)", try $1.snapshot()) })
        }
    }

    private static let texts = [
        "w1 w2", "+w3 -w1", "\"w0 w1\"", "\"w0 w1\"~4", "w0 NEAR/3 w2", "w1*", "w?", "/w[12]/", "w10~", "title:w1 text:w2",
        "year:[2021 TO 2023]", "year:>2023 w1", "open:true", "tag:\"T1 x\"", "title:*", "tag:[\"T1\" TO \"T3\"]",
        "text:[w1 TO w3]",
        "title:=\"w0 w1\"", "title:=w1", "absent", "*", "like:0-0-3", "note:w1", "café state-of-the-art",
    ]

    private func expectSame(_ request: SearchRequest, _ joined: Snapshot, _ whole: Snapshot) throws {
        var one = try joined.search(request)
        let other = try whole.search(request)
        for place in one.hits.indices {
            let hit = one.hits[place]
            #expect(hit.index == "part \(hit.id.prefix(1))")
            one.hits[place].index = nil
            // Fields of a document come in the order in which it was given.
        }
        #expect(one.hits == other.hits, "\(request.question)")
        #expect(one.total == other.total && one.totalIsExact == other.totalIsExact, "\(request.question)")
        #expect(one.facets == other.facets && one.warnings == other.warnings, "\(request.question)")
        #expect((one.next == nil) == (other.next == nil), "\(request.question)")
    }

    @Test(
        "Find the same documents as one index that holds all, with the same scores to the bit, in the same order",
        arguments: Rounds.seeds(1...4, quick: 1))
    func sameAsOne(seed: UInt64) throws {
        var corpus = OracleCorpus(seed: seed)
        let pair = try Pair(&corpus, parts: seed == 1 ? 2 : 3, documents: 90, deletes: seed > 2)
        let (joined, whole) = (try pair.joined(), try pair.whole.snapshot())
        #expect(joined.documentCount == whole.documentCount)
        for number in 0..<Rounds.of(60, quick: 9) {
            let query = number % 2 == 0 ? corpus.query() : corpus.flatQuery()
            var request = SearchRequest(query, limit: [1, 10, 1000][number % 3])
            request.total = [.exact, .bounded, .none][number / 3 % 3]
            try expectSame(request, joined, whole)
            #expect(try joined.count(request).total == whole.count(request).total)
        }
        for text in Self.texts {
            var request = SearchRequest(text, limit: 20)
            (request.fields, request.showsSpans, request.total) = (["*"], true, .exact)
            request.facets = [FacetRequest(field: "tag"), try FacetRequest("year:2"), FacetRequest(field: "open")]
            try expectSame(request, joined, whole)
            request.filters = [.text("year:<2024")]
            request.sort = [SortKey("tag"), SortKey("year", descending: true)]
            try expectSame(request, joined, whole)
            #expect(try joined.count(request).total == whole.count(request).total)
        }
    }

    @Test("Have the same terms")
    func terms() throws {
        var corpus = OracleCorpus(seed: 5)
        let pair = try Pair(&corpus, parts: 3, documents: 60, deletes: false)
        let (joined, whole) = (try pair.joined(), try pair.whole.snapshot())
        for question in [TermRequest.Question.beginning("w"), .completing("w1"), .near("w12", edits: 1)] {
            for field in [nil, "title", "tag", "note"] {
                var request = TermRequest(question, limit: 30)
                request.field = field
                #expect(try joined.terms(request).terms == whole.terms(request).terms)
            }
        }
    }

    @Test("Pages go on through all, also when the indexes grow and are merged meanwhile", arguments: [[], [SortKey("year")]])
    func pages(sort: [SortKey]) throws {
        var corpus = OracleCorpus(seed: 6)
        let pair = try Pair(&corpus, parts: 3, documents: 60, deletes: false)
        var request = SearchRequest("w1 w2 w3", limit: 1000)
        request.sort = sort
        let all = try pair.joined().search(request).hits
        request.limit = 9
        var found: [Hit] = []
        var page = 0
        repeat {
            let result = try pair.joined().search(request)
            found += result.hits
            request.after = result.next
            page += 1
            // What is added is in no place that was passed, or behind it: it has none of the words.
            try pair.parts[page % 3].write { try $0.add(Document(id: "new \(page)", ["text": "other"])) }
            if page % 2 == 0 { try pair.parts[page / 2 % 3].merge(toSegments: 1) }
        } while request.after != nil && page < 100
        #expect(found.count > 50)
        #expect(found.map(\.id) == all.map(\.id))
        #expect(found.map(\.rank) == Array(1...found.count))
        guard sort.isEmpty else { return }
        #expect(found.map(\.score) == all.map(\.score))
    }

    @Test("May have documents of one id, each of which comes once", arguments: [[], [SortKey.id], [SortKey("year")]])
    func sameIDs(sort: [SortKey]) throws {
        let documents = (0..<5).map { Document(id: "d\($0)", ["text": "peace", "year": 2025]) }
        let parts = try (0..<3).map { _ in try Self.index() }
        for part in parts { try part.write { batch in for document in documents { try batch.add(document) } } }
        let joined = try Snapshot(joining: parts.enumerated().map { .init("\($0)", try $1.snapshot()) })
        var request = SearchRequest("peace", limit: 1)
        request.sort = sort
        var found: [String] = []
        repeat {
            let result = try joined.search(request)
            found += result.hits.map { "\($0.index ?? "") \($0.id)" }
            request.after = result.next
        } while request.after != nil && found.count < 100
        let byIndex = (0..<15).map { "\($0 / 5) d\($0 % 5)" }
        let byID = (0..<15).map { "\($0 % 3) d\($0 / 3)" }
        #expect(found == (sort.isEmpty ? byIndex : byID))
    }

    @Test("Are refused where a field is not the same, with the field and the indexes in the message")
    func incompatible() throws {
        func joined(_ one: FieldDefinition, _ other: FieldDefinition) throws -> Snapshot {
            try Snapshot(joining: [.init("A", try Self.index([one]).snapshot()), .init("B", try Self.index([other]).snapshot())])
        }
        func message(_ one: FieldDefinition, _ other: FieldDefinition) -> String {
            do {
                _ = try joined(one, other)
                return ""
            } catch IndexError.incompatible(let text) { return text } catch { return "\(error)" }
        }
        let text = FieldDefinition(name: "x", type: .text)
        #expect(message(text, .init(name: "x", type: .number)) == "the field x is of type text in A, but is of type number in B")
        #expect(message(text, .init(name: "x", type: .text, foldsAccents: false)).contains("keeps accents in B"))
        #expect(message(text, text).isEmpty)
        #expect(message(text, .init(name: "y", type: .number)).isEmpty)
        #expect(message(text, .init(name: "x", type: .text, isStored: false)).isEmpty)
    }

    @Test("Rank by the parameters that they agree on, or that are given")
    func parameters() throws {
        let (usual, own) = (try Self.index(), try Self.index(bm25: BM25(k1: 0.9, b: 0.4)))
        for index in [usual, own] { try index.write { try $0.add(Document(id: "a", ["text": "peace and war"])) } }
        let commits = [Snapshot.Named("A", try usual.snapshot()), Snapshot.Named("B", try own.snapshot())]
        #expect(throws: IndexError.self) { try Snapshot(joining: commits) }
        #expect(try Snapshot(joining: commits, bm25: BM25(k1: 2, b: 0)).bm25 == BM25(k1: 2, b: 0))
        #expect(try Snapshot(joining: [commits[1]]).bm25 == BM25(k1: 0.9, b: 0.4))
    }

    @Test("With a language, find stems in all of them", .enabled(if: (try? Stemming.system.version(of: .english)) != nil))
    func languages() throws {
        func index(_ fields: [FieldDefinition]) throws -> Index {
            let index = try Self.index(fields)
            try index.write { try $0.add(Document(id: "a", ["text": "They pursued peace", "title": "peaceful"])) }
            return index
        }
        let text = FieldDefinition(name: "text", type: .text, language: .english)
        let title = FieldDefinition(name: "title", type: .text, language: .english)
        let (one, other) = (try index([text, title]), try index([title, text]))
        let joined = try Snapshot(joining: [.init("A", try one.snapshot()), .init("B", try other.snapshot())])
        #expect(try joined.search(SearchRequest("text:pursuing title:peace")).hits.map(\.index) == ["A", "B"])
        let plain = try index([FieldDefinition(name: "text", type: .text)])
        #expect(throws: IndexError.self) {
            try Snapshot(joining: [.init("A", try one.snapshot()), .init("B", try plain.snapshot())])
        }
    }
}

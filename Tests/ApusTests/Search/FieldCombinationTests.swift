import Testing

@testable import Apus

@Suite("Words over several fields as one (BM25F)")
struct FieldCombinationTests {
    private static func index(_ corpus: inout OracleCorpus, documents: Int, commits: Int, deletes: Bool) throws -> Index {
        try corpus.index(documents: documents, commits: commits) { batch, commit in
            if deletes, commit > 0 { for number in 0..<9 { try batch.delete(id: "\(commit - 1)-\(number * 5)") } }
        }
    }

    private static func combination(_ corpus: inout OracleCorpus) -> FieldCombination {
        let weights = [0, 0.5, 1, 3, 20]
        guard Bool.random(using: &corpus.random) else { return .bm25f }
        return .bm25f(weights: ["title": weights.randomElement(using: &corpus.random)!, "text": corpus.word().count < 3 ? 2 : 1])
    }

    /// A query of the corpus, or one that asks for words in each field by itself.
    private static func query(_ corpus: inout OracleCorpus, _ number: Int) -> Query {
        guard number % 3 == 0 else { return number % 3 == 1 ? corpus.query() : corpus.flatQuery() }
        var clauses: [Query.Clause] = []
        for _ in 0..<Int.random(in: 1...2, using: &corpus.random) {
            let word = Query.word(corpus.word())
            for field in ["title", "text", "title"].prefix(Int.random(in: 2...3, using: &corpus.random)) {
                let weight = [0.5, 1, 3].randomElement(using: &corpus.random)!
                let inside = Bool.random(using: &corpus.random)
                let asked = Query.field([field], inside ? .weighted(word, weight) : word)
                clauses.append(Query.Clause(.optional, inside ? asked : .weighted(asked, weight)))
            }
        }
        clauses.append(
            Query.Clause([.optional, .required, .excluded].randomElement(using: &corpus.random)!, corpus.query(depth: 1)))
        return Bool.random(using: &corpus.random) ? .boolean(clauses) : .weighted(.boolean(clauses), 3)
    }

    @Test(
        "Random queries find what reading every document finds, the same bits with and without passing over documents",
        arguments: Rounds.seeds(1...6, quick: 2))
    func oracle(seed: UInt64) throws {
        let isLong = seed > 4
        var corpus = OracleCorpus(seed: seed, vocabulary: isLong ? 100 : 40)
        let index = try Self.index(
            &corpus, documents: isLong ? 1500 : 240, commits: Int(seed) % 3 + 1, deletes: seed % 2 == 0)
        let snapshot = try index.snapshot()
        var oracle = try Oracle(snapshot)
        for number in 0..<Rounds.of(90, quick: isLong ? 8 : 14) {
            let query = Self.query(&corpus, number)
            let combination = Self.combination(&corpus)
            (oracle.combination, oracle.bm25) = (combination, number % 4 == 0 ? BM25Tests.random(&corpus.random) : .standard)
            let matches = oracle.matches(query)
            let what = "seed \(seed), \(combination), \(oracle.bm25), \(query)"
            for (limit, total) in [(1, SearchRequest.Total.none), (10, .bounded), (1000, .exact)] {
                var request = SearchRequest(query, limit: limit)
                (request.combination, request.bm25, request.total) = (combination, oracle.bm25, total)
                request.snippetLength = nil
                let found = try snapshot.search(request)
                oracle.expect(found, answers: matches, limit: limit, what)
                if total == .exact { #expect(found.total == matches.count, "\(what): total") }
                request.prunes = false
                #expect(try snapshot.search(request).hits == found.hits, "\(what): pruning changes the answer")
            }
        }
    }

    static let texts: [KeyValuePairs<String, FieldValue>] = [
        ["title": "Peace", "text": "War and peace, war and nothing but war."], ["title": "War", "text": "Peace at last, peace."],
        ["title": "On soup", "text": "The soup of the day."], ["text": "A peace that is no peace is no peace."],
        ["title": "Peace of soup"],
    ]

    static func small() throws -> SmallIndex {
        try SmallIndex(texts.enumerated().map { number, text in Document(id: "\(number)", text) })
    }

    static func scores(_ query: String, _ combination: FieldCombination?, of index: Index) throws -> [String: Float] {
        var request = SearchRequest(query, limit: 1000)
        request.combination = combination
        return Dictionary(uniqueKeysWithValues: try index.search(request).hits.map { ($0.id, $0.score) })
    }

    @Test("A query that looks into one field scores as ever, and so does all of an index with one text field")
    func oneField() throws {
        let small = try Self.small().index
        for query in ["text:peace", "title:peace^2 text:war", "text:(peace war)", "\"war and peace\"", "title:p*"] {
            #expect(try Self.scores(query, .bm25f, of: small) == Self.scores(query, .sum, of: small), "\(query)")
        }
        #expect(try Self.scores("peace", .bm25f, of: small) != Self.scores("peace", .sum, of: small))
        let single = try SmallIndex("peace and war", "war war", "soup", "peace").index
        for query in ["peace", "peace war^3", "+peace -soup", "war~", "text:war war"] {
            #expect(
                try Self.scores(query, .bm25f(weights: ["text": 3]), of: single) == Self.scores(query, nil, of: single),
                "\(query)")
        }
    }

    @Test("A weight at a word counts for its score, one at a word in a field for its occurrences there")
    func weights() throws {
        let index = try Self.small().index
        let plain = try Self.scores("peace", .bm25f, of: index)
        #expect(try Self.scores("peace^2", .bm25f, of: index) == plain.mapValues { $0 * 2 })
        #expect(try Self.scores("peace peace", .bm25f, of: index) == plain.mapValues { $0 * 2 })
        #expect(
            try Self.scores("(title:peace^2 text:peace)^2", .bm25f, of: index)
                == Self.scores("peace^2", .bm25f(weights: ["title": 2]), of: index))
        #expect(
            try Self.scores("title:peace^2 text:Peace", .bm25f(weights: ["title": 1.5]), of: index)
                == Self.scores("peace", .bm25f(weights: ["title": 3]), of: index))
        let heavy = try Self.scores("peace", .bm25f(weights: ["title": 3]), of: index)
        #expect(try #require(heavy["4"]) > #require(plain["4"]))
        #expect(heavy["3"] == plain["3"])
        // What its title says does not count, but it is found.
        #expect(try Self.scores("peace", .bm25f(weights: ["title": 0]), of: index)["4"] == 0)
        #expect(try Self.scores("peace", .bm25f(weights: ["title": 0]), of: index).count == 4)
    }

    @Test("A fuzzy word is each of its terms over the fields, weighed by edits")
    func fuzzy() throws {
        let index = try Self.small().index
        let plain = try Self.scores("peace", .bm25f, of: index)
        let fuzzy = try Self.scores("peaxe~", .bm25f, of: index)
        #expect(Set(fuzzy.keys) == Set(plain.keys))
        for (id, score) in fuzzy { #expect(abs(score - plain[id]! * 0.8) < 1e-6) }
    }

    @Test(
        "Its explanation comes out at the score, and its figures at the saturation",
        arguments: ["peace", "peace^3 war -soup", "+peace war", "title:war^2 text:war"])
    func explanation(query: String) throws {
        let index = try Self.small().index
        var request = SearchRequest(query)
        (request.combination, request.explains) = (.bm25f(weights: ["title": 2.5]), true)
        let hits = try index.search(request).hits
        #expect(hits.count > 1)
        for hit in hits {
            guard case .score(let tree) = hit.explanation else {
                Issue.record("\(hit.id) is not explained")
                continue
            }
            #expect(tree.score == hit.score)
            #expect(Float(ExplanationTests.worth(tree.root, grain: tree.grain)) == hit.score)
            #expect(try index.snapshot().explain(request, id: hit.id)?.explanation == hit.explanation)
            for addend in tree.root.operation == .sum ? tree.root.parts : [tree.root] {
                #expect(!addend.places.isEmpty)
                let facts = Dictionary(uniqueKeysWithValues: addend.parts.last!.facts.map { ($0.name, $0.value) })
                var sum = 0.0
                for field in ["title", "text"] {
                    guard let frequency = facts["\(field).tf"] else { continue }
                    let length = 1 - facts["b"]! + facts["b"]! * facts["\(field).dl"]! / facts["\(field).avgdl"]!
                    sum += facts["\(field).weight"]! * frequency / length
                }
                #expect(abs(sum / (sum + facts["k1"]!) - addend.parts.last!.value) < 1e-12)
            }
        }
    }

    @Test("Random queries are explained to the bit", arguments: [1, 2] as [UInt64])
    func randomExplanations(seed: UInt64) throws {
        var corpus = OracleCorpus(seed: seed)
        let index = try Self.index(&corpus, documents: 180, commits: 3, deletes: true)
        for number in 0..<40 {
            var request = SearchRequest(Self.query(&corpus, number), limit: 20)
            (request.combination, request.explains, request.snippetLength) = (Self.combination(&corpus), true, nil)
            RandomExplanationTests.check(try index.search(request).hits, "seed \(seed), \(request.question)")
        }
    }

    @Test("Scores do not depend on segments, merges, or on how many indexes hold the documents")
    func invariance() throws {
        var corpus = OracleCorpus(seed: 8)
        let whole = try Self.index(&corpus, documents: 240, commits: 3, deletes: false)
        corpus = OracleCorpus(seed: 8)
        let parts = try (0..<3).map { _ in
            try Index(storage: MemoryStorage(), options: CareIndex.options)
        }
        for (commit, part) in parts.enumerated() {
            try part.write { batch in
                // Fields are numbered otherwise in each.
                for name in [["tag"], ["text", "tag"], ["title", "tag", "text"]][commit] {
                    try batch.define(FieldDefinition(name: name, type: name == "tag" ? .keyword : .text))
                }
                for number in 0..<80 { try batch.add(corpus.document(id: "\(commit)-\(number)")) }
            }
        }
        let joined = try Snapshot(joining: parts.enumerated().map { .init("\($0)", try $1.snapshot()) })
        let segments = try whole.snapshot()
        try whole.merge(toSegments: 1)
        let merged = try whole.snapshot()
        for number in 0..<40 {
            var request = SearchRequest(Self.query(&corpus, number), limit: 50)
            (request.combination, request.snippetLength) = (Self.combination(&corpus), nil)
            let hits = try merged.search(request).hits
            #expect(try segments.search(request).hits == hits, "\(request.question)")
            #expect(try joined.search(request).hits.map(\.score) == hits.map(\.score), "\(request.question)")
            #expect(try joined.search(request).hits.map(\.id) == hits.map(\.id), "\(request.question)")
        }
    }

    @Test("Pages are ranked by the statistics of the first")
    func pages() throws {
        var corpus = OracleCorpus(seed: 5)
        let index = try Self.index(&corpus, documents: 120, commits: 2, deletes: false)
        var request = SearchRequest("w1 w2 w3", limit: 1000)
        request.combination = .bm25f(weights: ["title": 3])
        let all = try index.search(request).hits
        request.limit = 7
        var found: [Hit] = []
        repeat {
            let result = try index.search(request)
            found += result.hits
            request.after = result.next
            try index.write { try $0.add(Document(id: "new \(found.count)", ["text": "other", "title": "long other title"])) }
        } while request.after != nil && found.count < 1000
        #expect(found.map(\.id) == all.map(\.id))
        #expect(found.map(\.score) == all.map(\.score))
    }

    @Test("The words are marked in every field, and spans tell which part of the query they answer")
    func marks() throws {
        let index = try Self.small().index
        var request = SearchRequest("war peace")
        request.showsSpans = true
        let summed = try index.search(request).hits.sorted { $0.id < $1.id }
        request.combination = .bm25f
        let combined = try index.search(request).hits.sorted { $0.id < $1.id }
        #expect(combined.map(\.spans) == summed.map(\.spans))
        #expect(combined.map(\.snippet) == summed.map(\.snippet))
        #expect(Set(combined[0].spans.map(\.field)) == ["title", "text"])
    }
}

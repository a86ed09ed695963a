import Testing

@testable import Apus

@Suite("Ranges on fields of every type")
struct TypedRangeTests {
    private static func ids(_ query: Query, _ snapshot: Snapshot) throws -> [String] {
        var request = SearchRequest(query, limit: 10_000)
        request.snippetLength = nil
        let result = try snapshot.search(request)
        #expect(result.warnings == [], "\(query)")
        #expect(result.hits.allSatisfy { $0.score == 1 }, "\(query)")
        #expect(try snapshot.count(SearchRequest(query)).total == result.hits.count, "\(query)")
        (request.limit, request.total) = (3, .exact)
        let first = try snapshot.search(request)
        #expect(first.hits == Array(result.hits.prefix(3)), "\(query)")
        #expect(first.total == result.hits.count && first.totalIsExact, "\(query)")
        return result.hits.map(\.id)
    }

    private static func compare(_ index: Index, _ corpus: inout TypedCorpus, rounds: Int, _ what: String) throws {
        let snapshot = try index.snapshot()
        let model = try TypedModel(snapshot)
        for field in TypedCorpus.fields {
            #expect(try ids(.field([field], .exists), snapshot) == model.having(field), "\(what), \(field):*")
            for _ in 0..<rounds {
                let range = corpus.range(of: field)
                let query = Query.field([field], .range(range))
                let found = model.found(range, in: field)
                let set = Set(found)
                #expect(try ids(query, snapshot) == found, "\(what), \(query)")
                let others = Query.boolean([.init(.required, .everything), .init(.excluded, query)])
                #expect(
                    try ids(others, snapshot) == model.documents.map(\.id).filter { !set.contains($0) }, "\(what), \(others)")
            }
        }
    }

    @Test("find what a look at every value finds, and so does field:*", arguments: Rounds.seeds(1...4, quick: 2))
    func everyType(seed: UInt64) throws {
        var corpus = TypedCorpus(seed: seed)
        let index = try corpus.index(documents: seed == 1 ? 40 : 1200, commits: seed == 2 ? 1 : 4, deletes: seed > 2)
        try Self.compare(index, &corpus, rounds: Rounds.of(8, quick: 3), "seed \(seed)")
        guard seed > 2 else { return }
        try index.merge(toSegments: 1, reordering: seed == 4)
        try Self.compare(index, &corpus, rounds: Rounds.of(10, quick: 3), "seed \(seed), merged")
    }

    private static let small = try! SmallIndex(
        [
            Document(id: "1", ["title": "Peace talks", "year": 2019, "date": "2025-02-28T23:59:59.999Z", "tag": "a"]),
            Document(id: "2", ["title": "Minerals deal", "year": 2020, "date": "2025-03-01", "tag": "b"]),
            Document(id: "3", ["title": "War", "year": 2025, "date": "2025-03-31T23:59:59Z", "tag": "c"]),
            Document(id: "4", ["title": "Zone of peace", "year": 2025.5, "date": "2025-04-01T00:00:00+02:00", "tag": "ab"]),
            Document(id: "5", ["title": "", "date": "2026-01-01"]),
        ], defining: [FieldDefinition(name: "tag", type: .keyword)])

    @Test(
        "written as the language has them",
        arguments: [
            ("year:[2020 TO 2025]", "2 3"), ("year:{2019 TO 2025.5}", "2 3"), ("year:[2020 TO *]", "2 3 4"), ("year:<2020", "1"),
            ("year:<=2020", "1 2"), ("year:>2025", "4"), ("year:>=2e3", "1 2 3 4"), ("year:[* TO *]", "1 2 3 4"),
            ("year:*", "1 2 3 4"), ("tag:*", "1 2 3 4"), ("title:*", "1 2 3 4"), ("date:*", "1 2 3 4 5"),
            ("date:2025", "1 2 3 4"), ("date:2025-03", "2 3 4"), ("date:2025-03-01", "2"), ("date:2025-03-31", "3 4"),
            ("date:[2025-03 TO 2025-03]", "2 3 4"), ("date:{2025-02 TO 2025-04}", "2 3 4"), ("date:>2025", "5"),
            ("date:<=2025-02", "1"), ("date:<2025-03", "1"), ("date:>=2025-03-31T22:00:00Z", "3 4 5"),
            ("date:\"2025-03-31T22:00:00Z\"", "4"), ("tag:[a TO b]", "1 2 4"), ("tag:{a TO b}", "4"), ("tag:>=b", "2 3"),
            ("title:[peace TO talks]", "1 4"), ("title:[* TO DEAL]", "2"), ("title:{peace TO *}", "1 3 4"),
            ("title:[peace TO war}", "1 4"), ("+title:peace -year:2019", "4"), ("title:war date:2026", "3 5"),
        ])
    func written(query: String, ids: String) throws {
        #expect(try Self.small.found(query).joined(separator: " ") == ids, "\(query)")
        #expect(try Self.small.index.search(query).warnings == [], "\(query)")
    }

    @Test(
        "on a column of one value take all of it or nothing, whether every document has it or some",
        arguments: [10, 64, 150], [1, 3])
    func oneValue(documents: Int, every: Int) throws {
        let small = try SmallIndex(
            (0..<documents).map { Document(id: "\($0)", $0 % every == 0 ? ["text": "a", "n": 7] : ["text": "a"]) })
        let having = (0..<documents).filter { $0 % every == 0 }.map { "\($0)" }
        let cases: [(query: String, isFound: Bool)] = [
            ("n:7", true), ("n:[7 TO 9]", true), ("n:{7 TO 9]", false), ("n:[5 TO 7}", false), ("n:>6", true), ("n:>7", false),
            ("n:<7", false), ("n:<=7", true), ("n:[8 TO *]", false), ("n:[* TO 6]", false), ("n:{1 TO 8}", true),
        ]
        for (query, isFound) in cases {
            #expect(try small.hits(query).map(\.id) == (isFound ? having : []), "\(query)")
            #expect(try small.index.count("* -\(query)") == documents - (isFound ? having.count : 0), "\(query)")
        }
    }

    @Test("are counted without being found: as many as there are hits, one value each, some or several, deleted ones left out")
    func counted() throws {
        var random = SeededRandom(seed: 27)
        let documents = (0..<1500).map { number in
            let values = [("one", 1), ("some", number % 3 > 0 ? 1 : 0), ("several", number % 4)].map { name, count in
                Document.Field(name: name, values: (0..<count).map { _ in .integer(Int64.random(in: 0..<900, using: &random)) })
            }
            return Document(id: "\(number)", fields: values.filter { !$0.values.isEmpty })
        }
        let small = try SmallIndex(documents)
        for isDeleted in [false, true] {
            if isDeleted { try small.index.write { batch in for number in 0..<300 { try batch.delete(id: "\(5 * number)") } } }
            for field in ["one", "some", "several"] {
                for width in [0, 2, 40, 300, 900] {
                    let low = Int.random(in: 0..<900, using: &random)
                    let query = "\(field):[\(low) TO \(low + width)]"
                    var request = SearchRequest(query)
                    request.limit = documents.count
                    let hits = try small.index.search(request).hits.count
                    #expect(try small.index.count(query) == hits, "\(query), deleted: \(isDeleted)")
                }
            }
        }
    }

    @Test("reach as far beyond the values as their bounds are")
    func beyond() throws {
        let small = try SmallIndex(
            (1...200).map { number in
                let day = DateValue(milliseconds: Int64(number) * DateValue.dayMilliseconds).text
                return Document(id: "\(number)", ["n": .integer(Int64(number)), "day": .string(day)])
            })
        for exponent in 3...40 {
            #expect(try small.index.count("n:[150 TO 1e\(exponent)]") == 51, "\(exponent)")
            #expect(try small.index.count("n:[-1e\(exponent) TO 50]") == 50, "\(exponent)")
        }
        for year in stride(from: 1971, through: 9999, by: 211) {
            #expect(try small.index.count("day:[1970-06-01 TO \(year)]") == 50, "\(year)")
        }
    }

    @Test("add their weight to what words score")
    func weights() throws {
        let words = try Self.small.hits("title:war")[0].score
        #expect(try Self.small.hits("title:war year:[2020 TO 2025]^3").first { $0.id == "3" }?.score == words + 3)
        #expect(try Self.small.hits("year:>2019 year:>2019").allSatisfy { $0.score == 2 })
    }

    @Test(
        "whose bound is none of the field's values match nothing and say why",
        arguments: [
            "year:[abc TO 5]", "year:<x", "date:[2025-13 TO *]", "date:2025-1", "date:>2025-02-30", "title:[\"a b\" TO c]",
            "title:>—", "year:inf", "year:[-inf TO 2020]", "year:>nan",
        ])
    func badBounds(query: String) throws {
        let result = try Self.small.index.search(query)
        #expect(result.warnings.map(\.code) == ["value"], "\(query)")
        #expect(result.hits.isEmpty, "\(query)")
        var strict = SearchRequest(query)
        strict.isStrict = true
        let text = try #require(result.warnings.first).text
        #expect(throws: SearchError.query(offset: 0, text: text)) { try Self.small.index.search(strict) }
    }
}

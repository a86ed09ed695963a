import Testing

@testable import Apus

@Suite("SENTENCE and PARAGRAPH")
struct SentenceSearchTests {
    private static var options: IndexOptions {
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        return options
    }

    private static let queries = Rounds.of(1000, quick: 50)

    @Test(
        "Random queries find in random documents what trying every combination finds, in segments, merged and reordered",
        arguments: Rounds.seeds(1...2, quick: 1))
    func oracle(seed: UInt64) throws {
        var corpus = SentenceCorpus(random: SeededRandom(seed: seed), words: 6)
        let made = (0..<100).map { corpus.document(id: "d\($0)") }
        let index = try Index(storage: MemoryStorage(), options: Self.options)
        for part in 0..<3 {
            try index.write { batch in
                for number in 0..<100 where number * 3 / 100 == part { try batch.add(made[number].document) }
            }
        }
        let cases = (0..<Self.queries).map { _ in corpus.query() }
        // By query: how many spans each document that matches has.
        let wanted = cases.map { query in
            Dictionary(
                uniqueKeysWithValues: made.map { made in
                    let naive = NaiveProximity { made.places[$0] ?? [] }
                    return (made.document.id, NaiveProximity.shortest(naive.matches(query.tree)).count)
                }
            ).filter { $0.value > 0 }
        }
        var first: [[Hit]] = []
        for round in 0..<3 {
            var matched = 0
            for (number, query) in cases.enumerated() {
                var request = SearchRequest(query.text, limit: 100)
                (request.snippetLength, request.showsSpans) = (nil, true)
                let result = try index.search(request)
                #expect(Set(result.hits.map(\.id)) == Set(wanted[number].keys), "seed \(seed), round \(round): \(query.text)")
                #expect(result.warnings == [])
                matched += wanted[number].isEmpty ? 0 : 1
                for hit in result.hits {
                    #expect(hit.spans.count == wanted[number][hit.id], "seed \(seed): spans of \(query.text) in \(hit.id)")
                }
                if round == 0 { first.append(result.hits) } else if round == 1 { #expect(first[number] == result.hits) }
                if round == 2 {
                    #expect(Set(first[number].map { "\($0.id) \($0.score)" }) == Set(result.hits.map { "\($0.id) \($0.score)" }))
                }
            }
            #expect(matched > Self.queries / 2)
            try index.merge(toSegments: 1, reordering: round == 1)
            #expect(try IndexCheck(index.storage).run().problems == [])
        }
    }

    @Test("What docs/QUERY.md says of them is so")
    func documented() throws {
        let index = try SmallIndex(
            "Peace came. War went.", "Peace, not war!", "Mr. Peace saw war", "Peace.\n\nWar", "peace\nof war",
            "War? Peace of war.",
            "One peace.  Two wars. War\n\nof three", "deal 的。peace")
        let cases: [(query: String, ids: [String])] = [
            ("peace SENTENCE war", ["1", "2", "4", "5"]), ("war SENTENCE peace", ["1", "2", "4", "5"]),
            ("peace PARAGRAPH war", ["0", "1", "2", "4", "5", "6"]), ("\"peace of\" SENTENCE war", ["4", "5"]),
            ("(peace SENTENCE of) PARAGRAPH war", ["4", "5"]), ("war SENTENCE war", []), ("war PARAGRAPH war", ["5"]),
            ("pea* SENTENCE wars", []), ("pea* PARAGRAPH war* PARAGRAPH two", ["6"]), ("peace SENTENCE 的", []),
            ("peace PARAGRAPH 的", ["7"]), ("(came OR not) SENTENCE (war AND peace)", ["1"]), ("\"came war\" SENTENCE peace", []),
            ("war NEAR/0 (peace SENTENCE came)", ["0"]), ("-(peace PARAGRAPH war) +peace", ["3", "7"]),
        ]
        for (query, ids) in cases {
            #expect(try index.found(query) == ids, "\(query)")
            #expect(try index.index.search(query).warnings == [], "\(query)")
        }
        #expect(try index.marked("peace SENTENCE of") == ["peace of"])
    }

    @Test("Sentences lie in one value of one field, and stems and exact words meet in them")
    func fieldsAndStems() throws {
        let documents = [
            Document(id: "0", fields: [Document.Field(name: "text", values: ["peace came", "war went"])]),
            Document(id: "1", ["text": "peace came", "title": "war went"]), Document(id: "2", ["text": "Wars, peacefully"]),
        ]
        let index = try SmallIndex(documents)
        #expect(try index.found("peace PARAGRAPH war") == [])
        #expect(try index.found("peace PARAGRAPH came") == ["0", "1"])
        #expect(try index.found("title:(war SENTENCE went)") == ["1"])
        guard Stemming.isThere else { return }
        let stemmed = try SmallIndex(
            documents + [Document(id: "3", ["text": "Wars ended. Peaceful days"])],
            defining: [FieldDefinition(name: "text", type: .text, language: .english)])
        #expect(try stemmed.found("peaceful SENTENCE war") == ["2"])
        #expect(try stemmed.found("war SENTENCE \"peacefully\"") == ["2"])
        #expect(try stemmed.found("war PARAGRAPH \"peaceful\"") == ["3"])
        #expect(try IndexCheck(stemmed.index.storage).run().problems == [])
    }

    @Test("Where sentences begin is no word: no count, list of terms or length has it")
    func hidden() throws {
        let (plain, marked) = (try SmallIndex("one two three"), try SmallIndex("One. Two!\n\nThree"))
        let (one, other) = (try plain.index.snapshot().indexStatistics, try marked.index.snapshot().indexStatistics)
        #expect(one.terms == 3 && other.terms == 3 && one.tokens == 3 && other.tokens == 3)
        #expect(try marked.index.snapshot().terms(TermRequest(.beginning(""))).terms.map(\.term) == ["one", "three", "two"])
        #expect(try plain.hits("two").map(\.score) == marked.hits("two").map(\.score))
        #expect(try marked.found("s") == [] && marked.found("p*") == [])
        #expect(try IndexCheck(marked.index.storage).run().terms == 3)
    }

    @Test("An index of a version without sentences takes each value for one, with a warning, until it is made anew")
    func earlierVersion() throws {
        let kept = try #require(try KeptFormat.all.first { $0.name == "1/small" })
        let storage = MemoryStorage()
        _ = try IndexBackup(FileStorage(path: kept.path)).run(into: storage, named: kept.name)
        let index = try Index(storage: storage, options: CareIndex.options)
        #expect(try index.search("return SENTENCE peace").warnings.map(\.code) == ["sentences"])
        #expect(try index.search("return SENTENCE peace").hits.map(\.id) == ["a"])
        #expect(try index.search("values SENTENCE minerals").hits.map(\.id) == ["d"])
        try index.write { try $0.add(Document(id: "later", ["text": "Minerals. Values"])) }
        #expect(try index.search("values SENTENCE minerals").hits.map(\.id) == ["d"])
        try index.merge(toSegments: 1)
        #expect(try index.search("values SENTENCE minerals").warnings.map(\.code) == ["sentences"])
        #expect(try index.search("values SENTENCE minerals").hits.map(\.id) == ["d"])
    }
}

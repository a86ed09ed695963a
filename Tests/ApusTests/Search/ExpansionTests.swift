import Testing

@testable import Apus

@Suite("Prefixes, wildcards, regular expressions and fuzzy words")
struct ExpansionTests {
    private static func model(_ seed: UInt64) throws -> ExpansionModel {
        try ExpansionModel(
            seed: seed, documents: 400, commits: [1, 3, 4, 2][Int(seed) % 4], vocabulary: seed > 3 ? 1200 : 60,
            reordering: seed == 5)
    }

    private static func request(_ query: Query) -> SearchRequest {
        var request = SearchRequest(query, limit: 10_000)
        request.snippetLength = nil
        return request
    }

    private static func folded(_ text: String) -> String { String(text.map { $0 == "é" || $0 == "E" ? "e" : $0 }) }

    private static func check(_ query: Query, _ model: ExpansionModel, where matches: (String) -> Bool) throws {
        for fields in [["title", "text"], ["text"]] {
            let asked = fields.count == 2 ? query : .field(fields, query)
            let found = try model.snapshot.search(request(asked))
            let expected = model.documents(fields: fields, where: matches)
            let ranked = expected.filter { $0.fields == 2 } + expected.filter { $0.fields == 1 }
            #expect(found.warnings == [], "\(asked)")
            #expect(found.hits.map(\.id) == ranked.map(\.id), "\(asked)")
            #expect(found.hits.map(\.score) == ranked.map { Float($0.fields) }, "\(asked)")
            #expect(try model.snapshot.count(SearchRequest(asked)).total == expected.count, "\(asked)")
            let others = Query.boolean([.init(.excluded, asked)])
            #expect(
                try model.snapshot.count(SearchRequest(others)).total == model.snapshot.documentCount - expected.count,
                "\(others)")
        }
    }

    @Test("of one word find what a look at every term finds", arguments: Rounds.seeds(1...6, quick: 3))
    func patterns(seed: UInt64) throws {
        var model = try Self.model(seed)
        for _ in 0..<12 {
            let stem = ExpansionModel.word(&model.random)
            let beginning = Self.folded(stem)
            try Self.check(.prefix(stem), model) { $0.hasPrefix(beginning) }
            let ends = (ExpansionModel.word(&model.random), ExpansionModel.word(&model.random))
            let wildcard = ["\(ends.0)*\(ends.1)", "*\(ends.0)", "\(ends.0)?\(ends.1)*", "*\(ends.0)*"].randomElement(
                using: &model.random)!
            let glob = Self.folded(wildcard)
            try Self.check(.wildcard(wildcard), model) { ExpansionModel.glob(glob[...], $0[...]) }
            let end = Self.folded(ends.0)
            try Self.check(.regularExpression("\(stem)(\(ends.0)|.*[Éé])?"), model) { term in
                guard term.hasPrefix(beginning) else { return false }
                let rest = term.dropFirst(beginning.count)
                return rest.isEmpty || rest == end || rest.hasSuffix("e")
            }
        }
    }

    @Test("Fuzzy words are their nearest fifty terms, each weighing less by its edits", arguments: Rounds.seeds(1...6, quick: 3))
    func fuzzy(seed: UInt64) throws {
        var model = try Self.model(seed)
        let oracle = try Oracle(model.snapshot)
        var most = 0
        for round in 0..<16 {
            let (word, edits) = (ExpansionModel.word(&model.random), round % 2 + 1)
            let folded = Self.folded(word)
            var clauses: [Query.Clause] = []
            for field in ExpansionModel.fields {
                let nearest = model.nearest(folded, edits: edits, field: field).prefix(50)
                most = max(most, nearest.count)
                for (term, _, edits) in nearest {
                    let weight = max(0, 1 - Double(edits) / Double(folded.unicodeScalars.count))
                    clauses.append(.init(.optional, .field([field], .weighted(.word(term), weight))))
                }
            }
            let result = try model.snapshot.search(Self.request(.fuzzy(word, edits: edits)))
            let expected = clauses.isEmpty ? [] : oracle.matches(.boolean(clauses))
            oracle.expect(result, answers: expected, limit: 10_000, "seed \(seed), \(word)~\(edits)")
        }
        #expect(seed <= 3 || most == 50)
    }

    private static let small = try! SmallIndex(
        [
            Document(
                id: "1",
                ["title": "Peace talks", "text": "U.S. and don't and state-of-the-art", "year": 2025, "tag": "North Sea"]),
            Document(id: "2", ["title": "Pursuing peaceful ends", "text": "Café Straße 中国 20.04", "year": 2024, "tag": "north"]),
            Document(id: "3", ["title": "War", "text": "peac€ pea pause http://a.org/peace", "tag": "South"]),
        ], defining: [FieldDefinition(name: "tag", type: .keyword)])

    @Test(
        "written as the language has them",
        arguments: [
            ("peac*", "1 2 3"), ("title:PEAC*", "1 2"), ("pursu*", "2"), ("p?ace", "1 3"), ("pea?e", "1 3"), ("*ful", "2"),
            ("*eace*", "1 2 3"),
            ("p*e", "1 3"), ("/pea[ck]e?/", "1 3"), ("/PEA(CE)?(ful)?/", "1 2 3"), ("/.*ac.*e.*/", "1 2 3"), ("don'*", "1"),
            ("don’*", "1"),
            ("u.s*", "1"), ("caf*", "2"), ("CAFÉ*", "2"), ("caf?", ""), ("c?fé", "2"), ("stras*", "2"), ("strasß*", ""),
            ("straß*", "2"),
            ("中*", "2"), ("20.0*", "2"), ("peas~", "3"), ("paece~", "1 3"), ("peace~2", "1 3"), ("xyzzy~2", ""), ("CAFFÉ~", "2"),
            ("tag:North*", "1"), ("tag:n*", "2"), ("tag:/[Nn]orth.*/", "1 2"), ("tag:?outh", ""), ("tag:S*h", "3"),
            ("tag:nurth~", "2"),
            ("+peac* -*ful", "1 3"), ("war peaceful*", "2 3"), ("(title,text):/w.r|pea/", "3"), ("peac*^3 war", "1 2 3"),
        ])
    func written(query: String, ids: String) throws {
        let result = try Self.small.index.search(SearchRequest(query))
        #expect(result.warnings == [], "\(query)")
        #expect(result.hits.map(\.id).sorted().joined(separator: " ") == ids, "\(query)")
    }

    @Test("add their weight in each field")
    func weights() throws {
        #expect(try Self.small.hits("title:peac*").allSatisfy { $0.score == 1 })
        #expect(try Self.small.hits("title:peac*^2.5 title:pea*").map(\.score) == [3.5, 3.5])
        let word = try Self.small.hits("title:talks")[0].score
        #expect(try Self.small.hits("title:talks title:pea*^2").first?.score == word + 2)
        #expect(try Self.small.hits("title:talkz~")[0].score == Float(Double(word) * (1 - 1.0 / 5)))
    }

    @Test("that cannot be read match nothing, and say where")
    func unreadable() throws {
        let cases: [(query: String, offset: Int)] = [("war /pea[ck/", 8), ("title:/(a/", 7), ("+/é**)/", 6)]
        for (query, offset) in cases {
            let result = try Self.small.index.search(SearchRequest(query))
            #expect(
                result.warnings.map(\.code) == ["pattern"] && result.warnings.map(\.offset) == [offset],
                "\(query): \(result.warnings)")
            var strict = SearchRequest(query)
            strict.isStrict = true
            #expect(throws: SearchError.self) { try Self.small.index.snapshot().search(strict) }
        }
        #expect(try Self.small.index.search("year:20*").warnings.map(\.code) == ["value"])
    }

    @Test("past a limit are refused with its name")
    func limits() throws {
        func error(_ query: String) -> SearchError? {
            do { _ = try Self.small.index.snapshot().search(SearchRequest(query)) } catch { return error as? SearchError }
            return nil
        }
        #expect(error("/((a{200}){200}){200}/") == .limit(name: "expansion", max: 16384))
        #expect(error("/" + String(repeating: "(", count: 129) + "a/") == .limit(name: "nesting", max: 128))
    }

    @Test("are marked in snippets, each word that matches")
    func marked() throws {
        let index = try SmallIndex("Peace, peaceful pursuits: pursuing a war of words; Wars")
        #expect(try index.marked("peac*") == ["Peace", "peaceful"])
        #expect(try index.marked("p?rsui*") == ["pursuits", "pursuing"])
        #expect(try index.marked("/wars?/ -peacock*") == ["war", "Wars"])
        #expect(try index.marked("+pursu* -words~") == [])
        #expect(try index.marked("wods~ pease~ words") == ["Peace", "words"])
        #expect(try index.marked("\"war of\" war*") == ["war of", "Wars"])
    }

    @Test("end at the deadline")
    func deadline() throws {
        var request = Self.request(.prefix("a"))
        request.timeout = .zero
        #expect(try Self.model(4).snapshot.search(request).partial == .timeout)
    }
}

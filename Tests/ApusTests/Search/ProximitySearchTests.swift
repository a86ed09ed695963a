import Testing

@testable import Apus

@Suite("Searching for words near each other")
struct ProximitySearchTests {
    private static func index(_ corpus: inout OracleCorpus, documents: Int, commits: Int) throws -> Index {
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        options.pairs = .all
        let index = try Index(storage: MemoryStorage(), options: options)
        for commit in 0..<commits {
            try index.write { batch in
                if commit == 0 { try batch.define(FieldDefinition(name: "tag", type: .keyword)) }
                for number in 0..<documents / commits {
                    try batch.add(corpus.document(id: "d\(commit)-\(number)"))
                    if commit > 0, number % 9 == 0 { try batch.delete(id: "d\(commit - 1)-\(number)") }
                }
            }
        }
        return index
    }

    /// A query of words near each other, or one around such.
    private static func query(_ corpus: inout OracleCorpus, depth: Int = 2) -> Query {
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &corpus.random) }
        func words(_ range: ClosedRange<Int>) -> String { (0..<number(range)).map { _ in corpus.word() }.joined(separator: " ") }
        func operand() -> Query {
            switch number(0...(depth > 0 ? 7 : 4)) {
            case 0...2: .word(corpus.word())
            case 3: .phrase(Query.Phrase(words(2...3)))
            case 4: .boolean((0..<2).map { _ in Query.Clause(.optional, .word(corpus.word())) })
            case 5: .boolean((0..<2).map { _ in Query.Clause(.required, .word(corpus.word())) })
            default: near()
            }
        }
        func near() -> Query {
            let operands = (0..<number(2...3)).map { _ in depth > 0 ? operand() : .word(corpus.word()) }
            return .near(Query.Near(operands: operands, unit: .words(number(0...6), ordered: number(0...2) == 0)))
        }
        func phrase() -> Query {
            var elements: [Query.Phrase.Element] = [.text(words(1...2))]
            if number(0...1) == 0 { elements.append(.alternatives([Query.Phrase(corpus.word()), Query.Phrase(words(1...2))])) }
            if number(0...1) == 0 { elements.append(.text(words(1...1))) }
            return .phrase(Query.Phrase(elements: elements, slop: number(0...4)))
        }
        switch number(0...(depth > 0 ? 9 : 5)) {
        case 0, 1: return phrase()
        case 2: return .field([["title", "text"][number(0...1)]], near())
        case 3: return .wholeValue(words(1...2))
        case 4, 5: return near()
        case 6: return .weighted(query(&corpus, depth: depth - 1), 2)
        default:
            return .boolean(
                (0..<number(2...3)).map { place in
                    let occurrences: [Query.Occurrence] = [.required, .optional, .optional, .excluded]
                    return Query.Clause(
                        occurrences[number(0...(place == 0 ? 2 : 3))],
                        number(0...1) == 0 ? .word(corpus.word()) : query(&corpus, depth: depth - 1))
                })
        }
    }

    @Test("A warning about an operand says where it stands")
    func warningPlaces() throws {
        let index = try SmallIndex("ready to pursue peace")
        for (query, offset) in [
            ("peace NEAR *", 11), ("to peace^2 NEAR ready", 3), ("ready NEAR (to -peace)", 15), ("ready ONEAR text:peace^2", 12),
        ] {
            #expect(try index.index.search(SearchRequest(query)).warnings.map(\.offset) == [offset], "\(query)")
        }
    }

    @Test(
        "Queries with words near each other find what trying every combination finds, pruned or not",
        arguments: Rounds.seeds(1...4, quick: 1))
    func oracle(seed: UInt64) throws {
        var corpus = OracleCorpus(seed: seed, vocabulary: 24)
        let index = try Self.index(&corpus, documents: 120, commits: seed % 2 == 0 ? 1 : 3)
        try compare(index, &corpus, seed: seed)
        if seed == 3 { try index.merge(toSegments: 1) }
        if seed == 4 { try index.merge(toSegments: 1, reordering: true) }
        if seed > 2 { try compare(index, &corpus, seed: seed) }
    }

    private func compare(_ index: Index, _ corpus: inout OracleCorpus, seed: UInt64) throws {
        let snapshot = try index.snapshot()
        let oracle = try Oracle(snapshot)
        var found = 0
        for _ in 0..<Rounds.of(40, quick: 6) {
            let query = Self.query(&corpus)
            let what = "seed \(seed), \(query)"
            let matches = oracle.matches(query)
            found += matches.isEmpty ? 0 : 1
            #expect(try snapshot.count(SearchRequest(query)).total == matches.count, "\(what): count")
            for (limit, total) in [(3, SearchRequest.Total.none), (10, .exact), (1000, .none)] {
                var request = SearchRequest(query, limit: limit)
                (request.total, request.snippetLength) = (total, nil)
                let result = try snapshot.search(request)
                request.prunes = false
                #expect(result.hits == (try snapshot.search(request).hits), "\(what): pruning changes the answer")
                oracle.expect(result, answers: matches, limit: limit, "\(what), limit \(limit)")
            }
        }
        #expect(found > Rounds.of(20, quick: 1), "seed \(seed): most queries match nothing")
    }

    @Test("What docs/QUERY.md says of each operator is so")
    func documented() throws {
        let index = try SmallIndex(
            "a b c", "a x b", "b a", "a c b", "a b a", "a x x b x c", "ready to pursue peace", "ready to seek a lasting peace",
            "a")
        let cases: [(query: String, ids: [String])] = [
            ("\"a b\"~0", ["0", "4"]), ("\"a b\"~1", ["0", "1", "3", "4"]), ("\"a b c\"~3", ["0", "5"]), ("\"a b c\"~2", ["0"]),
            ("\"b a\"~1", ["2", "4"]), ("\"a a\"~1", ["4"]), ("a NEAR/0 b", ["0", "2", "4"]), ("a ONEAR/0 b", ["0", "4"]),
            ("b ONEAR/0 a", ["2", "4"]), ("a NEAR/1 b", ["0", "1", "2", "3", "4"]), ("a NEAR/0 a", []), ("a NEAR/1 a", ["4"]),
            ("a NEAR/1 b NEAR/1 c", ["0", "3"]), ("a ONEAR/1 b ONEAR/1 c", ["0"]), ("\"a b\" NEAR/5 a", ["4"]),
            ("\"a b\" NEAR/0 c", ["0"]), ("(a AND c) NEAR/0 b", ["0", "3", "5"]), ("(a OR c) NEAR/0 b", ["0", "2", "3", "4"]),
            ("\"ready to (pursue OR seek) peace\"", ["6"]), ("\"ready to (pursue OR seek a lasting) peace\"", ["6", "7"]),
            ("\"ready to (pursue OR seek) peace\"~2", ["6", "7"]), ("\"ready to pursu*\"", ["6"]), ("\"re*y t*\"", ["6", "7"]),
            ("read* NEAR/1 se?k", ["7"]), ("text:=a", ["8"]), ("text:=\"a b\"", []),
            ("text:=\"b a\"", ["2"]),
        ]
        for (query, ids) in cases {
            #expect(try index.found(query) == ids, "\(query)")
            #expect(try index.index.search(query).warnings == [], "\(query)")
        }
    }

    @Test("Nothing lies in two values, however far apart words may be, and the bound is reported")
    func values() throws {
        let index = try SmallIndex([Document(id: "0", fields: [Document.Field(name: "text", values: ["a b", "c d"])])])
        #expect(try index.found("b NEAR/127 c") == [])
        #expect(try index.found("b NEAR/100000 c") == [])
        #expect(try index.index.search("b NEAR/128 c").warnings.map(\.code) == ["distance"])
        #expect(try index.index.search("\"a d\"~500").warnings.map(\.code) == ["distance"])
        #expect(try index.found("text:=\"c d\"") == ["0"])
        #expect(try index.found("text:=\"b\"") == [])
        #expect(try index.found("text:=\"a b c d\"") == [])
    }

    @Test("What cannot stand near anything is a warning")
    func warnings() throws {
        let index = try SmallIndex(
            [Document(id: "0", ["text": "a b c", "tag": "a", "year": 2025])],
            defining: [
                FieldDefinition(name: "tag", type: .keyword), FieldDefinition(name: "unread", type: .text, isStored: false),
            ])
        for query in [
            "a NEAR *", "a NEAR year:2025", "tag:(a NEAR b)", "a NEAR b^2", "a NEAR (b -c)", "unread:=b",
            "a NEAR text:=\"a b c\"", "text:=\"a b c\" SENTENCE a", "text:=c PARAGRAPH a", "(text:=\"a b c\" OR b) NEAR c",
        ] {
            #expect(try index.index.search(query).warnings.map(\.code) == ["operand"], "\(query)")
        }
        #expect(try index.found("a NEAR (b -c)") == ["0"])
        #expect(try index.found("a NEAR *") == [])
        #expect(try index.found("a NEAR text:=\"a b c\"") == [] && index.found("text:=\"a b c\"") == ["0"])
        #expect(try index.found("text:=\"a b c\" SENTENCE a") == [])
        #expect(try index.found("(text:=\"a b c\" OR b) NEAR c") == ["0"])
    }

    @Test("A snippet marks a match from its first word to its last")
    func snippet() throws {
        let index = try SmallIndex(
            "It was said that the minerals and the deal were near, and minerals were far away from that other deal.")
        #expect(try index.marked("minerals NEAR/3 deal") == ["minerals and the deal were near, and minerals"])
        #expect(try index.marked("\"(minerals OR peace) and\"~1") == ["minerals and"])
        #expect(try index.marked("\"miner* and\"") == ["minerals and"])
    }
}

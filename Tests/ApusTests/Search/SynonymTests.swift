import Testing

@testable import Apus

@Suite("Synonyms")
struct SynonymTests {
    private static func found(_ index: SmallIndex, _ query: String, _ synonyms: String, all: Bool = false) throws -> [String] {
        var request = SearchRequest(query, limit: 1000)
        request.synonyms = try Synonyms(synonyms)
        request.matching = all ? .all : .any
        return try index.index.search(request).hits.map(\.id).sorted()
    }

    private static func rewritten(_ query: String, _ synonyms: String, matching: QueryParser.Matching = .any) throws -> String {
        let parsed = try QueryParser(fieldNames: { ["title", "tag"].contains($0) }, matching: matching).parse(query)
        var rewriting = SynonymRewriting(synonyms: try Synonyms(synonyms), analyzer: .standard, isText: { $0 != "tag" })
        return rewriting.rewritten(parsed.query).description
    }

    private static let fuels = "gas, petrol, motor fuel\n# one way\n\nnotebook => laptop, netbook computer\nU.S., usa"

    @Test(
        "Queries become what docs/QUERY.md says",
        arguments: [
            ("gas", "(gas petrol (motor ONEAR/0 fuel))"), ("Petrol", "(petrol gas (motor ONEAR/0 fuel))"), ("\"gas\"", #""gas""#),
            ("\"gas price\"", #""(gas OR petrol OR motor fuel) price""#),
            ("\"motor fuel price\"", #""(motor fuel OR gas OR petrol) price""#), ("\"motor price\"", #""motor price""#),
            ("\"the notebook\"", #""the (laptop OR netbook computer)""#), ("tag:gas", "tag:gas"), ("ga*", "ga*"),
            ("title:=\"gas\"", #"title:="gas""#), ("\"u.s. gas\"~2", #""(U.S. OR usa) (gas OR petrol OR motor fuel)"~2"#),
            ("motor fuel", "motor fuel (gas petrol)"), ("gas -price", "(gas petrol (motor ONEAR/0 fuel)) -price"),
        ])
    func rewriting(query: String, expected: String) throws {
        #expect(try Self.rewritten(query, Self.fuels) == expected, "\(query)")
    }

    @Test("Words, phrases and words near each other find what stands for them, with the right spans")
    func finding() throws {
        let index = try SmallIndex(
            "gas price", "motor fuel price", "petrol", "price of motor", "the gas of the motor fuel", "netbook computer",
            "notebook",
            "fuel motor")
        let cases: [(query: String, ids: [String])] = [
            ("gas", ["0", "1", "2", "4"]), ("\"gas price\"", ["0", "1"]), ("\"petrol price\"", ["0", "1"]),
            ("\"gas\"", ["0", "4"]),
            ("\"motor fuel price\"", ["0", "1"]), ("notebook", ["5"]), ("+price -gas", ["3"]), ("gas NEAR/1 price", ["0", "1"]),
            ("gas^2", ["0", "1", "2", "4"]), ("text:petrol", ["0", "1", "2", "4"]), ("petrol-price", ["0", "1"]),
            ("motor fuel", ["0", "1", "2", "3", "4", "7"]),
        ]
        for (query, ids) in cases { #expect(try Self.found(index, query, Self.fuels) == ids, "\(query)") }
        #expect(try Self.found(index, "motor fuel", Self.fuels, all: true) == ["0", "1", "2", "4", "7"])
        #expect(try Self.found(index, "motor fuel price", Self.fuels, all: true) == ["0", "1"])
        var request = SearchRequest("\"gas price\"")
        (request.synonyms, request.showsSpans, request.filters) = (try Synonyms(Self.fuels), true, [.text("petrol")])
        let hits = try index.index.search(request).hits
        #expect(hits.map { $0.spans.map { [$0.range.lowerBound, $0.range.upperBound] } } == [[[0, 9]], [[0, 16]]])
        // As the phrase with alternatives does.
        let written = try index.index.search("\"(gas OR petrol OR motor fuel) price\"").hits
        #expect(written.map { "\($0.id) \($0.score)" } == hits.map { "\($0.id) \($0.score)" })
    }

    @Test(
        "What stands for words answers the bytes of these",
        arguments: [
            ("now gas", "petrol", "gas"), ("now gas", "a motor fuel", "gas"), ("notebook -gas", "laptop", "notebook"),
            ("now motor fuel", "petrol", "motor fuel"), ("now motor fuel", "fuel", "fuel"),
            ("(-now) title:x gas^2", "petrol", "gas^2"), ("now \"gas price\" gas", "petrol price", "\"gas price\""),
            ("now gas NEAR/3 price", "petrol price", "gas NEAR/3 price"), ("tag:gas gas", "gas", "gas"),
            ("u.s. gas", "usa", "u.s."),
        ])
    func places(query: String, text: String, part: String) throws {
        let index = try SmallIndex(text)
        var request = SearchRequest(query)
        (request.synonyms, request.showsSpans, request.explains) = (try Synonyms(Self.fuels), true, true)
        let hit = try #require(try index.index.search(request).hits.first)
        let parts = hit.spans.map { span in span.part.map { String(decoding: Array(query.utf8)[$0], as: UTF8.self) } }
        #expect(parts.contains(part) && !parts.contains(nil), "\(query): \(parts)")
    }

    @Test(
        "Random phrases find in random documents what any choice of synonyms, each looked for by itself, finds",
        arguments: Rounds.seeds(1...3, quick: 1))
    func naive(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        func word() -> String { "w\(Int.random(in: 0..<7, using: &random))" }
        func words(_ range: ClosedRange<Int>) -> [String] { (0..<Int.random(in: range, using: &random)).map { _ in word() } }
        let documents = (0..<100).map { number in
            Document(id: "d\(number)", ["text": .string(words(2...14).joined(separator: " "))])
        }
        let index = try SmallIndex(documents)
        var matched = 0
        for number in 0..<100 {
            // What is looked for, and what stands for it.
            var rules: [(sought: [String], alternatives: [[String]])] = []
            var lines: [String] = []
            for _ in 0..<2 {
                let parts = (0..<Int.random(in: 2...3, using: &random)).map { _ in words(1...2) }
                let isOneWay = Bool.random(using: &random)
                let texts = parts.map { $0.joined(separator: " ") }
                lines.append(
                    isOneWay ? "\(texts[0]) => \(texts.dropFirst().joined(separator: ", "))" : texts.joined(separator: ","))
                for part in isOneWay ? [parts[0]] : parts { rules.append((part, isOneWay ? Array(parts.dropFirst()) : parts)) }
            }
            func expansions(_ rest: ArraySlice<String>) -> [[String]] {
                guard let first = rest.first else { return [[]] }
                let longest = rules.filter { rest.starts(with: $0.sought) }.map(\.sought.count).max() ?? 0
                let choices =
                    longest == 0
                    ? [[first]]
                    : rules.filter { $0.sought.count == longest && rest.starts(with: $0.sought) }.flatMap(\.alternatives)
                let tails = expansions(rest.dropFirst(max(1, longest)))
                return choices.flatMap { choice in tails.map { choice + $0 } }
            }
            let phrase = words(2...3)
            let wanted = documents.filter { document in
                guard case .string(let text)? = document.fields.first?.values.first else { return false }
                return expansions(phrase[...]).contains { " \(text) ".contains(" \($0.joined(separator: " ")) ") }
            }.map(\.id).sorted()
            let what = "seed \(seed), \(number): \(phrase) by \(lines)"
            #expect(
                try Self.found(index, "\"\(phrase.joined(separator: " "))\"", lines.joined(separator: "\n")) == wanted, "\(what)")
            // A bare word that the analyser parts is the same.
            #expect(
                try Self.found(index, phrase.joined(separator: "-"), lines.joined(separator: "\n")) == wanted, "\(what), bare")
            matched += wanted.isEmpty ? 0 : 1
        }
        #expect(matched > 50)
    }

    @Test(
        "A line that cannot be read is an error with its number",
        arguments: [
            ("a, b\nc", 2), ("a => b => c", 1), ("\n\n#\na,, b", 4), ("a, b,", 1), ("=> b", 1), ("a =>", 1), ("a, —", 1),
            ("a, " + String(repeating: "b ", count: 33), 1),
        ])
    func badLines(text: String, line: Int) {
        #expect { try Synonyms(text) } throws: { ($0 as? Synonyms.BadLine)?.line == line }
    }

    @Test("Backslashes take the meaning of commas and arrows away, CRLF ends lines, and lines add up")
    func lines() throws {
        let index = try SmallIndex("1,000", "thousand", "a", "b", "c")
        #expect(try Self.found(index, "thousand", "1\\,000, thousand\r\n") == ["0", "1"])
        #expect(try Self.found(index, "a", "a, b\na => c") == ["2", "3", "4"])
        #expect(try Self.found(index, "a", "A\\=>,b") == ["2", "3"])
        #expect(try Self.found(index, "a", "") == ["2"])
    }

    @Test("Stems: bare words and what stands for them are met by their stems, phrases as they are written")
    func stems() throws {
        guard Stemming.isThere else { return }
        let index = try SmallIndex(
            [
                Document(id: "0", ["text": "two petrols"]), Document(id: "1", ["text": "motor fuels"]),
                Document(id: "2", ["text": "gas"]),
            ],
            defining: [FieldDefinition(name: "text", type: .text, language: .english)])
        #expect(try Self.found(index, "gas", Self.fuels) == ["0", "1", "2"])
        #expect(try Self.found(index, "\"two gas\"", Self.fuels) == [])
    }
}

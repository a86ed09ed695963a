import Testing

@testable import Apus

@Suite("Where a document matches")
struct SpanTests {
    private static func spans(_ index: SmallIndex, _ query: String) throws -> [MatchSpan] {
        var request = SearchRequest(query)
        (request.snippetLength, request.showsSpans) = (nil, true)
        return try index.index.search(request).hits.flatMap(\.spans)
    }

    /// What the spans cut out of a text.
    private static func cut(_ text: String, _ ranges: [Swift.Range<Int>]) -> [String] {
        ranges.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
    }

    @Test("Words, phrases, patterns and words near each other are one span each, with the words that take part")
    func kinds() throws {
        let text = "Être or not.\nThe “Soup-of the DAY” is ready to pursue peace;\n\nsoup again."
        let index = try SmallIndex(text)
        let cases: [(query: String, spans: [String], words: [[String]])] = [
            ("soup", ["Soup", "soup"], [["Soup"], ["soup"]]), ("etre", ["Être"], [["Être"]]),
            ("\"soup of the day\"", ["Soup-of the DAY"], [["Soup", "of", "the", "DAY"]]), ("purs*", ["pursue"], [["pursue"]]),
            ("\"ready pursue\"~1", ["ready to pursue"], [["ready", "pursue"]]),
            ("peace NEAR/3 ready", ["ready to pursue peace"], [["ready", "peace"]]),
            ("+\"ready to\" -absent day", ["DAY", "ready to"], [["DAY"], ["ready", "to"]]), ("*", [], []),
        ]
        for (query, expected, words) in cases {
            let spans = try Self.spans(index, query)
            #expect(Self.cut(text, spans.map(\.range)) == expected, "\(query)")
            #expect(spans.map { Self.cut(text, $0.words) } == words, "\(query)")
        }
    }

    @Test("Each span tells the part of the query that it answers")
    func parts() throws {
        let index = try SmallIndex("ready to pursue peace, ready for soup")
        let query = "text:soup +\"to pursue\"^2 (pea* OR absent) ready NEAR/1 for rea*"
        let spans = try Self.spans(index, query)
        #expect(
            Self.cut(query, spans.compactMap(\.part))
                == ["rea*", "+\"to pursue\"^2", "pea*", "rea*", "ready NEAR/1 for", "text:soup"])
        for (query, part) in [
            ("(absent OR to) NEAR/2 peace", nil),
            ("+(peace NEAR/2 text:(to absent)^2) pursue", "peace NEAR/2 text:(to absent)^2"),
            ("((to) ONEAR (peace))", "(to) ONEAR (peace)"),
        ] {
            let cut = Self.cut(query, try Self.spans(index, query).compactMap(\.part))
            #expect(cut.contains(part ?? query), "\(query): \(cut)")
        }
        var request = SearchRequest(Query.word("soup"))
        request.showsSpans = true
        #expect(try index.index.search(request).hits.first?.spans.map(\.part) == [nil])
    }

    @Test("Lines and columns count from 1, columns in characters")
    func places() throws {
        let index = try SmallIndex("é é peace\r\n\npeace é\tpeace")
        let places = try Self.spans(index, "peace").map { [$0.line, $0.column] }
        #expect(places == [[1, 5], [3, 1], [3, 9]])
    }

    @Test("Each value of each field has its own, and what is not stored none")
    func values() throws {
        let document = Document(
            id: "a",
            fields: [
                Document.Field(name: "title", values: ["war", "x peace"]), Document.Field(name: "text", values: ["peace"]),
                Document.Field(name: "secret", values: ["peace"]),
            ])
        let index = try SmallIndex([document], defining: [FieldDefinition(name: "secret", type: .text, isStored: false)])
        let spans = try Self.spans(index, "peace")
        #expect(Set(spans.map { "\($0.field) \($0.value) \($0.range)" }) == ["title 1 2..<7", "text 0 0..<5"])
        #expect(try index.index.search("peace").hits.allSatisfy { $0.spans.isEmpty }, "nobody asked for them")
    }

    @Test(
        "Of random texts, spans are as many as the occurrences that score, and cut just the words",
        arguments: 1...3 as ClosedRange<UInt64>)
    func occurrences(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<60 {
            let letters = (0..<Int.random(in: 1...60, using: &random)).map { _ in "abc".randomElement(using: &random)! }
            let text = letters.map { "\($0)" }.joined(separator: " ")
            let index = try SmallIndex(text)
            for words in [["a"], ["a", "b"], ["a", "a"], ["a", "b", "a"], ["c", "c", "c"]] {
                let starts = letters.indices.filter { start in
                    start + words.count <= letters.count && words.indices.allSatisfy { "\(letters[start + $0])" == words[$0] }
                }
                let spans = try Self.spans(index, "\"\(words.joined(separator: " "))\"")
                #expect(spans.map(\.range.lowerBound) == starts.map { 2 * $0 }, "seed \(seed), \(words) in \(text)")
                #expect(spans.allSatisfy { Self.cut(text, $0.words) == words }, "seed \(seed), \(words) in \(text)")
            }
        }
    }
}

import Testing

@testable import Apus

/// Documents at the ends of what there may be. Full sizes in a long run (`scripts/test --long`), a tenth and less in a quick one.
@Suite("Extreme documents")
struct ExtremeDocumentTests {
    /// The body holds for the index as it was committed and merged into one segment, in which nothing is wrong.
    private func hold(_ small: SmallIndex, _ body: () throws -> Void) throws {
        for isMerged in [false, true] {
            if isMerged { try small.index.merge() }
            try body()
            #expect(try IndexCheck(small.index.storage).run().problems == [])
        }
    }

    private func expectNumbers(_ hits: [Hit]) {
        #expect(hits.allSatisfy { $0.score.isFinite && $0.score >= 0 }, "\(hits.map(\.score))")
    }

    @Test("One word a million times is one document of it, best for the word, and a phrase of it is found")
    func oneWord() throws {
        let count = Rounds.of(1_000_000, quick: 25_000)
        let small = try SmallIndex("w", String(repeating: "w ", count: count), "other")
        try hold(small) { () throws in
            let hits = try small.hits("w")
            #expect(hits.map(\.id).sorted() == ["0", "1"])
            expectNumbers(hits)
            #expect(hits.allSatisfy { $0.score > 0 })
            #expect(try small.found("\"w w w w\"") == ["1"])
            #expect(try small.found("\"w other\"") == [])
            #expect(try small.snippet("w +\"w w\"").map { $0.text.utf8.count < 400 } == true)
            let report = try IndexCheck(small.index.storage).run()
            // Terms are counted in each segment, and a million words may be one of their own.
            #expect(report.segments > 1 || report.terms == 2)
            #expect(report.tokens == UInt64(count) + 2)
        }
    }

    @Test("A document of a million different words has each of them, each where it stands")
    func differentWords() throws {
        let count = Rounds.of(1_000_000, quick: 15_000)
        func word(_ number: Int) -> String { "k" + String(number, radix: 36) }
        let small = try SmallIndex((0..<count).map(word).joined(separator: " "), "k0 k1")
        try hold(small) { () throws in
            for number in [0, 1, 127, 128, count / 3, count - 2, count - 1] {
                #expect(try small.found("+\(word(number)) \(word(count - 1))").contains("0"), "\(word(number))")
            }
            #expect(try small.found("\"\(word(count - 2)) \(word(count - 1))\"") == ["0"])
            #expect(try small.found("\"k0 k1\"") == ["0", "1"])
            #expect(try small.found("\"\(word(count - 1)) \(word(count - 2))\"") == [])
            #expect(try small.found(word(count)) == [])
            expectNumbers(try small.hits("k0"))
            let report = try IndexCheck(small.index.storage).run()
            #expect(report.terms == count + 2 * (report.segments - 1))
            #expect(report.tokens == UInt64(count) + 2)
        }
    }

    private static let nothings = [
        Document(id: "no fields", fields: []), Document(id: "no values", fields: [.init(name: "text", values: [])]),
        Document(id: "no letters", ["text": ""]), Document(id: "no words", ["text": "— … \u{200B} ."]),
        Document(id: "nothing thrice", fields: [.init(name: "text", values: ["", "", ""])]),
    ]

    @Test("Documents without words are found by what asks for no word, and only so, and no score is less than a number")
    func nothing() throws {
        let ids = Self.nothings.map(\.id).sorted()
        for others in [[], [Document(id: "z", ["text": "peace"])]] {
            let small = try SmallIndex(Self.nothings + others)
            let z = others.map(\.id)
            try hold(small) { () throws in
                #expect(try small.found("*") == (ids + z).sorted())
                #expect(try small.found("-peace") == ids)
                for query in ["peace", "\"peace peace\"", "peac*", "peace~1", "/p.*/", "peace NEAR peace", "text:*"] {
                    let hits = try small.hits(query)
                    #expect(hits.map(\.id) == z || ["\"peace peace\"", "peace NEAR peace"].contains(query), "\(query)")
                    expectNumbers(hits)
                }
                expectNumbers(try small.hits("* peace"))
                for document in Self.nothings.filter({ $0.fields.allSatisfy { !$0.values.isEmpty } }) {
                    #expect(try small.index.snapshot().document(id: document.id) == document)
                }
            }
        }
    }

    @Test("A text of 64 MiB comes back as it was, and is found by its last words and shows them")
    func largeText() throws {
        let bytes = Rounds.of(64 << 20, quick: 1 << 19)
        let line = "the soup of the day is peace, and so on: it goes on for pages.\n"
        let text = String(repeating: line, count: bytes / line.utf8.count) + "finally silence"
        let small = try SmallIndex(text, "finally")
        try hold(small) { () throws in
            #expect(try small.found("\"finally silence\"") == ["0"])
            #expect(try small.found("+soup +silence") == ["0"])
            #expect(try small.found("\"silence finally\"") == [])
            #expect(try small.marked("silence") == ["silence"])
            #expect(try small.index.snapshot().document(id: "0") == Document(id: "0", ["text": .string(text)]))
        }
    }

    @Test("The longest id there may be is one like others; a longer one and an empty one are refused by name")
    func ids() throws {
        // Two that differ in their last byte alone.
        let stem = String(repeating: "й", count: Limits.idBytes / 2 - 1) + "a"
        let small = try SmallIndex([Document(id: stem + "x", ["text": "one"]), Document(id: stem + "y", ["text": "two"])])
        #expect((stem + "x").utf8.count == Limits.idBytes)
        try hold(small) { () throws in
            #expect(try small.found("one") == [stem + "x"])
            #expect(try small.index.snapshot().document(id: stem + "y") == Document(id: stem + "y", ["text": "two"]))
            #expect(try small.index.snapshot().document(id: stem) == nil)
        }
        try small.index.write { batch in
            #expect(throws: DocumentError.longID(byteCount: Limits.idBytes + 1, maximum: Limits.idBytes)) {
                try batch.add(Document(id: stem + "xx", ["text": "three"]))
            }
            #expect(throws: DocumentError.emptyID) { try batch.add(Document(id: "", ["text": "three"])) }
            try batch.delete(id: stem + "x")
        }
        try hold(small) { () throws in #expect(try small.found("*") == [stem + "y"]) }
    }

    @Test("10,000 values of a field are all found, and no phrase goes from one to the next")
    func values() throws {
        let count = Rounds.of(10_000, quick: 1_000)
        let document = Document(
            id: "many",
            fields: [
                .init(name: "text", values: (0..<count).map { .string("v\($0) end") }),
                .init(name: "tag", values: (0..<count).map { .string("t\($0)") }),
                .init(name: "number", values: (0..<count).map { .integer(Int64($0)) }),
            ])
        let other = Document(id: "other", ["text": "end v1", "tag": "t1", "number": 1])
        let small = try SmallIndex([document, other], defining: [FieldDefinition(name: "tag", type: .keyword)])
        try hold(small) { () throws in
            let last = count - 1
            #expect(try small.found("\"v\(last) end\"") == ["many"])
            #expect(try small.found("\"end v1\"") == ["other"])
            #expect(try small.found("\"end v1\"~20") == ["other"])
            #expect(try small.found("tag:t\(last)") == ["many"])
            #expect(try small.found("number:\(last)") == ["many"])
            #expect(try small.found("number:[2 TO \(count)]") == ["many"])
            #expect(try small.found("number:>\(last)") == [])
            #expect(try small.found("tag:t1") == ["many", "other"])
            var request = SearchRequest("*")
            request.facets = [FacetRequest(field: "tag", limit: 1), FacetRequest(field: "number", limit: 1)]
            let facets = try small.index.search(request).facets
            #expect(facets.map(\.values) == [[.init(text: "t1", count: 2)], [.init(text: "1", count: 2)]])
            #expect(facets.map(\.valueCount) == [count, count])
            #expect(try small.index.snapshot().document(id: "many") == document)
        }
    }

    @Test("As many fields as there may be, with the longest names; one more field and a longer name are refused by name")
    func fields() throws {
        func name(_ number: Int, _ bytes: Int) -> String {
            let digits = String(number)
            return digits + String(repeating: "n", count: bytes - digits.utf8.count)
        }
        let count = Limits.fields
        let fields = (0..<count).map { Document.Field(name: name($0, $0 < 9 ? Limits.fieldNameBytes : 4), values: ["peace"]) }
        let small = try SmallIndex([Document(id: "all", fields: fields)])
        try small.index.write { batch in
            #expect(throws: DocumentError.tooManyFields(maximum: count)) {
                try batch.add(Document(id: "more", ["more": "war"]))
            }
            #expect(
                throws: DocumentError.longFieldName(
                    excerpt: Excerpt.of(name(0, Limits.fieldNameBytes + 1)), maximum: Limits.fieldNameBytes)
            ) { try batch.add(Document(id: "more", [name(0, Limits.fieldNameBytes + 1): "war"])) }
            try batch.add(Document(id: "last", [name(count - 1, 4): "silence"]))
        }
        try hold(small) { () throws in
            #expect(try small.found("\(name(count - 1, 4)):silence") == ["last"])
            #expect(try small.found("\(name(8, Limits.fieldNameBytes)):peace") == ["all"])
            #expect(try small.index.snapshot().document(id: "all")?.fields == fields)
        }
    }

    @Test("Of a word of 64 KiB the beginning counts, in the index and in the query")
    func longWord() throws {
        let word = String(repeating: "x", count: 64 << 10)
        let small = try SmallIndex("a \(word) b", "a \(word)y", String(repeating: "x", count: 254))
        try hold(small) { () throws in
            #expect(try small.found(word) == ["0", "1"])
            #expect(try small.found("\"a \(word) b\"") == ["0"])
            #expect(try small.found(String(repeating: "x", count: 255)) == ["0", "1"])
            #expect(try small.found(String(repeating: "x", count: 254)) == ["2"])
        }
    }

    @Test("A word that is everywhere ranks all documents, equal ones in the order of the index")
    func everywhere() throws {
        let count = Rounds.of(20_000, quick: 1_000)
        let small = try SmallIndex((0..<count).map { Document(id: String($0), ["text": "the"]) })
        try hold(small) { () throws in
            var request = SearchRequest("the", limit: count)
            request.snippetLength = nil
            let hits = try small.index.search(request).hits
            #expect(hits.map(\.id) == (0..<count).map(String.init))
            #expect(hits.allSatisfy { $0.score > 0 && $0.score == hits[0].score && $0.score.isFinite })
        }
    }

    @Test("What no segment can hold is refused by name, and nothing of its commit is left", .enabled(if: Rounds.areLong))
    func tooLarge() throws {
        // A position more than there may be, and a byte more than is stored.
        let far = (0...Int(Limits.positions) / Limits.valueGap).map { _ in FieldValue.string("w") }
        let long = FieldValue.string(String(repeating: "k", count: Limits.storedDocumentBytes))
        let small = try SmallIndex(
            [Document(id: "a", ["text": "peace"])], defining: [FieldDefinition(name: "key", type: .keyword)])
        let names = Set(try small.index.storage.names())
        #expect(throws: IndexError.document(id: "b", reason: "the text is too large to be indexed as one document")) {
            try small.add([Document(id: "b", fields: [.init(name: "text", values: far)])])
        }
        #expect(throws: IndexError.tooLarge("the stored fields of a document have more than \(Limits.storedDocumentBytes) bytes"))
        {
            try small.add([Document(id: "c", ["key": long])])
        }
        #expect(Set(try small.index.storage.names()) == names)
        try hold(small) { () throws in #expect(try small.found("*") == ["a"]) }
    }
}

import Testing

@testable import Apus

@Suite struct SchemaAdmissionTests {
    @Test("the first value of a field decides its type")
    func inference() throws {
        var schema = Schema()
        try schema.admit(
            Document(
                id: "a",
                [
                    "title": "Talks", "day": "2025-03-01", "at": "2025-03-01T10:00:00Z", "year": 2025, "share": 0.5, "open": true,
                    "blank": "",
                ]))
        #expect(schema.fields.map(\.name) == ["title", "day", "at", "year", "share", "open", "blank"])
        #expect(schema.fields.map(\.type) == [.text, .date, .date, .number, .number, .boolean, .text])
        #expect(schema.number(of: "year") == 3)
    }

    @Test("values that fit are taken, and the fields stay as they were")
    func fitting() throws {
        var schema = Schema()
        try schema.declare(.init(name: "tag", type: .keyword, isStored: false))
        try schema.admit(Document(id: "a", ["tag": "2025-03-01", "n": 1, "t": "x"]))
        try schema.admit(Document(id: "b", ["t": "2025-03-01", "n": 1.5]))
        #expect(schema.fields.map(\.type) == [.keyword, .number, .text])
        #expect(!schema.fields[0].isStored)
    }

    @Test(
        "a value that does not fit is refused, and the schema unchanged",
        arguments: [
            ("text", 1, "1"), ("text", true, "true"), ("keyword", 2.5, "2.5"), ("number", "12", "\"12\""),
            ("number", false, "false"),
            ("number", .number(.infinity), "inf"), ("boolean", "true", "\"true\""), ("date", "tomorrow", "\"tomorrow\""),
            ("date", 20_250_301, "20250301"), ("date", "", "\"\""),
        ] as [(String, FieldValue, String)])
    func mismatches(name: String, value: FieldValue, excerpt: String) throws {
        var schema = Schema()
        for type in FieldType.allCases { try schema.declare(.init(name: type.name, type: type)) }
        let before = schema
        let expected = try #require(FieldType(name: name))
        #expect(throws: DocumentError.mismatch(field: name, expected: expected, excerpt: excerpt)) {
            try schema.admit(Document(id: "a", ["new": 1, name == "text" ? "more" : "text": "x", name: value]))
        }
        #expect(schema == before)
    }

    @Test("all values of a field must fit, those of a new field as well")
    func severalValues() throws {
        var schema = Schema()
        #expect(throws: DocumentError.mismatch(field: "n", expected: .number, excerpt: "\"x\"")) {
            try schema.admit(Document(id: "a", fields: [.init(name: "n", values: [1, "x"])]))
        }
        #expect(schema.fields.isEmpty)
        try schema.admit(Document(id: "a", fields: [.init(name: "n", values: [])]))
        #expect(schema.fields.isEmpty)
    }

    @Test("a field that is given twice, unsuitable names and ids are refused")
    func unsuitable() throws {
        var schema = Schema()
        #expect(throws: DocumentError.repeatedField("a")) { try schema.admit(Document(id: "a", ["a": 1, "b": 1, "a": 2])) }
        #expect(throws: DocumentError.emptyFieldName) { try schema.admit(Document(id: "a", ["": 1])) }
        #expect(throws: DocumentError.emptyID) { try schema.admit(Document(id: "", ["a": 1])) }
        #expect(throws: DocumentError.controlCharacterInFieldName(excerpt: "\"a b\"")) {
            try schema.declare(.init(name: "a\tb", type: .text))
        }
        #expect(schema.fields.isEmpty)
    }

    @Test("an index has a bounded number of fields, over all its documents")
    func fieldLimit() throws {
        var schema = Schema()
        let fields = (0..<Limits.fields).map { Document.Field(name: "f\($0)", values: [1]) }
        try schema.admit(Document(id: "a", fields: fields))
        #expect(throws: DocumentError.tooManyFields(maximum: Limits.fields)) { try schema.admit(Document(id: "b", ["g": 1])) }
        #expect(schema.fields.count == Limits.fields)
    }

    @Test("declaring again is fine with the same type only")
    func redefinition() throws {
        var schema = Schema()
        try schema.declare(.init(name: "a", type: .keyword))
        try schema.declare(.init(name: "a", type: .keyword))
        #expect(throws: DocumentError.redefinition(field: "a", type: .keyword)) {
            try schema.declare(.init(name: "a", type: .text))
        }
    }

    @Test("messages hold a short excerpt without control characters")
    func excerpts() {
        let long = "a\nb" + String(repeating: "ä", count: 100)
        #expect(Excerpt.of(long) == "\"a b" + String(repeating: "ä", count: 37) + "…\"")
        #expect(
            DocumentError.mismatch(field: "n", expected: .number, excerpt: "\"x\"").description
                == "the field n holds numbers, not \"x\"")
    }
}

import Testing

@testable import Apus

@Suite struct DocumentJSONTests {
    private func document(_ json: String, defaultID: String? = "a.jsonl:1", idField: String = "id") throws -> Document {
        try Document(json: Array(json.utf8), defaultID: defaultID, idField: idField)
    }

    @Test("members become fields, nested ones by dotted names, arrays several values, null nothing")
    func flattening() throws {
        let json = """
            {"id":"x","title":"T","n":1,"f":1.5,"ok":true,"nothing":null,"tags":["a",["b"],null,2],"empty":[],"none":{},
             "by":[{"name":"Ann","at":{"city":"Rome"}},{"name":"Bo"}],"by.name":"Cy"}
            """
        #expect(
            try document(json)
                == Document(
                    id: "x",
                    fields: [
                        .init(name: "title", values: ["T"]), .init(name: "n", values: [1]), .init(name: "f", values: [1.5]),
                        .init(name: "ok", values: [true]), .init(name: "tags", values: ["a", "b", 2]),
                        .init(name: "by.name", values: ["Ann", "Bo", "Cy"]), .init(name: "by.at.city", values: ["Rome"]),
                    ]))
    }

    @Test("a repeated member gives several values, of a repeated id the last one counts")
    func repeatedMembers() throws {
        #expect(
            try document(#"{"id":"x","a":"1","id":"y","a":"2"}"#)
                == Document(id: "y", fields: [.init(name: "a", values: ["1", "2"])]))
    }

    @Test(
        "the id is a string, an integer's text, or the default",
        arguments: [(#"{"id":"x"}"#, "x"), (#"{"id":-7}"#, "-7"), (#"{"id":null}"#, "a.jsonl:1"), ("{}", "a.jsonl:1")])
    func ids(json: String, id: String) throws {
        #expect(try document(json).id == id)
    }

    @Test("a member of another name can be the id and stays a field")
    func otherIDField() throws {
        #expect(
            try document(#"{"id":"x","sku":12}"#, idField: "sku")
                == Document(id: "12", fields: [.init(name: "id", values: ["x"]), .init(name: "sku", values: [12])]))
        #expect(try document(#"{"a":{"b":"x"}}"#, idField: "a.b").id == "x")
        #expect(throws: DocumentError.missingID) { try document("{}", defaultID: nil, idField: "sku") }
        #expect(throws: DocumentError.unsuitableID) { try document(#"{"sku":["a","b"]}"#, idField: "sku") }
    }

    @Test(
        "what cannot be a document is refused",
        arguments: [
            ("[]", .noObject), ("{", .json(offset: 1, reason: "the text ends too early")), (#"{"id":1.5}"#, .unsuitableID),
            (#"{"id":[]}"#, .unsuitableID), (#"{"id":true}"#, .unsuitableID), (#"{"id":""}"#, .emptyID),
            (#"{"":1}"#, .emptyFieldName),
            (#"{"a":{"":1}}"#, .emptyFieldName), (#"{"a\u0001b":1}"#, .controlCharacterInFieldName(excerpt: "\"a b\"")),
        ] as [(String, DocumentError)])
    func refusals(json: String, error: DocumentError) {
        #expect(throws: error) { try document(json) }
    }

    @Test("ids, names and the number of fields are bounded")
    func bounds() throws {
        let longest = String(repeating: "x", count: Limits.idBytes)
        #expect(try document("{\"id\":\"\(longest)\"}").id == longest)
        #expect(throws: DocumentError.longID(byteCount: Limits.idBytes + 1, maximum: Limits.idBytes)) {
            try document("{\"id\":\"\(longest)x\"}")
        }
        let half = String(repeating: "n", count: Limits.fieldNameBytes / 2)
        #expect(throws: DocumentError.longFieldName(excerpt: "\"\(half.prefix(40))…\"", maximum: Limits.fieldNameBytes)) {
            try document("{\"\(half)\":{\"\(half)\":1}}")
        }
        let members = (0...Limits.fields).map { "\"f\($0)\":1" }
        #expect(try document("{\(members.dropLast().joined(separator: ","))}").fields.count == Limits.fields)
        #expect(throws: DocumentError.tooManyFields(maximum: Limits.fields)) {
            try document("{\(members.joined(separator: ","))}")
        }
    }

    @Test("a document is written so that reading it gives it back")
    func roundTrip() throws {
        let given = try document(#"{"id":"x","a.b":["1","2"],"n":-5,"f":2.0,"ok":false,"t":"\"quoted\"\n"}"#)
        var writer = JSONWriter()
        writer.object(of: given)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"id":"x","a.b":["1","2"],"n":-5,"f":2.0,"ok":false,"t":"\"quoted\"\n"}"#)
        #expect(try Document(json: writer.bytes) == given)
    }
}

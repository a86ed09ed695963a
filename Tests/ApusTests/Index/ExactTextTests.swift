import Testing

@testable import Apus

/// Ids, paths and names of fields are bytes, whichever characters they show.
@Suite("Texts that look the same but are other bytes")
struct ExactTextTests {
    private static let composed = "caf\u{E9}"
    private static let decomposed = "cafe\u{301}"

    private func document(_ id: String, _ text: String) -> Document { Document(id: id, ["text": .string(text)]) }

    private func text(_ id: String, in index: Index) throws -> FieldValue? {
        try index.snapshot().document(id: id)?.fields.first?.values.first
    }

    @Test("Keys are equal when their bytes are")
    func keys() {
        #expect(ExactText(Self.composed) != ExactText(Self.decomposed))
        #expect(ExactText(Self.composed) == ExactText("caf" + "\u{E9}"))
        #expect(ExactText("") == ExactText(""))
        #expect(ExactText("a") != ExactText("a\u{0}"))
        #expect(Set([Self.composed, Self.decomposed, Self.composed].map(ExactText.init)).count == 2)
    }

    @Test("Two documents of one commit do not replace each other")
    func documents() throws {
        let index = try SmallIndex([document(Self.composed, "one"), document(Self.decomposed, "two")]).index
        #expect(try index.snapshot().documentCount == 2)
        #expect(try text(Self.composed, in: index) == "one")
        #expect(try text(Self.decomposed, in: index) == "two")
    }

    @Test("Deleting one leaves the other, and deleting both leaves none")
    func deletions() throws {
        let both = [document(Self.composed, "one"), document(Self.decomposed, "two")]
        let one = try SmallIndex(both).index
        try one.write { try $0.delete(id: Self.composed) }
        #expect(try text(Self.composed, in: one) == nil)
        #expect(try text(Self.decomposed, in: one) == "two")
        let none = try SmallIndex(both).index
        try none.write { batch in
            try batch.delete(id: Self.composed)
            try batch.delete(id: Self.decomposed)
        }
        #expect(try none.snapshot().documentCount == 0)
    }

    @Test("Files are told apart when they are noted, deleted and when a document has their name")
    func sources() throws {
        let index = try SmallIndex([]).index
        func entry(_ size: UInt64) -> SourceTable.Entry { SourceTable.Entry(size: size, modified: 1, hash: 1) }
        try index.write { batch in
            try batch.writer.add(document("1", "one"), source: Self.composed)
            try batch.writer.add(document(Self.composed, "two"), source: Self.decomposed)
            batch.writer.note(source: Self.composed, entry(1))
            batch.writer.note(source: Self.decomposed, entry(2))
        }
        #expect(try index.snapshot().sources?[Self.composed] == entry(1))
        #expect(try index.snapshot().sources?[Self.decomposed] == entry(2))
        try index.write { $0.writer.delete(source: Self.decomposed) }
        #expect(try index.snapshot().sources?.count == 1)
        #expect(try text("1", in: index) == "one")
        #expect(try text(Self.composed, in: index) == nil)
    }

    @Test("Two fields keep their own values, also in an index that is opened again")
    func fields() throws {
        let storage = MemoryStorage()
        let index = try Index(storage: storage)
        try index.write { try $0.add(Document(id: "1", [Self.composed: "war", Self.decomposed: 5])) }
        let schema = try Index(storage: storage).snapshot().schema
        #expect(schema.fields.map(\.type) == [.text, .number])
        #expect(schema.number(of: Self.composed) == 0)
        #expect(schema.number(of: Self.decomposed) == 1)
        #expect(schema.number(of: "cafe") == nil)
    }
}

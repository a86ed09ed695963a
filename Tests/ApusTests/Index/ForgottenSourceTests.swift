import Testing

@testable import Apus

/// What an index knows of a file is of use only as long as it holds the file's documents.
@Suite("A file whose document was deleted counts as changed")
struct ForgottenSourceTests {
    private let storage = MemoryStorage()
    private let index: Index
    private static let entry = SourceTable.Entry(size: 5, modified: 77, hash: 0xABCD_EF01_2345_6789)

    init() throws {
        var options = IndexTests.options()
        options.mergesInBackground = false
        index = try Index(storage: storage, options: options)
    }

    private func change(_ body: (IndexWriter) throws -> Void) throws {
        try index.write { batch in try body(batch.writer) }
    }

    private func add(_ writer: IndexWriter, _ ids: String..., from source: String) throws {
        for id in ids { try writer.add(Document(id: id, ["text": "peace"]), source: source) }
        writer.note(source: source, Self.entry)
    }

    private func known(_ source: String) throws -> SourceTable.Entry? { try index.snapshot().sources?[source] }

    @Test("of a file that is one document, nothing is known any more")
    func wholeFile() throws {
        try change { writer in
            try add(writer, "a.txt", from: "a.txt")
            try add(writer, "b.txt", from: "b.txt")
        }
        try change { $0.delete(id: "a.txt") }
        #expect(try known("a.txt") == nil)
        #expect(try known("b.txt") == Self.entry)
        // Also among documents of the same commit.
        try change { writer in
            try add(writer, "c.txt", from: "c.txt")
            writer.delete(id: "c.txt")
        }
        #expect(try known("c.txt") == nil && index.snapshot().documentCount == 1)
    }

    @Test("of a file of records, its name and how it was read", arguments: ["r.jsonl", String(repeating: "long/", count: 100)])
    func records(source: String) throws {
        try change { writer in
            try add(writer, "1", "2", from: source)
            try add(writer, "3", "4", from: "other.jsonl")
        }
        try change { $0.delete(id: "1") }
        #expect(try known(source) == Self.entry.outdated)
        #expect(try known("other.jsonl") == Self.entry)
        // So the rest of it can be pruned.
        try change { $0.delete(source: source) }
        #expect(try known(source) == nil && index.snapshot().documentCount == 2)
    }

    @Test("of a file of records of which one has the file's name for an id")
    func ownName() throws {
        try change { try add($0, "r.jsonl", "2", from: "r.jsonl") }
        try change { $0.delete(id: "r.jsonl") }
        #expect(try known("r.jsonl") == Self.entry.outdated)
    }

    @Test("but not one that was read again after the deletion")
    func readAgain() throws {
        try change { try add($0, "1", "2", "3", from: "r.jsonl") }
        try change { writer in
            for id in ["1", "3"] { writer.delete(id: id) }
            try add(writer, "1", "2", from: "r.jsonl")
        }
        #expect(try known("r.jsonl") == Self.entry)
        try change { writer in
            try add(writer, "1", "2", from: "r.jsonl")
            writer.delete(id: "2")
        }
        #expect(try known("r.jsonl") == Self.entry.outdated)
    }

    @Test("and deletions of what is not there, or no longer, cost no new table")
    func nothing() throws {
        try change { try add($0, "1", "2", from: "r.jsonl") }
        let record = try index.snapshot().manifest.sources
        try change { $0.delete(id: "absent") }
        try change { try $0.add(Document(id: "1", ["text": "from elsewhere"]), source: nil) }
        try change { $0.delete(id: "1") }
        #expect(try index.snapshot().manifest.sources == record)
        #expect(try IndexCheck(storage).run().problems == [])
    }
}

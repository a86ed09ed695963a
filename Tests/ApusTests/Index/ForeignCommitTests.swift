import Testing

@testable import Apus

/// Another process commits and merges while this one looks.
@Suite("Commits of others")
struct ForeignCommitTests {
    private func document(_ text: String) -> Document { Document(id: "a", ["text": .string(text)]) }

    /// Replaces the document so often that a segment of an earlier name holds something else.
    @Sendable private static func replace(in storage: any Storage, last: String) throws {
        let index = try Index(storage: storage, options: IndexTests.options())
        for text in ["on the way", "still on the way", last] {
            try index.write { try $0.add(Document(id: "a", ["text": .string(text)])) }
            try index.merge()
        }
    }

    @Test(
        "An index is opened though its files are replaced at any moment on the way",
        arguments: ["manifest", "terms", "postings", "positions", "norms", "stored", "ids", "columns"])
    func opening(ending: String) throws {
        let storage = InterruptedStorage(MemoryStorage())
        let writer = try Index(storage: storage.base, options: IndexTests.options())
        try writer.write { try $0.add(document("one")) }
        storage.interrupt(ending) { try Self.replace(in: storage.base, last: "two") }
        let reader = try Index(storage: storage, options: IndexTests.options())
        #expect(!storage.isPending)
        #expect(try reader.snapshot().document(id: "a") == document("two"))
        storage.interrupt(ending) { try Self.replace(in: storage.base, last: "three") }
        try writer.write { try $0.add(document("between")) }
        _ = try reader.snapshot()
        #expect(!storage.isPending)
        #expect(try reader.snapshot().document(id: "a") == document("three"))
    }

    @Test(
        "A check of an index that is written meanwhile finds nothing wrong", arguments: ["manifest", "terms", "ids", "columns"])
    func checking(ending: String) throws {
        let storage = InterruptedStorage(MemoryStorage())
        try Index(storage: storage.base, options: IndexTests.options()).write { try $0.add(document("one")) }
        storage.interrupt(ending) { try Self.replace(in: storage.base, last: "two") }
        #expect(try IndexCheck(storage).run().problems == [])
        #expect(!storage.isPending)
    }

    @Test("Damage is still damage when nobody commits")
    func damage() throws {
        let storage = MemoryStorage()
        try Index(storage: storage, options: IndexTests.options()).write { try $0.add(document("one")) }
        let name = try #require(try storage.names().first { $0.hasSuffix(".terms") })
        try storage.write([1, 2, 3], to: name)
        #expect(throws: IndexError.self) { try Index(storage: storage) }
        #expect(try IndexCheck(storage).run().problems.isEmpty == false)
    }

    @Test("A commit is seen though its manifest looks like the one before to the file system")
    func identities() throws {
        let storage = ReusingStorage()
        let writer = try Index(storage: storage, options: IndexTests.options())
        let reader = try Index(storage: storage, options: IndexTests.options())
        for round in 1...20 {
            for _ in 0..<round % 4 { try writer.write { try $0.add(document("on the way")) } }
            try writer.write { try $0.add(document("round \(round)")) }
            #expect(try reader.snapshot().document(id: "a") == document("round \(round)"))
        }
    }
}

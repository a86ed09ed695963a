import Testing

@testable import Apus

@Suite("Index")
struct IndexTests {
    static func options(threads: Int = 1, memory: Int = 64 << 20) -> IndexOptions {
        var options = IndexOptions()
        options.threads = threads
        options.memory = memory
        return options
    }

    static func documents(_ count: Int, seed: UInt64 = 1) -> [Document] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { number in
            let words = (0..<Int.random(in: 0..<80, using: &random)).map { _ in
                "w" + String(Int.random(in: 0..<1 << Int.random(in: 0..<11, using: &random), using: &random), radix: 36)
            }
            return Document(
                id: "d\(number)", ["text": .string(words.joined(separator: " ")), "year": .integer(Int64(number % 30))])
        }
    }

    @Test("A document comes back as it was given, from this index and a newly opened one")
    func storedDocuments() throws {
        let storage = MemoryStorage()
        let index = try Index(storage: storage, options: Self.options())
        let document = Document(
            id: "ä", ["title": "Talks", "text": "Ready to pursue peace.", "year": 2025, "price": 1.5, "new": true])
        #expect(try index.write { try $0.add(document) } == 1)
        #expect(try index.snapshot().document(id: "ä") == document)
        #expect(try index.snapshot().document(id: "a") == nil)
        let again = try Index(storage: storage, options: Self.options())
        #expect(try again.snapshot().document(id: "ä") == document)
        #expect(try again.snapshot().generation == 1)
    }

    @Test("The last version of a document wins, within a commit and across commits")
    func upserts() throws {
        let index = try Index(storage: MemoryStorage(), options: Self.options())
        func version(_ text: String) -> Document { Document(id: "a", ["text": .string(text)]) }
        try index.write { batch in
            try batch.add(version("one"))
            try batch.add(version("two"))
        }
        #expect(try index.snapshot().document(id: "a") == version("two"))
        #expect(try index.snapshot().documentCount == 1)
        try index.write { try $0.add(version("three")) }
        #expect(try index.snapshot().document(id: "a") == version("three"))
        #expect(try index.snapshot().documentCount == 1)
        try index.write { batch in
            try batch.delete(id: "a")
            try batch.add(version("four"))
            try batch.add(Document(id: "b", ["text": "x"]))
            try batch.delete(id: "b")
        }
        #expect(try index.snapshot().document(id: "a") == version("four"))
        #expect(try index.snapshot().document(id: "b") == nil)
        #expect(try index.snapshot().documentCount == 1)
    }

    @Test("A snapshot stays as it was while others write and merge")
    func snapshots() throws {
        let index = try Index(storage: MemoryStorage(), options: Self.options())
        try index.write { batch in for document in Self.documents(50) { try batch.add(document) } }
        let snapshot = try index.snapshot()
        try index.write { batch in for number in 0..<50 { try batch.delete(id: "d\(number)") } }
        try index.merge()
        #expect(try index.snapshot().documentCount == 0)
        #expect(try index.snapshot().document(id: "d7") == nil)
        #expect(snapshot.documentCount == 50)
        #expect(try snapshot.document(id: "d7") == Self.documents(50)[7])
    }

    @Test("An error in the body leaves nothing behind")
    func abandoned() throws {
        struct Stop: Error {}
        let storage = MemoryStorage()
        let index = try Index(storage: storage, options: Self.options())
        try index.write { try $0.add(Document(id: "a", ["text": "x"])) }
        let names = Set(try storage.names())
        #expect(throws: Stop.self) {
            try index.write { batch in
                try batch.add(Document(id: "b", ["text": "y", "n": 1]))
                throw Stop()
            }
        }
        #expect(try index.snapshot().generation == 1)
        #expect(try index.snapshot().schema.number(of: "n") == nil)
        try index.write { try $0.delete(id: "none") }
        #expect(Set(try storage.names()) == names)
    }

    @Test("Merged into one segment the same documents are the same bytes, however they came")
    func sameBytes() throws {
        let documents = Self.documents(Rounds.of(3000, quick: 500))
        var contents: [[String: [UInt8]]] = []
        for (threads, memory, commits) in [(1, 64, 1), (2, 64, 1), (1, 16, 7), (2, 16, 40)] {
            let storage = MemoryStorage()
            let index = try Index(storage: storage, options: Self.options(threads: threads, memory: memory << 20))
            for part in 0..<commits {
                try index.write { batch in
                    let (start, end) = (part * documents.count / commits, (part + 1) * documents.count / commits)
                    for document in documents[start..<end] { try batch.add(document) }
                }
            }
            if commits == 7 {
                // What is replaced and deleted leaves no trace.
                try index.write { try $0.add(Document(id: "extra", ["text": "gone soon"])) }
                try index.write { try $0.delete(id: "extra") }
            }
            try index.merge()
            #expect(try index.snapshot().segments.count == 1)
            var files: [String: [UInt8]] = [:]
            for name in try storage.names() where !["manifest", "lock"].contains(name) {
                files[name] = Array(try storage.read(name).bytes)
            }
            contents.append(files)
        }
        for other in contents.dropFirst() {
            #expect(other.keys.sorted() == contents[0].keys.sorted())
            for (name, bytes) in contents[0] { #expect(other[name] == bytes, "\(name)") }
        }
    }

    @Test("Many small commits leave few segments")
    func backgroundMerges() throws {
        let index = try Index(storage: MemoryStorage(), options: Self.options(threads: 2))
        for document in Self.documents(60) { try index.write { try $0.add(document) } }
        try index.finishMerging()
        #expect(try index.snapshot().segments.count < 24)
        #expect(try index.snapshot().documentCount == 60)
        for document in Self.documents(60) { #expect(try index.snapshot().document(id: document.id) == document) }
    }

    @Test("Commits that come while segments are merged lose nothing", arguments: 0..<4)
    func updatesDuringMerges(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let storage = MemoryStorage()
        let index = try Index(storage: storage, options: Self.options(threads: 2))
        var expected: [String: Document] = [:]
        for round in 0..<80 {
            try index.write { batch in
                for _ in 0..<Int.random(in: 1...12, using: &random) {
                    let id = "d\(Int.random(in: 0..<60, using: &random))"
                    if Int.random(in: 0..<4, using: &random) == 0 {
                        try batch.delete(id: id)
                        expected[id] = nil
                    } else {
                        let document = Document(id: id, ["text": .string("round \(round)")])
                        try batch.add(document)
                        expected[id] = document
                    }
                }
            }
        }
        try index.finishMerging()
        #expect(try index.snapshot().documentCount == expected.count)
        for number in 0..<60 {
            #expect(try index.snapshot().document(id: "d\(number)") == expected["d\(number)"], "seed \(seed)")
        }
        #expect(try IndexCheck(storage).run().problems.isEmpty)
        try index.merge()
        #expect(try IndexCheck(storage).run().problems.isEmpty)
        let leftovers = try IndexCheck(storage).run().leftovers
        #expect(leftovers == [])
    }
}

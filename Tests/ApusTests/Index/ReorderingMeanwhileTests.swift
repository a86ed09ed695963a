import Testing

@testable import Apus

@Suite("Reordering while others write")
struct ReorderingMeanwhileTests {
    @Test("What is deleted, replaced and added while documents are reordered is in the index afterwards")
    func commitsMeanwhile() throws {
        let storage = InterruptedStorage(MemoryStorage())
        let (index, _) = try ReorderingTests.index(seed: 10, in: storage)
        var expected = try ReorderingTests.documents(index)
        let ids = expected.keys.sorted()
        let new = Document(id: ids[7], ["text": "replaced meanwhile"])
        storage.interrupt("1000000.terms") {
            try index.write { batch in
                try batch.delete(id: ids[3])
                try batch.add(new)
                try batch.add(Document(id: "added", ["text": "added meanwhile"]))
            }
        }
        try index.merge(reordering: true)
        #expect(!storage.isPending)
        expected[ids[3]] = nil
        expected[ids[7]] = new
        expected["added"] = Document(id: "added", ["text": "added meanwhile"])
        #expect(try ReorderingTests.documents(index) == expected)
        #expect(try index.segmentCount == 2)
        #expect(try IndexCheck(storage).run().problems == [])
        #expect(try IndexCheck(storage).run().leftovers == [])
    }

    @Test("All of it may be deleted meanwhile")
    func allDeletedMeanwhile() throws {
        let storage = InterruptedStorage(MemoryStorage())
        let (index, _) = try ReorderingTests.index(seed: 11, documents: 60, commits: 2, in: storage)
        let ids = try ReorderingTests.documents(index).keys.sorted()
        storage.interrupt("1000000.terms") { try index.write { batch in for id in ids { try batch.delete(id: id) } } }
        try index.merge(reordering: true)
        #expect(try index.snapshot().documentCount == 0)
        #expect(try index.segmentCount == 0)
        #expect(try IndexCheck(storage).run().leftovers == [])
        try index.merge(reordering: true)
    }

    @Test("Merges and commits of other threads wait for each other and lose nothing")
    func threads() throws {
        let storage = MemoryStorage()
        var options = ReorderingTests.options(threads: 2)
        options.mergesInBackground = true
        let index = try Index(storage: storage, options: options)
        let failures = Locked<[String]>([])
        let threads = (0..<4).map { thread in
            WorkerThread {
                do {
                    for round in 0..<24 {
                        try index.write { batch in
                            try batch.add(Document(id: "\(thread).\(round)", ["text": .string("round \(round)")]))
                            if round % 2 == 1 { try batch.delete(id: "\(thread).\(round - 1)") }
                        }
                        if round % 8 == 3 { try index.merge(toSegments: thread + 1, reordering: thread % 2 == 0) }
                    }
                } catch { failures.withLock { $0.append("thread \(thread): \(error)") } }
            }
        }
        for thread in threads { thread.join() }
        #expect(failures.withLock { $0 } == [])
        try index.merge(reordering: true)
        #expect(
            try Set(ReorderingTests.documents(index).keys)
                == Set((0..<4).flatMap { thread in (0..<12).map { "\(thread).\($0 * 2 + 1)" } }))
        #expect(try IndexCheck(storage).run().problems == [])
        #expect(try IndexCheck(storage).run().leftovers == [])
    }
}

import Testing

@testable import Apus

/// Several threads of one process write while segments are merged.
@Suite("Writing from several threads")
struct ConcurrentWritingTests {
    private func run(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) {
        let failures = Locked<[String]>([])
        let threads = (0..<count).map { number in
            WorkerThread {
                do { try body(number) } catch { failures.withLock { $0.append("thread \(number): \(error)") } }
            }
        }
        for thread in threads { thread.join() }
        #expect(failures.withLock { $0 } == [])
    }

    @Test("Commits of several threads lose nothing, and neither they nor the merges in the background fail")
    func commits() throws {
        let storage = MemoryStorage()
        let index = try Index(storage: storage, options: IndexTests.options(threads: 2))
        run(4) { thread in
            for round in 0..<40 {
                try index.write { batch in
                    // Every other document dies again, so that segments go as a whole.
                    try batch.add(Document(id: "\(thread).\(round)", ["text": .string("round \(round)")]))
                    if round % 2 == 1 { try batch.delete(id: "\(thread).\(round - 1)") }
                }
                if round % 16 == 9 { try index.merge(toSegments: 3) }
            }
        }
        try index.finishMerging()
        #expect(try index.snapshot().documentCount == 80)
        for thread in 0..<4 {
            for round in 0..<40 {
                let found = try index.snapshot().document(id: "\(thread).\(round)")
                #expect((found != nil) == (round % 2 == 1), "\(thread).\(round)")
            }
        }
        #expect(try IndexCheck(storage).run().problems == [])
        try index.merge()
        #expect(try IndexCheck(storage).run().leftovers == [])
    }

    @Test("Segments of one identity that are finished at the same time get names of their own")
    func names() throws {
        for _ in 0..<100 {
            let storage = MemoryStorage()
            let records = Locked<[SegmentRecord]>([])
            run(2) { thread in
                let builder = SegmentBuilder(number: thread, storage: storage, analyzer: .standard, memory: 1 << 20)
                var schema = Schema()
                let document = Document(id: "a", ["text": .string("thread\(thread)")])
                try schema.admit(document)
                try builder.add(AdmittedDocument(id: "a", fields: schema.fields(of: document), source: nil))
                let record = try builder.flush()
                records.withLock { if let record { $0.append(record) } }
            }
            let made = records.withLock { $0 }
            #expect(Set(made.map(\.name)).count == 2)
            for record in made { #expect(throws: Never.self) { try SegmentReader(record, in: storage) } }
        }
    }
}

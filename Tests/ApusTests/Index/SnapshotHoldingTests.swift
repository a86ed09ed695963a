import Glibc
import Synchronization
import Testing

@testable import Apus

/// Snapshots on a real file system: what they keep, and that it comes back.
@Suite("Snapshots hold their files")
struct SnapshotHoldingTests {
    private static let queries = ["w1 w2", "+w3 w4", "\"w1 w2\"", "*", "year:3", "w5 -w1"]

    private static func answers(_ snapshot: Snapshot) throws -> [String] {
        try queries.flatMap { query in
            try snapshot.search(SearchRequest(query, limit: 20)).hits.map { "\($0.id) \($0.score) \($0.snippet?.text ?? "")" }
        }
    }

    @Test("Eight readers' answers stay over commits, deletions and merges; then descriptors, maps and disk come back")
    func readers() throws {
        let directory = try TemporaryDirectory()
        let index = try Index(at: directory.path, options: IndexTests.options(threads: 2))
        let documents = IndexTests.documents(200)
        try index.write { batch in for document in documents { try batch.add(document) } }
        try index.merge()
        let base = try HeldFiles(of: directory.path)
        let failures = Locked<[String]>([])
        let isWritten = Atomic(false)
        let held = Atomic(0)
        let path = directory.path
        let readers = (0..<8).map { number in
            WorkerThread {
                do {
                    // Some look through an index of their own, as another process would.
                    let own = number % 2 == 0 ? index : try Index(at: path, options: IndexTests.options())
                    while !isWritten.load(ordering: .sequentiallyConsistent) {
                        let snapshot = try own.snapshot()
                        let before = try Self.answers(snapshot)
                        held.add(1, ordering: .sequentiallyConsistent)
                        for _ in 0..<3 {
                            usleep(10_000)
                            if try Self.answers(snapshot) != before { failures.withLock { $0.append("reader \(number)") } }
                        }
                    }
                } catch { failures.withLock { $0.append("reader \(number): \(error)") } }
            }
        }
        try Self.change(index, documents)
        let during = try HeldFiles(of: directory.path)
        isWritten.store(true, ordering: .sequentiallyConsistent)
        for reader in readers { reader.join() }
        #expect(failures.withLock { $0 } == [])
        #expect(held.load(ordering: .relaxed) >= 8)
        try index.write { batch in for document in documents { try batch.add(document) } }
        try index.merge()
        let after = try HeldFiles(of: directory.path)
        #expect(after.descriptors == base.descriptors && after.maps == base.maps, "\(after), \(base)")
        #expect(base.maps > 0 && during.maps > base.maps)
        #expect(Set(after.files.keys) == Set(try index.snapshot().manifest.fileNames + ["manifest", "lock"]))
        let (size, baseSize) = (after.files.values.reduce(0, +), base.files.values.reduce(0, +))
        #expect(size == baseSize)
    }

    /// Commits of additions, replacements and deletions, and merges between them.
    private static func change(_ index: Index, _ documents: [Document]) throws {
        for round in 0..<16 {
            try index.write { batch in
                for number in 0..<20 { try batch.delete(id: "d\((round * 13 + number) % 200)") }
                for number in 0..<20 { try batch.add(documents[(round * 29 + number) % 200]) }
            }
            if round % 6 == 5 { try index.merge(toSegments: 2) }
        }
        try index.finishMerging()
    }

    @Test("A snapshot keeps what was deleted from the directory until it is let go")
    func letGo() throws {
        let directory = try TemporaryDirectory()
        let index = try Index(at: directory.path, options: IndexTests.options())
        try index.write { batch in for document in IndexTests.documents(50) { try batch.add(document) } }
        var snapshot: Snapshot? = try index.snapshot()
        let before = try snapshot.map(Self.answers)
        try index.write { batch in for number in 0..<50 { try batch.delete(id: "d\(number)") } }
        let holding = try HeldFiles(of: directory.path)
        #expect(try snapshot.map(Self.answers) == before && index.snapshot().documentCount == 0)
        #expect(holding.maps > 0 && holding.files.keys.sorted() == ["lock", "manifest"])
        snapshot = nil
        #expect(try HeldFiles(of: directory.path).maps < holding.maps)
    }
}

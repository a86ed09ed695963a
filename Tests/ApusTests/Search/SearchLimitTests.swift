import Testing

@testable import Apus

/// Limits that hold for whoever calls the library, without a parser or a daemon in front of it.
@Suite("Limits of a search")
struct SearchLimitTests {
    private static func snapshot() throws -> Snapshot {
        let index = try Index(storage: MemoryStorage())
        try index.write { try $0.add(Document(id: "a", ["text": "peace"])) }
        return try index.snapshot()
    }

    private static func words(_ count: Int) -> String { [String](repeating: "peace", count: count).joined(separator: " ") }

    @Test("Hits are counted from the first one, those that are passed over too", arguments: [(1_000_000, 0), (1, 999_999)])
    func hits(limit: Int, offset: Int) throws {
        let snapshot = try Self.snapshot()
        var request = SearchRequest("peace", limit: limit)
        request.offset = offset
        #expect(try snapshot.search(request).hits.count == (offset == 0 ? 1 : 0))
        let refusal = SearchError.limit(name: "hits", max: 1_000_000)
        request.offset = offset + 1
        #expect(throws: refusal) { try snapshot.search(request) }
        (request.limit, request.offset) = (limit, Int.max)
        #expect(throws: refusal) { try snapshot.search(request) }
        (request.limit, request.offset) = (Int.max, offset)
        #expect(throws: refusal) { try snapshot.search(request) }
    }

    @Test("A phrase that was not read from a text has no more words either", arguments: [0, 2])
    func phrase(slop: Int) throws {
        let snapshot = try Self.snapshot()
        func count(_ words: Int) throws -> Int {
            try snapshot.search(
                SearchRequest(.phrase(Query.Phrase(elements: [.text(Self.words(words)), .text("war")], slop: slop)))
            ).total
        }
        #expect(try count(4095) == 0)
        #expect(throws: SearchError.limit(name: "phrase", max: 4096)) { try count(4096) }
    }
}

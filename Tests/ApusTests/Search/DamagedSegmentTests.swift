import Testing

@testable import Apus

@Suite("Searching where a segment is damaged")
struct DamagedSegmentTests {
    private static let remaining = Result { try CareIndex(segments: ["a", "c"]).open() }

    /// What an index of the first and last segment alone answers.
    private static func rest(_ request: SearchRequest) throws -> SearchResult { try remaining.get().search(request) }

    private static func request(_ query: String) -> SearchRequest {
        var request = SearchRequest(query, limit: 100)
        request.fields = ["*"]
        return request
    }

    @Test(
        "A file that is missing, cut or not what it should be takes its segment out, and the rest answers as if alone",
        arguments: CareIndex.parts, CareIndex.Harm.allCases)
    func opening(part: SegmentPart, harm: CareIndex.Harm) throws {
        guard part != .deletions, harm.isSeenAtOpening else { return }
        let index = try CareIndex()
        let name = try index.name(part, ofSegment: 1)
        try harm.apply(to: name, of: index)
        let opened = try index.open()
        for query in ["peace", "\"pursue the peace\"", "alpha gamma", "beta", "+peace -alpha", "*"] {
            let request = Self.request(query)
            let result = try opened.search(request)
            let rest = try Self.rest(request)
            #expect(result.partial == .segment && !result.totalIsExact)
            #expect(result.damage.map(\.file) == [name])
            #expect(result.total == rest.total)
            #expect(result.hits == rest.hits, "\(query)")
            let count = try opened.snapshot().count(request)
            #expect((count.total, count.partial) == (rest.total, .segment))
        }
    }

    @Test("Deletions that cannot be read take their segment out too")
    func deletions() throws {
        for harm in CareIndex.Harm.allCases {
            let index = try CareIndex()
            try harm.apply(to: try index.name(.deletions, ofSegment: 0), of: index)
            let result = try index.open().search(Self.request("peace"))
            #expect(result.partial == .segment)
            #expect(result.hits.allSatisfy { $0.id == "a8" || !$0.id.hasPrefix("a") }, "\(harm)")
            #expect(result.hits.count == 21, "\(harm)")
        }
    }

    @Test("Damage that shows while searching leaves its segment out of that answer, hits and counts")
    func searching() throws {
        for (part, query) in [
            (SegmentPart.terms, "peace"), (.postings, "peace"), (.positions, "\"day 3\""), (.stored, "peace"),
        ] {
            let index = try CareIndex()
            let name = try index.name(part, ofSegment: 1)
            let whole = try index.open().search(Self.request(query))
            // All of the content but what is looked at when it is opened.
            try index.damage(name) { content in
                for place in 16..<(content.count - (part == .stored ? 36 : 12) - (part == .terms ? 20 : 0)) {
                    content[place] = 0xFF
                }
            }
            let opened = try index.open()
            #expect(try opened.snapshot().damage.isEmpty, "\(part)")
            let result = try opened.search(Self.request(query))
            #expect(whole.partial == nil && whole.hits.contains { $0.id.hasPrefix("b") })
            #expect(result.partial == .segment, "\(part)")
            #expect(result.damage.map(\.file) == [name], "\(part)")
            #expect(result.hits.map(\.id) == whole.hits.map(\.id).filter { !$0.hasPrefix("b") }, "\(part)")
            #expect(result.total == whole.hits.filter { !$0.id.hasPrefix("b") }.count)
        }
    }

    @Test("A strict search throws instead, and so does one that nothing is left for")
    func strict() throws {
        let index = try CareIndex()
        let name = try index.name(.terms, ofSegment: 1)
        try CareIndex.Harm.cut.apply(to: name, of: index)
        var request = Self.request("peace")
        request.isStrict = true
        let snapshot = try index.open().snapshot()
        #expect(throws: SearchError.self) { try snapshot.search(request) }
        for segment in [0, 2] { try CareIndex.Harm.missing.apply(to: try index.name(.ids, ofSegment: segment), of: index) }
        #expect(throws: IndexError.self) { try index.open() }
        do { _ = try index.open() } catch IndexError.damaged(let file) { #expect(file.file.hasSuffix(".ids")) }

        let one = try CareIndex(segments: ["a"])
        let opened = try one.open()
        try one.damage(try one.name(.stored, ofSegment: 0)) { for place in 16..<($0.count - 36) { $0[place] = 0xFF } }
        let again = try one.open()
        #expect(throws: SearchError.self) { try again.search("peace") }
        #expect(try opened.search("peace").hits.count == 10)
    }

    @Test("A document is found in what is whole, and one that may be in what is not is no “not found”")
    func documents() throws {
        let index = try CareIndex()
        try CareIndex.Harm.missing.apply(to: try index.name(.norms, ofSegment: 1), of: index)
        let snapshot = try index.open().snapshot()
        #expect(try snapshot.document(id: "a3") == CareIndex.document("a", 3))
        #expect(throws: IndexError.self) { try snapshot.document(id: "b3") }
        #expect(throws: IndexError.self) { try snapshot.document(id: "nobody") }
        #expect(snapshot.documentCount == 19)
        #expect(snapshot.indexStatistics.segments == 2)
    }

    @Test("Nothing is written or merged on top of damage")
    func writing() throws {
        let index = try CareIndex()
        let name = try index.name(.ids, ofSegment: 1)
        let bytes = try index.storage.content(of: name)
        try CareIndex.Harm.cut.apply(to: name, of: index)
        let before = try index.storage.names().sorted()
        let opened = try index.open()
        for write in [
            { _ = try opened.write { try $0.add(Document(id: "new", ["text": "x"])) } }, { try opened.merge() },
            { try opened.merge(reordering: true) },
        ] {
            #expect(throws: IndexError.self) { try write() }
        }
        #expect(try index.storage.names().sorted() == before)
        try index.damage(name) { $0 = bytes }
        #expect(try IndexCheck(index.storage).run().problems.isEmpty)
        try index.open().write { try $0.add(Document(id: "new", ["text": "x"])) }
        #expect(try index.found("*").count == 30)
    }

    @Test("Files that a later commit took away are no damage")
    func replacedMeanwhile() throws {
        let base = MemoryStorage()
        // Without deletions, so that the first segment stays as it is.
        let index = try CareIndex(in: base, segments: ["a", "b", "d"])
        let storage = InterruptedStorage(base)
        // Between the manifest and the files that it names, the last two segments become one.
        storage.interrupt(".ids") { try Index(storage: base, options: CareIndex.options).merge(toSegments: 2) }
        let opened = try Index(storage: storage, options: CareIndex.options)
        #expect(!storage.isPending)
        // As it was opened, before it looks for a newer one.
        #expect(opened.latest.damage.isEmpty && opened.latest.segments.count == 2)
        #expect(try opened.search("peace").total == index.found("peace").count)
    }

    @Test("One deadline holds for all attempts")
    func deadline() throws {
        let index = try CareIndex()
        try CareIndex.Harm.cut.apply(to: try index.name(.terms, ofSegment: 1), of: index)
        var request = Self.request("peace")
        request.timeout = .zero
        #expect(try index.open().search(request).partial == .segment)
    }
}

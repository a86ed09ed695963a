import Apus
import ApusService
import ApusWire
import Testing

@testable import ApusServer

/// How an answer is written whose deadline has passed.
@Suite("Writing behind a deadline")
struct LateWritingTests {
    private static func hits(_ texts: [String]) throws -> (hits: [Hit], SearchRequest) {
        let index = try Index(storage: MemoryStorage())
        try index.write { batch in
            for (place, text) in texts.enumerated() { try batch.add(Document(id: "d\(place)", ["text": .string(text)])) }
        }
        var request = SearchRequest("*", limit: 10_000)
        request.fields = ["*"]
        return (try index.search(request).hits, request)
    }

    private static func written(_ texts: [String], within timeout: Duration?, showsFields: Bool = true) throws -> [Record.Hit] {
        let (hits, request) = try hits(texts)
        var search = request
        if !showsFields { (search.fields, search.snippetLength) = (nil, nil) }
        let time = RequestTime()
        time.write(within: timeout)
        var written: [Record.Hit] = []
        let count = HitWriting(search: search, time: time).write(hits) { if case .hit(let hit) = $0 { written.append(hit) } }
        #expect(count == written.count)
        return written
    }

    @Test("A page of usual length is written, of more hits none")
    func page() throws {
        let texts = (0..<300).map { "text \($0)" }
        #expect(try Self.written(texts, within: .seconds(-1)).count == 20)
        #expect(try Self.written(texts, within: .seconds(-1), showsFields: false).count == 64)
        #expect(try Self.written(texts, within: .seconds(3600)).count == 300)
        #expect(try Self.written(texts, within: nil).count == 300)
    }

    @Test("Large texts are left out where there is no time to write them")
    func largeTexts() throws {
        let large = String(repeating: "large ", count: 20_000)
        #expect(try Self.written(["small", large, "small"], within: .seconds(-1)).map { $0.fields.count } == [1])
        #expect(try Self.written([large, "small"], within: .seconds(-1)).map { $0.fields.count } == [0])
        #expect(try Self.written([large, "small"], within: .seconds(3600)).map { $0.fields.count } == [1, 1])
        // 120,000 bytes take longer than what is left of the 30 milliseconds behind the deadline.
        #expect(try Self.written([large, large], within: .microseconds(-29_500)).map { $0.fields.count } == [0])
    }

    @Test("Spans are left out that there is no time to write, in both dialects")
    func spans() throws {
        let ranges = (0..<1000).map { $0..<($0 + 1) }
        let spans = ranges.map { MatchSpan(field: "text", value: 0, range: $0, line: 1, column: 1, words: [$0]) }
        let hit = Record.hit(.init(rank: 1, id: "a", score: 1, spans: spans))
        for dialect in [Request.Dialect.text, .json] {
            func line(_ deadline: Deadline?) -> String {
                var bytes: [UInt8] = []
                ReplyEncoder(dialect: dialect).append(hit, to: &bytes, until: deadline)
                return String(decoding: bytes, as: UTF8.self)
            }
            func count(_ deadline: Deadline?) -> Int { line(deadline).ranges(of: "\"column\"").count }
            #expect(count(nil) == 1000)
            #expect(count(Deadline(timeout: .seconds(3600), cancellation: nil)) == 1000)
            let passed = Deadline(timeout: .seconds(-1), cancellation: nil)
            #expect(count(passed) < 32)
            #expect(line(passed).contains("[]"))
            // What was written has to be sent: 30 kB would take longer than this.
            let nearly = Deadline(timeout: .seconds(3600), cancellation: nil, clock: Self.clock(leaving: 40_000))
            #expect((1..<500).contains(count(nearly)))
        }
    }

    /// A clock that stands still so many nanoseconds before the end of an hour.
    private static func clock(leaving nanoseconds: UInt64) -> () -> UInt64 {
        var isFirst = true
        return {
            defer { isFirst = false }
            return isFirst ? 0 : 3_600_000_000_000 - nanoseconds
        }
    }

    @Test("A request whose time passed while it waited is answered at once, and says so")
    func waited() throws {
        let session = ServiceSession(try ServiceTests.service())
        func last(_ line: String, after milliseconds: UInt64) -> String {
            var decoder = RequestDecoder()
            decoder.append(Array((line + "\n").utf8))
            guard case .request(let request) = decoder.next() else { return "" }
            var bytes: [UInt8] = []
            session.answer(request, time: RequestTime(arrival: Deadline.now() - milliseconds * 1_000_000)) { record in
                bytes = []
                ReplyEncoder().append(record, to: &bytes)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        for verb in ["search", "count", "facets facet=year"] {
            #expect(last("\(verb) peace", after: 0).contains("partial") == false, "\(verb)")
            #expect(last("\(verb) peace", after: 301).contains("partial=timeout"), "\(verb)")
            #expect(last("\(verb) timeout=10s peace", after: 301).contains("partial") == false, "\(verb)")
        }
    }

    @Test("What waits for a thread has arrived before")
    func queued() throws {
        let daemon = try TestDaemon { $0.threads = 1 }
        let client = try daemon.connect()
        client.send("@a count brief\n@b count waited\n")
        let milliseconds = client.lines(2).last.flatMap { $0.split(separator: "milliseconds=").last }.flatMap { Int($0) }
        #expect(milliseconds ?? 0 >= 40)
    }

    @Test("What takes long to be let go of is kept until the answer is sent, if it took long to find")
    func leftovers() throws {
        let hits = try Self.hits(["a", "b"]).hits
        let (quick, slow) = (RequestTime(), RequestTime(arrival: Deadline.now() - 6_000_000))
        quick.keep(hits)
        slow.keep(hits)
        #expect(slow.leftovers.count == 2)
        #expect(quick.leftovers.isEmpty)
    }
}

import Testing

@testable import Apus

/// What a search does behind its matching: each stage looks at the clock, and where its time is over leaves out the rest.
@Suite("The stages of a late answer")
struct LateStagesTests {
    /// Nanoseconds that pass by one whenever somebody looks.
    private final class LookCounter {
        var count: UInt64 = 0

        func deadline(after looks: Int64 = .max) -> Deadline {
            Deadline(timeout: .nanoseconds(looks), cancellation: nil) { [self] in
                count += 1
                return count
            }
        }
    }

    private static var passed: Deadline { Deadline(timeout: .seconds(-1), cancellation: nil) }
    private static var endless: Deadline { Deadline(timeout: nil, cancellation: nil) }

    /// How often the clock is looked at while details of one document are read, whose text has 6,401 words in as many sentences as `first`.
    private static func looks(_ query: String, _ ask: (inout SearchRequest) -> Void) throws -> UInt64 {
        let small = try SmallIndex(String(repeating: "first words. ", count: 3200) + "last")
        var request = SearchRequest(query, limit: 1)
        request.snippetLength = nil
        ask(&request)
        let snapshot = try small.index.snapshot()
        var planner = QueryPlanner(snapshot, deadline: endless)
        let plan = try planner.plan(QueryParser(fieldNames: snapshot.isField).parse(query).query)
        let counter = LookCounter()
        var details = HitDetailReader(snapshot, request, plan: plan, deadline: counter.deadline())
        _ = try details.details(of: 0)
        return counter.count
    }

    @Test(
        "Reading, spans, passages, sentences and words near each other look at the clock, each for itself",
        arguments: [
            // A look for 32 words read and for 32 spans made; in the fourth and fifth, words, pairs, the places of pairs, spans.
            ("last", "snippet", 201), ("first", "spans", 301), ("\"first words\"~1", "spans", 503),
            ("(first OR last) NEAR/3 words", "spans", 703), ("\"(first OR last) words\"", "spans", 503),
            // Where sentences begin is read before.
            ("first SENTENCE words", "snippet", 703),
            // A look for 4,096 bytes in which sentences are counted, for 32 matches that a passage may begin with, for each passage.
            ("first", "passage", 314), ("first", "passages", 1334),
        ])
    func details(query: String, detail: String, expected: UInt64) throws {
        let count = try Self.looks(query) { request in
            request.snippetLength = detail == "snippet" ? 100 : nil
            request.showsSpans = detail == "spans"
            request.passages = ["passage": 1, "passages": 11][detail] ?? 0
        }
        #expect(count == expected)
    }

    private static func found(_ snapshot: Snapshot, _ request: SearchRequest, _ deadline: Deadline) throws -> SearchResult {
        var result = SearchResult(generation: snapshot.generation)
        try Searcher(snapshot, request, cancellation: nil, deadline: deadline).search(into: &result)
        return result
    }

    @Test("Spans that were not made in time are left out")
    func spans() throws {
        let small = try SmallIndex(String(repeating: "first words ", count: 3200))
        let snapshot = try small.index.snapshot()
        var planner = QueryPlanner(snapshot, deadline: Self.endless)
        let plan = try planner.plan(QueryParser(fieldNames: snapshot.isField).parse("first").query)
        var finder = SpanFinder(plan, snapshot: snapshot, deadline: LookCounter().deadline(after: 250))
        let document = try #require(try snapshot.document(id: "0"))
        #expect((1000..<2000).contains(finder.spans(of: document).count))
    }

    @Test("Passages are chosen, and sentences counted, no further than there is time")
    func passages() {
        let occurrences = (0..<100).map { Passage.Occurrence(start: 200 * $0, end: 200 * $0 + 5, pattern: 0) }
        let patterns = [SnippetPattern(words: [0], weight: 1)]
        func count(_ deadline: Deadline) -> Int {
            PassageRanking(length: 100, deadline: deadline).best(9, of: occurrences, in: Array(0..<100), patterns: patterns).count
        }
        #expect(count(Self.endless) == 9)
        #expect(count(LookCounter().deadline(after: 12)) == 2)
        #expect(count(Self.passed) == 0)
        let bytes = [UInt8](repeating: 0x20, count: 100_000)
        bytes.withUnsafeBufferPointer { bytes in
            let places = [10, 10_000, 90_000]
            #expect(SentenceEdges.numbers(of: bytes, at: places, until: Self.endless).count == 3)
            #expect(SentenceEdges.numbers(of: bytes, at: places, until: LookCounter().deadline(after: 10)).count == 2)
        }
    }

    @Test("A large document is not read where there is no time for it; its hit has nothing but its id")
    func largeDocument() throws {
        let small = try SmallIndex(String(repeating: "large text ", count: 200_000), "small text")
        var request = SearchRequest("text", limit: 2)
        request.fields = ["*"]
        let snapshot = try small.index.snapshot()
        func hits(_ document: Int, _ timeout: Duration) throws -> [Hit] {
            var planner = QueryPlanner(snapshot, deadline: Self.endless)
            let plan = try planner.plan(QueryParser(fieldNames: snapshot.isField).parse("text").query)
            let deadline = Deadline(timeout: timeout, cancellation: nil)
            var details = HitDetailReader(snapshot, request, plan: plan, deadline: deadline)
            let entries = [document, 1 - document].map { TopHits.Entry(score: 1, document: $0) }
            let hits = try HitReader(snapshot, deadline).hits(entries[...], after: 0, details: &details)
            #expect(deadline.isOver == (timeout < .seconds(1)))
            return hits
        }
        #expect(try hits(0, .seconds(3600)).map { $0.fields.count } == [1, 1])
        #expect(try hits(0, .milliseconds(-19)).map { $0.fields.count } == [0])
        #expect(try hits(1, .seconds(-1)).map { $0.fields.count } == [1])
        // Time that is left, but not enough.
        #expect(try hits(0, .milliseconds(-10)).map { $0.fields.count } == [0])
    }

    @Test("Of many hits that are to be ranked the first ones are, in their order")
    func ranking() {
        var top = TopHits(capacity: 5000)
        for document in 0..<9000 { top.add(.init(score: Float(document * 7919 % 9001), document: document)) }
        let all = top.ranked()
        func ranked(_ few: Int, _ deadline: Deadline) -> [TopHits.Entry] {
            var copy = top
            return copy.takeRanked(until: deadline, few: few)
        }
        #expect(ranked(70, Self.endless) == all)
        #expect(ranked(70, Self.passed) == Array(all.prefix(70)))
        #expect(ranked(70, LookCounter().deadline(after: 3)) == Array(all.prefix(70)))
        #expect(ranked(0, Self.passed).isEmpty)
    }

    @Test("Of many hits in a sort order the first ones are ranked, in their order")
    func sorting() throws {
        let documents = (0..<3000).map { Document(id: "d\($0)", ["text": "word", "year": .integer(Int64($0 * 7 % 3001))]) }
        let small = try SmallIndex(documents)
        var request = SearchRequest("word", limit: 2500)
        request.snippetLength = nil
        request.sort = try SortKey.keys("year")
        let snapshot = try small.index.snapshot()
        let all = try snapshot.search(request).hits.map(\.id)
        let (whole, cut) = (LookCounter(), LookCounter())
        _ = try Self.found(snapshot, request, whole.deadline())
        // The ids of 2,500 hits are read at the end, in 2,480 ÷ 32 looks; ranking comes before.
        let deadline = cut.deadline(after: Int64(whole.count) - 2480 / 32 - 40)
        let late = try Self.found(snapshot, request, deadline)
        #expect(late.partial == .timeout)
        #expect(late.hits.map(\.id) == Array(all.prefix(20)))
    }

    @Test("Values of a facet are named and chosen no further than there is time")
    func facets() throws {
        let documents = (0..<3000).map { Document(id: "d\($0)", ["text": "word", "tag": .string("t\($0 % 2900)")]) }
        let small = try SmallIndex(documents, defining: [FieldDefinition(name: "tag", type: .keyword)])
        var request = SearchRequest("word", limit: 0)
        request.facets = [try FacetRequest("tag", usually: 10)]
        let snapshot = try small.index.snapshot()
        let counter = LookCounter()
        let whole = try Self.found(snapshot, request, counter.deadline())
        #expect(whole.facets.map(\.valueCount) == [2900])
        #expect(whole.facets[0].values.map(\.count) == [Int](repeating: 2, count: 10))
        #expect(whole.facets[0].values.map(\.text) == (0..<100).map { "t\($0)" }.sorted().prefix(10).map { $0 })
        // 2,900 values named, and chosen from.
        #expect(counter.count >= 2 * 2900 / 32)
        let late = try Self.found(snapshot, request, LookCounter().deadline(after: 80))
        #expect(late.partial == .timeout)
        #expect(late.facets.map { (1..<2900).contains($0.valueCount) } == [true])
    }

    @Test("The values with the highest counts are those of a sort of all of them")
    func bestCounts() {
        var random = SystemRandomNumberGenerator()
        for limit in [0, 1, 7, 100, 1000] {
            let all = (0..<500).map { (value: $0, count: Int.random(in: 0..<20, using: &random)) }.shuffled()
            var best = BestCounts<Int>(limit: limit, by: <)
            for (value, count) in all { best.add(value, count) }
            let expected = all.sorted { ($1.count, $0.value) < ($0.count, $1.value) }.prefix(limit)
            #expect(best.ranked(until: Self.endless).map(\.value) == expected.map(\.value))
        }
    }
}

import Testing

@testable import Apus

/// What is still read of hits when their search has no time left. How late an answer may be is looked at by `scripts/torture`.
@Suite("Hits behind a deadline")
struct PassedDeadlineTests {
    /// The clock counts from the start of the machine: long ago.
    private static let longAgo = Duration.seconds(-1)

    /// The hits of a hundred documents whose word `last` stands behind a thousand others, read under a deadline.
    private static func hits(
        _ query: String, timeout: Duration?, details: Bool = true, _ ask: (inout SearchRequest) -> Void = { _ in }
    ) throws -> [Hit] {
        let text = String(repeating: "first words ", count: 500) + "last"
        let small = try SmallIndex((0..<100).map { Document(id: "d\($0)", ["text": .string(text)]) })
        var request = SearchRequest(query, limit: 100)
        ask(&request)
        let snapshot = try small.index.snapshot()
        var planner = QueryPlanner(snapshot, deadline: Deadline(timeout: nil, cancellation: nil))
        let plan = try planner.plan(QueryParser(fieldNames: snapshot.isField).parse(query).query)
        let deadline = Deadline(timeout: timeout, cancellation: nil)
        let entries = (0..<100).map { TopHits.Entry(score: 1, document: $0) }
        let reader = HitReader(snapshot, deadline)
        guard details else { return try reader.hits(entries[...], after: 0) }
        var shown = HitDetailReader(snapshot, request, plan: plan, deadline: deadline)
        return try reader.hits(entries[...], after: 0, details: &shown)
    }

    @Test("With time left all are read, and to the end of their texts")
    func inTime() throws {
        let hits = try Self.hits("last", timeout: .seconds(3600)) { $0.showsSpans = true }
        #expect(hits.count == 100)
        #expect(hits.allSatisfy { $0.spans.count == 1 && $0.snippet?.spans.count == 1 })
    }

    @Test("Without it one document is read, and its text no further than to the next look at the clock")
    func passed() throws {
        for query in ["last", "first NEAR/900 last", "\"words last\""] {
            let hits = try Self.hits(query, timeout: Self.longAgo) {
                $0.showsSpans = true
                $0.passages = 2
            }
            #expect(hits.map(\.id) == ["d0"], "\(query)")
            #expect(hits.allSatisfy { $0.spans == [] && $0.snippet?.spans == [] && $0.passages == [] }, "\(query)")
            #expect(hits.first?.snippet?.text.hasPrefix("first words") == true, "\(query)")
        }
    }

    @Test("Where no document is read, a page of usual length is whole")
    func ids() throws {
        #expect(try (20..<100).contains(Self.hits("last", timeout: Self.longAgo, details: false).count))
    }
}

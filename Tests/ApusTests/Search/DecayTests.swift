import Foundation
import Testing

@testable import Apus

@Suite("Scores that decay with age")
struct DecayTests {
    private static let day: Int64 = 86_400_000

    /// Documents with a date, several or none, over some segments.
    private static func index(_ corpus: inout OracleCorpus, documents: Int, commits: Int) throws -> (Index, [String: Int64]) {
        let small = try SmallIndex(
            [], defining: [FieldDefinition(name: "date", type: .date), FieldDefinition(name: "tag", type: .keyword)])
        var newest: [String: Int64] = [:]
        for commit in 0..<commits {
            try small.add(
                (0..<documents / commits).map { number in
                    var document = corpus.document(id: "\(commit)-\(number)")
                    let dates = (0..<Int.random(in: 0...2, using: &corpus.random)).map { _ in
                        Int64.random(in: -400...30, using: &corpus.random) * day
                    }
                    guard let last = dates.max() else { return document }
                    newest[document.id] = last
                    document.fields.append(.init(name: "date", values: dates.map { .string(DateValue(milliseconds: $0).text) }))
                    return document
                })
        }
        return (small.index, newest)
    }

    @Test("Are explained to the bit, also from now on")
    func explained() throws {
        var corpus = OracleCorpus(seed: 4, vocabulary: 40)
        let (index, newest) = try Self.index(&corpus, documents: 60, commits: 2)
        var request = SearchRequest("w0 w1 w2", limit: 60)
        request.explains = true
        request.decay = RecencyDecay(field: "date", halfLife: .seconds(86_400 * 3650), origin: nil)
        let hits = try index.search(request).hits
        #expect(hits.count > 20)
        for hit in hits {
            guard case .score(let tree)? = hit.explanation else { throw SearchError.cancelled }
            #expect(tree.score == hit.score && Float(tree.root.value) == hit.score)
            #expect(tree.root.parts.map(\.name).last == "recency")
            #expect(newest[hit.id] == nil ? tree.root.parts[1].value == 1 : tree.root.parts[1].value < 0.1)
        }
    }

    @Test("Rank as all scores times 2^(−age ÷ half-life) do, whatever is passed over", arguments: Rounds.seeds(1...3, quick: 1))
    func exhaustive(seed: UInt64) throws {
        var corpus = OracleCorpus(seed: seed, vocabulary: 100)
        let (index, newest) = try Self.index(&corpus, documents: 1500, commits: Int(seed))
        let snapshot = try index.snapshot()
        for number in 0..<Rounds.of(40, quick: 8) {
            let query = number % 2 == 0 ? corpus.query() : corpus.flatQuery()
            let days = [1, 30, 365].randomElement(using: &corpus.random)!
            var request = SearchRequest(query, limit: 2000)
            (request.prunes, request.snippetLength) = (false, nil)
            let plain = try snapshot.search(request)
            request.decay = RecencyDecay(field: "date", halfLife: .seconds(days * 86_400), origin: DateValue(milliseconds: 0))
            let all = try snapshot.search(request)
            #expect(all.total == plain.total)
            let scores = Dictionary(uniqueKeysWithValues: plain.hits.map { ($0.id, $0.score) })
            for hit in all.hits {
                let age = max(0, -Double(newest[hit.id] ?? 0)) / Double(Self.day)
                let expected = Double(scores[hit.id] ?? .nan) * exp2(-age / Double(days))
                #expect(abs(Double(hit.score) - expected) <= max(1e-6 * expected, 1e-37), "\(query): \(hit.id)")
            }
            #expect(zip(all.hits, all.hits.dropFirst()).allSatisfy { $0.score >= $1.score })
            request.prunes = true
            for limit in [1, 10] {
                request.limit = limit
                for total in [SearchRequest.Total.none, .bounded] {
                    request.total = total
                    #expect(try snapshot.search(request).hits == Array(all.hits.prefix(limit)), "\(query), limit \(limit)")
                }
            }
            request.sort = [.score]
            let byID = all.hits.sorted { ($1.score, $0.id) < ($0.score, $1.id) }.prefix(10)
            #expect(try snapshot.search(request).hits.map(\.id) == byID.map(\.id), "\(query), sorted")
        }
    }

    @Test("Pages go on where the one before ended, with the same origin; without one they are refused")
    func pages() throws {
        var corpus = OracleCorpus(seed: 7)
        let (index, _) = try Self.index(&corpus, documents: 200, commits: 2)
        var request = SearchRequest("w0 w1", limit: 1000)
        request.decay = RecencyDecay(field: "date", halfLife: .seconds(86_400), origin: DateValue(milliseconds: 0))
        let all = try index.search(request).hits
        request.limit = 9
        var found: [Hit] = []
        repeat {
            let page = try index.search(request)
            found += page.hits
            request.after = page.next
        } while request.after != nil && found.count < 1000
        #expect(found == all && found.count > 50)
        request.limit = 3
        request.after = nil
        request.after = try index.search(request).next
        request.decay?.origin = nil
        #expect(throws: SearchError.self) { try index.search(request) }
    }

    @Test("What is newer than the origin, or has no date, keeps its score; now is the origin where none is said")
    func newest() throws {
        let small = try SmallIndex([
            Document(id: "old", ["text": "peace", "date": "1970-01-01"]),
            Document(id: "far", ["text": "peace", "date": "3000-01-01T00:00:00Z"]), Document(id: "none", ["text": "peace"]),
        ])
        let plain = try small.hits("peace")[0].score
        var request = SearchRequest("peace")
        request.decay = RecencyDecay(field: "date", halfLife: .seconds(86_400))
        let hits = try small.index.search(request).hits
        #expect(hits.map(\.id) == ["far", "none", "old"])
        #expect(hits[0].score == plain && hits[1].score == plain && hits[2].score == 0)
    }

    @Test("Texts are read as the command line has them")
    func texts() throws {
        #expect(try RecencyDecay("date") == RecencyDecay(field: "date", halfLife: .seconds(30 * 86_400)))
        #expect(try RecencyDecay("date:12h").halfLife == .seconds(12 * 3600))
        #expect(
            try RecencyDecay("date:1.5d:2025-03-01T12:00:00Z")
                == RecencyDecay(field: "date", halfLife: .seconds(129_600), origin: DateValue("2025-03-01T12:00:00Z")))
        for text in ["", ":1d", "date:", "date:5", "date:-1d", "date:0d", "date:1x", "date:1d:", "date:1d:soon", "date:99999y"] {
            #expect(throws: SearchError.self, "\(text)") { try RecencyDecay(text) }
        }
        let small = try SmallIndex("peace")
        for field in ["text", "absent"] {
            var request = SearchRequest("peace")
            request.decay = RecencyDecay(field: field)
            #expect(throws: SearchError.self) { try small.index.search(request) }
        }
    }
}

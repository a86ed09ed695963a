import Testing

@testable import Apus

@Suite("Fields of which every document has one value")
struct SingleValueTests {
    private struct Made {
        var id: String
        var words: Set<String>
        var number: Int64
        var tag: String
        var day: Int
        var date: String { "\(2000 + day / 360)-\(Self.two(day / 30 % 12 + 1))-\(Self.two(day % 28 + 1))" }

        static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
    }

    private static func made(_ count: Int, _ random: inout SeededRandom) -> [Made] {
        (0..<count).map { number in
            let words = (0..<Int.random(in: 1...4, using: &random)).map { _ in "word\(Int.random(in: 0..<6, using: &random))" }
            return Made(
                id: "d\(number)", words: Set(words + ["common"]), number: Int64.random(in: -5..<15, using: &random),
                tag: "t\(Int.random(in: 0..<7, using: &random))", day: Int.random(in: 0..<1080, using: &random))
        }
    }

    /// Documents in some commits; of every other seed some are deleted again.
    private static func index(_ seed: UInt64, count: Int) throws -> (SmallIndex, [Made]) {
        var random = SeededRandom(seed: seed)
        var documents = made(count, &random)
        let index = try SmallIndex(
            [], defining: [FieldDefinition(name: "tag", type: .keyword), FieldDefinition(name: "date", type: .date)])
        let step = seed % 3 == 0 ? count : count / 3 + 1
        for start in stride(from: 0, to: count, by: step) {
            try index.add(
                documents[start..<min(count, start + step)].map { made in
                    Document(
                        id: made.id,
                        [
                            "text": .string(made.words.sorted().joined(separator: " ")), "number": .integer(made.number),
                            "tag": .string(made.tag), "date": .string(made.date),
                        ])
                })
        }
        if seed % 2 == 1 {
            let gone = Set(documents.indices.filter { _ in Int.random(in: 0..<9, using: &random) == 0 }.map { documents[$0].id })
            try index.index.write { batch in for id in gone { try batch.delete(id: id) } }
            documents.removeAll { gone.contains($0.id) }
        }
        return (index, documents)
    }

    @Test("are sorted by as a plain sort does, page by page", arguments: 1...6 as ClosedRange<UInt64>)
    func sorted(seed: UInt64) throws {
        let (index, documents) = try Self.index(seed, count: 300)
        for (word, field) in [("common", "number"), ("common", "date"), ("word1", "number"), ("word2", "date")] {
            let scores = Dictionary(uniqueKeysWithValues: try index.hits(word).map { ($0.id, $0.score) })
            for isDescending in [false, true] {
                let wanted = documents.filter { $0.words.contains(word) }.sorted { one, other in
                    // Digits of one length have the order of their numbers.
                    let (left, right) =
                        field == "number" ? ("\(2000 + one.number)", "\(2000 + other.number)") : (one.date, other.date)
                    if left != right { return (left < right) != isDescending }
                    if scores[one.id] != scores[other.id] { return scores[one.id]! > scores[other.id]! }
                    return one.id < other.id
                }.map(\.id)
                for (limit, total) in [(1, SearchRequest.Total.none), (7, .bounded), (20, .exact), (1000, .none)] {
                    var request = SearchRequest(word, limit: limit)
                    (request.sort, request.total) = ([SortKey(field, descending: isDescending)], total)
                    let result = try index.index.search(request)
                    let what = "seed \(seed): \(word) by \(field), \(limit)"
                    #expect(result.hits.map(\.id) == Array(wanted.prefix(limit)), "\(what)")
                    #expect(total == .none || result.total == wanted.count, "\(what)")
                    request.after = result.next
                    guard request.after != nil else { continue }
                    #expect(
                        try index.index.search(request).hits.map(\.id) == Array(wanted.dropFirst(limit).prefix(limit)), "\(what)")
                }
            }
        }
    }

    @Test("are counted as a look at every document counts", arguments: 1...4 as ClosedRange<UInt64>)
    func facets(seed: UInt64) throws {
        let (index, documents) = try Self.index(seed, count: 200)
        let facets: [(String, (Made) -> String)] = [
            ("number", { "\($0.number)" }), ("tag", \.tag), ("date:year", { "\($0.date.prefix(4))" }),
            ("date:month", { "\($0.date.prefix(7))" }), ("number:5", { "\(Int(($0.number + 5) / 5 * 5 - 5))" }),
        ]
        for word in ["common", "word3"] {
            for (facet, bucket) in facets {
                var wanted: [String: Int] = [:]
                for made in documents where made.words.contains(word) { wanted[bucket(made), default: 0] += 1 }
                var request = SearchRequest(word, limit: 0)
                request.facets = [try FacetRequest(facet)]
                let counts = try index.index.search(request).facets[0]
                #expect(counts.valueCount == wanted.count, "seed \(seed): \(facet)")
                #expect(
                    Dictionary(uniqueKeysWithValues: counts.values.map { ($0.text, $0.count) }) == wanted,
                    "seed \(seed): \(facet)")
            }
        }
    }

    @Test("have in a range the same first documents whether all are looked for or not", arguments: 1...4 as ClosedRange<UInt64>)
    func firstDocuments(seed: UInt64) throws {
        let (index, _) = try Self.index(seed, count: 2500)
        let queries = [
            "number:[-3 TO 12]", "number:>=-5", "number:14", "date:[2000-02 TO 2002-11]", "tag:[t1 TO t5]", "word*", "com*",
            "*d3",
            "/w.*/", "number:*", "tag:*", "number:[90 TO 99]",
        ]
        for query in queries {
            for (limit, offset, total) in [(1, 0, SearchRequest.Total.none), (10, 0, .bounded), (5, 70, .none), (3, 0, .exact)] {
                var request = SearchRequest(query, limit: limit)
                (request.offset, request.total) = (offset, total)
                let quick = try index.index.search(request)
                request.prunes = false
                let whole = try index.index.search(request)
                let what = "seed \(seed): \(query), \(limit) from \(offset), \(total)"
                #expect(quick.hits == whole.hits, "\(what)")
                #expect(total == .none || quick.total == whole.total && quick.totalIsExact == whole.totalIsExact, "\(what)")
                #expect((quick.next == nil) == (whole.next == nil), "\(what)")
            }
        }
    }
}

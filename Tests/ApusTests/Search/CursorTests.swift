import Testing

@testable import Apus

@Suite("Cursors")
struct CursorTests {
    private static func request(_ query: String, _ sort: [SortKey], limit: Int, after: String? = nil) -> SearchRequest {
        var request = SearchRequest(query, limit: limit)
        (request.sort, request.after, request.snippetLength, request.total) = (sort, after, nil, .none)
        return request
    }

    /// Pages to the end; `change` runs between them and gets the last hit.
    private static func pages(
        _ index: Index, _ query: String, _ sort: [SortKey], limit: Int, _ change: (Hit) throws -> Void = { _ in }
    ) throws -> [Hit] {
        var hits: [Hit] = []
        var request = request(query, sort, limit: limit)
        while true {
            request.total = [.none, .bounded, .exact].randomElement()!
            let result = try index.snapshot().search(request)
            hits += result.hits
            // More than there are documents: they would come again and again.
            try #require(hits.count < 3000)
            guard let next = result.next else { return hits }
            #expect(next.utf8.allSatisfy { $0 == 0x2D || $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x7A).contains($0) })
            request.after = next
            try change(result.hits.last!)
        }
    }

    @Test("lead through the pages of one large page", arguments: Rounds.seeds(1...3, quick: 1))
    func still(seed: UInt64) throws {
        var corpus = TypedCorpus(seed: seed)
        let index = try corpus.index(documents: 200, commits: Int(seed), deletes: seed > 1)
        for query in SortTests.queries {
            for sort in [[], [.score], corpus.sort(), corpus.sort(), corpus.sort()] {
                let whole = try index.search(Self.request(query, sort, limit: 1000))
                #expect(whole.next == nil)
                let pages = try Self.pages(index, query, sort, limit: [1, 7, 50][corpus.number(0..<3)])
                #expect(pages == whole.hits, "seed \(seed), \(query), \(sort)")
            }
        }
    }

    @Test("and count all matches on every page, those of the pages before among them")
    func totals() throws {
        var corpus = TypedCorpus(seed: 9)
        let index = try corpus.index(documents: 200, commits: 2, deletes: true)
        for sort in [[], [SortKey("rank")]] {
            var request = Self.request("peace war", sort, limit: 20)
            request.total = .exact
            let count = try index.count("peace war")
            while true {
                let result = try index.search(request)
                #expect(result.total == count && result.totalIsExact)
                guard let next = result.next else { break }
                request.after = next
                request.total = request.total == .exact ? .bounded : .exact
            }
        }
    }

    @Test(
        "stay where they are while documents come and go: what stays comes once, in its order, with its score",
        arguments: 1...4 as ClosedRange<UInt64>)
    func moving(seed: UInt64) throws {
        var corpus = TypedCorpus(seed: seed)
        for (number, query) in SortTests.queries.enumerated() {
            let index = try corpus.index(documents: 60, commits: 1 + Int(seed) % 3, deletes: true)
            let sort: [SortKey] = number % 3 == 0 ? [] : number % 3 == 1 ? [.score] : corpus.sort()
            let what = "seed \(seed), \(query), \(sort)"
            let first = try index.search(Self.request(query, sort, limit: 1000)).hits
            var touched: Set<String> = []
            var pageCount = 0
            let hits = try Self.pages(index, query, sort, limit: 5) { last in
                pageCount += 1
                // New documents would fill pages without end.
                guard pageCount < 12 else { return }
                try index.write { batch in
                    for _ in 0..<3 {
                        let id = "d\(corpus.number(0..<3))-\(corpus.number(0..<60))"
                        // The order of scores goes by its last hit where equal ones are merged.
                        if sort.isEmpty, id == last.id { continue }
                        touched.insert(id)
                        corpus.isTrue() ? try batch.delete(id: id) : try batch.add(corpus.document(id: id))
                        try batch.add(corpus.document(id: "n\(pageCount)-\(corpus.number(0..<9))"))
                    }
                }
                if pageCount % 3 == 0 { try index.merge(toSegments: 1, reordering: !sort.isEmpty && pageCount % 2 == 0) }
            }
            let stayed = first.filter { !touched.contains($0.id) }
            let seen = hits.filter { hit in first.contains { $0.id == hit.id } && !touched.contains(hit.id) }
            #expect(seen.map(\.id) == stayed.map(\.id), "\(what)")
            #expect(seen.map(\.score) == stayed.map(\.score), "\(what)")
            #expect(hits.map(\.rank) == Array(1...max(1, hits.count)).prefix(hits.count).map { $0 }, "\(what)")
        }
    }

    @Test("of a last hit that was deleted go on behind it, and say so when that cannot be known")
    func deletedHit() throws {
        let small = try SmallIndex((0..<9).map { Document(id: "\($0)", ["text": "a", "rank": .integer(Int64($0))]) })
        let ranked = try small.index.search(Self.request("a", [], limit: 4)).next
        let sorted = try small.index.search(Self.request("a", [SortKey("rank")], limit: 4)).next
        try small.index.write { batch in try batch.delete(id: "3") }
        #expect(try small.index.search(Self.request("a", [], limit: 4, after: ranked)).hits.map(\.id) == ["4", "5", "6", "7"])
        try small.index.merge(toSegments: 1)
        #expect(
            try small.index.search(Self.request("a", [SortKey("rank")], limit: 4, after: sorted)).hits.map(\.id)
                == ["4", "5", "6", "7"])
        #expect(throws: SearchError.self) { try small.index.search(Self.request("a", [], limit: 4, after: ranked)) }
        // Nothing else scores the same.
        try small.add([Document(id: "x", ["text": "a b"]), Document(id: "y", ["text": "a b b c c c c c"])])
        let next = try small.index.search(Self.request("a b", [], limit: 1)).next
        try small.index.write { batch in try batch.delete(id: "x") }
        try small.index.merge(toSegments: 1)
        #expect(try small.index.search(Self.request("a b", [], limit: 1, after: next)).hits.map(\.id) == ["y"])
    }

    @Test("that are none are refused, whatever byte of them is changed", arguments: [[], [SortKey("tag"), SortKey("rank")]])
    func changedBytes(sort: [SortKey]) throws {
        var corpus = TypedCorpus(seed: 5)
        let index = try corpus.index(documents: 50, commits: 2, deletes: false)
        let next = try #require(try index.search(Self.request("peace", sort, limit: 3)).next)
        let letters = Array(next.utf8)
        for place in letters.indices {
            for letter in ["A", "z", "-", "!", "é"] where Array(letter.utf8) != [letters[place]] {
                let changed = String(decoding: letters[..<place] + Array(letter.utf8) + letters[(place + 1)...], as: UTF8.self)
                #expect(throws: SearchError.self) { try index.search(Self.request("peace", sort, limit: 3, after: changed)) }
            }
            let cut = String(decoding: letters[..<place], as: UTF8.self)
            #expect(throws: SearchError.self) { try index.search(Self.request("peace", sort, limit: 3, after: cut)) }
        }
        #expect(throws: SearchError.option(name: "after", text: "the cursor is that of a search in another order")) {
            try index.search(Self.request("peace", [SortKey("price")], limit: 3, after: next))
        }
        for key in sort.indices {
            var turned = sort
            turned[key].isDescending = !(turned[key].isDescending ?? false)
            #expect(throws: SearchError.option(name: "after", text: "the cursor is that of a search in another order")) {
                try index.search(Self.request("peace", turned, limit: 3, after: next))
            }
        }
        var both = Self.request("peace", sort, limit: 3, after: next)
        both.offset = 1
        #expect(throws: SearchError.option(name: "after", text: "a cursor and an offset exclude each other")) {
            try index.search(both)
        }
    }

    @Test("are read back as they were written", arguments: 1...20 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var statistics = RankingStatistics()
        for _ in 0..<Int.random(in: 0..<5, using: &random) {
            statistics.fields[Int.random(in: 0..<4096, using: &random)] = FieldStatistics(
                documentCount: Int.random(in: 0..<1 << 32, using: &random), tokenCount: random.next())
            statistics.frequencies[UInt32(truncatingIfNeeded: random.next())] = Int.random(in: 0..<1 << 32, using: &random)
        }
        let order = try #require(try SortOrder([SortKey("id")], schema: Schema()))
        let ranked = SearchCursor.RankedPlace(
            score: 1.5, document: 7, segment: "0123456789abcdef-1", numberInSegment: 3, id: "é/日本")
        for place in [SearchCursor.Place.ranked(ranked), .sorted(order: order.fingerprint, [.bytes([0, 255]), .number(.max)])] {
            let cursor = SearchCursor(rank: Int.random(in: 0..<1 << 40, using: &random), statistics: statistics, place: place)
            if case .ranked = place { #expect(try SearchCursor(cursor.text, order: nil) == cursor) }
            if case .sorted = place { #expect(try SearchCursor(cursor.text, order: order) == cursor) }
        }
    }
}

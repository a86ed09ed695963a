import Testing

@testable import Apus

@Suite("Sorted searches")
struct SortTests {
    static let queries = ["*", "peace", "peace war", "+peace -war", "rank:>3000 talks", "\"peace war\"", "open:true peace"]

    @Test("give the order of a plain sort, page by page", arguments: 1...4 as ClosedRange<UInt64>)
    func everyType(seed: UInt64) throws {
        var corpus = TypedCorpus(seed: seed)
        let index = try corpus.index(documents: 300, commits: seed == 1 ? 1 : 4, deletes: seed > 2)
        if seed == 4 { try index.merge(toSegments: 1, reordering: true) }
        let snapshot = try index.snapshot()
        let model = try TypedModel(snapshot)
        for round in 0..<24 {
            var request = SearchRequest(Self.queries.randomElement(using: &corpus.random)!, limit: 1000)
            request.snippetLength = nil
            let matches = try snapshot.search(request).hits
            request.sort = corpus.sort()
            let what = "seed \(seed), \(request.question), \(request.sort)"
            let wanted = model.sorted(matches, by: request.sort)
            request.total = [.exact, .bounded, .none][round % 3]
            for (limit, offset) in [(1000, 0), (7, 0), (5, 3), (1, 0)] {
                (request.limit, request.offset) = (limit, offset)
                let result = try snapshot.search(request)
                let page = wanted.dropFirst(offset).prefix(limit)
                #expect(result.hits.map(\.id) == page.map(\.id), "\(what)")
                #expect(result.hits.map(\.score) == page.map(\.score), "\(what)")
                #expect(result.hits.map(\.rank) == page.indices.map { $0 + 1 }, "\(what)")
                if request.total != .none { #expect(result.total == matches.count && result.totalIsExact, "\(what)") }
                #expect(result.total <= matches.count, "\(what)")
            }
        }
    }

    @Test(
        "refuse what has no order, and say what has",
        arguments: [
            ("text", "“text” is a text field, which has no order; keyword, number, boolean and date fields, score and id have"),
            ("year", "there is no field “year”"), ("rank:up", "there is no field “rank:up”"),
            ("rank,,tag", "a field is missing in “rank,,tag”"),
            ("", "a field is missing in “”"),
        ])
    func refused(sort: String, text: String) throws {
        let small = try SmallIndex([Document(id: "1", ["text": "a", "rank": 1])])
        #expect(throws: SearchError.option(name: "sort", text: text)) {
            var request = SearchRequest("a")
            request.sort = try SortKey.keys(sort)
            _ = try small.index.search(request)
        }
    }

    @Test("take a field called score before the score")
    func fieldFirst() throws {
        let small = try SmallIndex((1...3).map { Document(id: "\($0)", ["text": "a", "score": .integer(Int64(5 - $0))]) })
        var request = SearchRequest("a")
        request.sort = [.score]
        #expect(try small.index.search(request).hits.map(\.id) == ["3", "2", "1"])
    }
}

extension TypedCorpus {
    /// One to three keys; names may repeat.
    mutating func sort() -> [SortKey] {
        (0..<number(1..<4)).map { _ in
            SortKey(
                ["tag", "price", "rank", "date", "open", "score", "id"].randomElement(using: &random)!,
                descending: [nil, false, true][number(0..<3)])
        }
    }
}

extension TypedModel {
    /// Hits in an order, compared value by value.
    func sorted(_ hits: [Hit], by keys: [SortKey]) -> [Hit] {
        let documents = Dictionary(uniqueKeysWithValues: self.documents.map { ($0.id, $0) })
        return hits.sorted { one, other in
            for key in keys + [.score, .id] {
                let isDescending = key.isDescending ?? (key.name == "score")
                let direction: Int
                switch key.name {
                case "score": direction = one.score == other.score ? 0 : one.score < other.score ? -1 : 1
                case "id": direction = Self.order(Array(one.id.utf8), Array(other.id.utf8))
                default:
                    let (left, right) = (
                        extreme(documents[one.id]!, key.name, isDescending), extreme(documents[other.id]!, key.name, isDescending)
                    )
                    if (left == nil) != (right == nil) { return right == nil }
                    direction = left.map { order($0, right!, type(of: key.name)) } ?? 0
                }
                if direction != 0 { return (direction < 0) != isDescending }
            }
            return false
        }
    }

    private func extreme(_ document: Document, _ field: String, _ isDescending: Bool) -> FieldValue? {
        let type = type(of: field)
        return values(document, field).max { (order($0, $1, type) < 0) == isDescending && order($0, $1, type) != 0 }
    }

    func order(_ one: FieldValue, _ other: FieldValue, _ type: FieldType) -> Int {
        switch type {
        case .number: (Self.number(one) > Self.number(other) ? 1 : 0) - (Self.number(one) < Self.number(other) ? 1 : 0)
        case .boolean: (Self.text(one) == "true" ? 1 : 0) - (Self.text(other) == "true" ? 1 : 0)
        default: Self.order(Array(Self.text(one).utf8), Array(Self.text(other).utf8))
        }
    }
}

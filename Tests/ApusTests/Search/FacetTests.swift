import Testing

@testable import Apus

@Suite("Facets")
struct FacetTests {
    private static func counts(_ query: String, _ facets: [FacetRequest], _ snapshot: Snapshot) throws -> SearchResult {
        var request = SearchRequest(query, limit: 5)
        (request.facets, request.snippetLength) = (facets, nil)
        return try snapshot.search(request)
    }

    /// What a facet's values are called, each once for a document.
    private static func names(_ values: [FieldValue], _ facet: FacetRequest) -> Set<String> {
        Set(
            values.map { value in
                let text = TypedModel.text(value)
                switch (facet.field, facet.interval) {
                case ("date", nil): return text.hasSuffix(".000Z") ? text.dropLast(5) + "Z" : text
                case (_, .year): return String(text.prefix(4))
                case (_, .month): return String(text.prefix(7))
                case (_, .day): return String(text.prefix(10))
                case (_, .hour): return text.prefix(13) + ":00:00Z"
                case ("price", nil), ("rank", nil): return number(TypedModel.number(value))
                case (_, .width(let width)): return number((TypedModel.number(value) / width).rounded(.down) * width)
                default: return text
                }
            })
    }

    private static func number(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 9e15 ? String(Int64(number)) : String(number)
    }

    @Test("count the values of all documents that match", arguments: 1...4 as ClosedRange<UInt64>)
    func everyType(seed: UInt64) throws {
        var corpus = TypedCorpus(seed: seed)
        let index = try corpus.index(documents: 400, commits: seed == 1 ? 1 : 3, deletes: seed > 2)
        if seed == 4 { try index.merge(toSegments: 1, reordering: true) }
        let snapshot = try index.snapshot()
        let model = try TypedModel(snapshot)
        let facets = [
            FacetRequest(field: "tag"), FacetRequest(field: "tag", limit: 5), FacetRequest(field: "price", limit: 7),
            FacetRequest(field: "rank", interval: .width(600)), FacetRequest(field: "rank", interval: .width(250), limit: 3),
            FacetRequest(field: "open"), FacetRequest(field: "date", limit: 9), FacetRequest(field: "date", interval: .year),
            FacetRequest(field: "date", interval: .month), FacetRequest(field: "date", interval: .day, limit: 1000),
            FacetRequest(field: "date", interval: .hour, limit: 1000),
        ]
        for query in SortTests.queries + ["tag:zebra peace", "rank:12"] {
            var all = SearchRequest(query, limit: 1000)
            all.snippetLength = nil
            let matching = Set(try snapshot.search(all).hits.map(\.id))
            let result = try Self.counts(query, facets, snapshot)
            #expect(result.total == matching.count && result.totalIsExact)
            for (facet, found) in zip(facets, result.facets) {
                var counts: [String: Int] = [:]
                for document in model.documents where matching.contains(document.id) {
                    for name in Self.names(model.values(document, facet.field), facet) { counts[name, default: 0] += 1 }
                }
                let what = "seed \(seed), \(query), \(facet)"
                #expect(found.request == facet && found.valueCount == counts.count, "\(what)")
                #expect(found.values.count == min(facet.limit, counts.count), "\(what)")
                #expect(found.values.allSatisfy { counts[$0.text] == $0.count }, "\(what)")
                #expect(Set(found.values.map(\.text)).count == found.values.count, "\(what)")
                #expect(
                    found.values.map(\.count).sorted(by: >) == counts.values.sorted(by: >).prefix(facet.limit).map { $0 },
                    "\(what)")
                Self.expectOrder(found, "\(what)")
            }
        }
    }

    private static func expectOrder(_ counts: FacetCounts, _ what: String) {
        let isNumber = ["price", "rank"].contains(counts.request.field)
        for (one, other) in zip(counts.values, counts.values.dropFirst()) {
            let precedes =
                isNumber
                ? Double(one.text)! < Double(other.text)! : Array(one.text.utf8).lexicographicallyPrecedes(Array(other.text.utf8))
            let isInOrder =
                counts.request.interval == nil ? one.count > other.count || one.count == other.count && precedes : precedes
            #expect(isInOrder, "\(what): \(one) before \(other)")
        }
    }

    @Test("of decimal widths have decimal names, and what is too large for a width stands for itself")
    func widths() throws {
        let numbers: [FieldValue] = [0.3, 0.7, -0.1, 0.05, 1e300, 2]
        let small = try SmallIndex(numbers.enumerated().map { Document(id: "\($0)", ["n": $1]) })
        func names(_ width: Double) throws -> [String] {
            try Self.counts("*", [FacetRequest(field: "n", interval: .width(width))], small.index.snapshot()).facets[0].values
                .map(\.text)
        }
        #expect(try names(0.1) == ["-0.1", "0", "0.3", "0.7", "2", "1e+300"])
        #expect(try names(0.25) == ["-0.25", "0", "0.25", "0.5", "2", "1e+300"])
        #expect(try names(1e-300).count == 6 && names(1e-300).last == "1e+300")
        #expect(try names(1000) == ["-1000", "0", "1e+300"])
    }

    @Test("are read as they are written")
    func written() throws {
        #expect(try FacetRequest("tag") == FacetRequest(field: "tag"))
        #expect(try FacetRequest("tag=20") == FacetRequest(field: "tag", limit: 20))
        #expect(try FacetRequest("price:2.5=3") == FacetRequest(field: "price", interval: .width(2.5), limit: 3))
        #expect(try FacetRequest("date:month", usually: 4) == FacetRequest(field: "date", interval: .month, limit: 4))
    }

    @Test(
        "that cannot be counted are refused, and it is said what can",
        arguments: [
            (
                "text",
                "“text” is a text field, whose values are not counted; those of keyword, number, boolean and date fields are"
            ),
            ("n:month", "“n” is a number field, which is counted by a width such as 10"),
            ("d:10", "“d” is a date field, which is counted by year, month, day or hour"),
            ("b:10", "“b” is a boolean field, which has no intervals"), ("x", "there is no field “x”"),
            ("n:0", "a width above 0, or year, month, day or hour, is expected behind the “:” of “n:0”"),
            ("n=0", "a number of values from 1 is expected behind the “=” of “n=0”"), (":10", "a field is missing in “:10”"),
        ])
    func refused(facet: String, text: String) throws {
        let small = try SmallIndex([Document(id: "1", ["text": "a", "n": 1, "d": "2025-01-01", "b": true])])
        #expect(throws: SearchError.option(name: "facet", text: text)) {
            _ = try Self.counts("a", [try FacetRequest(facet)], small.index.snapshot())
        }
    }
}

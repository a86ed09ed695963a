import Testing

@testable import Apus

@Suite("Why a document scores what it does")
struct ExplanationTests {
    private static let texts = [
        "Ready to pursue peace. The war is over, and peace talks begin: peace at last.",
        "War and peace, war and peace, and nothing but war.",
        "The soup of the day is ready to be pursued by the pursuer of soup.",
        "To be or not to be: that is the question, is it not?", "Peaceful words are not peace; words are words.",
    ]

    private static func index() throws -> SmallIndex {
        let first = texts.enumerated().map { number, text in
            Document(
                id: String(number),
                [
                    "text": .string(text), "title": .string(number % 2 == 0 ? "On peace" : "On war and soup"),
                    "year": .number(Double(2000 + number)), "tag": .string(number < 3 ? "even so" : "odd"),
                ])
        }
        let index = try SmallIndex(first, defining: [FieldDefinition(name: "tag", type: .keyword)])
        try index.add(texts.enumerated().map { Document(id: "b\($0)", ["text": .string($1 + " " + $1)]) })
        return index
    }

    /// What the tree says it comes to, by its leaves alone.
    static func worth(_ part: ScorePart, grain: Double) -> Double {
        let values = part.parts.map { worth($0, grain: grain) }
        switch part.operation {
        case .figure: return part.value
        case .sum: return values.reduce(0, +)
        case .product: return values.dropFirst().reduce(values[0], *)
        case .addend: return (values.dropFirst().reduce(values[0], *) / grain).rounded(.toNearestOrEven) * grain
        }
    }

    private static let queries = [
        "peace", "peace war", "+peace war", "peace peace^2", "peace -war", "\"pursue peace\"", "\"to be\" peace^0.3",
        "\"ready pursue\"~3", "peace NEAR/5 war", "(soup OR war) NEAR/9 \"the day\"", "pursu*", "p?rsue /wa[rs]/", "*", "* peace",
        "peece~", "soop~2^3", "title:peace text:war", "year:[2001 TO 2003] peace", "tag:odd peace", "like:0", "NOT war",
        "(peace AND war) OR soup", "+(peace war) +(soup words ready)", "title:=\"on peace\"", "text:*",
        "\"pursue (peace OR war)\"",
        "the of and to be not is",
    ]

    @Test("The leaves of the tree multiply and add up to the hit's score, bit for bit", arguments: queries)
    func addsUp(query: String) throws {
        let index = try Self.index()
        for matching in [SearchRequest.Matching.any, .all] {
            var request = SearchRequest(query, limit: 100)
            (request.explains, request.matching, request.snippetLength) = (true, matching, nil)
            let hits = try index.index.search(request).hits
            for hit in hits {
                guard case .score(let tree) = hit.explanation else {
                    Issue.record("\(hit.id) is not explained")
                    continue
                }
                #expect(tree.score == hit.score, "\(hit.id)")
                #expect(Float(Self.worth(tree.root, grain: tree.grain)) == hit.score, "\(hit.id): \(tree.root)")
                #expect(try index.index.snapshot().explain(request, id: hit.id)?.explanation == hit.explanation)
            }
            let found = Set(hits.map(\.id))
            for id in Self.texts.indices.flatMap({ ["\($0)", "b\($0)"] }) where !found.contains(id) {
                guard case .failure(let failure) = try index.index.snapshot().explain(request, id: id)?.explanation else {
                    Issue.record("\(id) does not match, and no part fails")
                    continue
                }
                #expect(failure.place != nil || query == "NOT war" || failure.text == query, "\(failure)")
            }
        }
    }

    @Test("Figures are those of BM25's formula")
    func figures() throws {
        let index = try SmallIndex("peace war peace x", "war x", "x y z")
        var request = SearchRequest("peace")
        request.explains = true
        guard case .score(let tree) = try index.index.search(request).hits.first?.explanation else {
            Issue.record("no explanation")
            return
        }
        let facts = Dictionary(uniqueKeysWithValues: tree.root.parts.flatMap(\.facts).map { ($0.name, $0.value) })
        #expect(facts == ["df": 1, "N": 3, "tf": 2, "dl": 4, "avgdl": 3, "k1": 1.2, "b": 0.75])
        let idf = LogarithmBase.natural(1 + 2.5 / 1.5)
        let score = idf * 2.2 * 2 / (2 + 1.2 * (0.25 + 0.75 * 4 / 3))
        #expect(abs(Double(tree.score) - score) < 1e-6)
        #expect(tree.root.places == [0..<5])
    }

    @Test("A word that is asked for twice is one part that tells both places")
    func places() throws {
        let index = try SmallIndex("peace war")
        var request = SearchRequest("peace war peace")
        request.explains = true
        guard case .score(let tree) = try index.index.search(request).hits.first?.explanation else {
            Issue.record("no explanation")
            return
        }
        #expect(tree.root.parts.map(\.places) == [[0..<5, 10..<15], [6..<9]])
    }

    private static let failures: [(query: String, part: String, reason: String)] = [
        ("soup", "soup", "“soup” is not there"), ("+peace +soup war", "+soup", "“soup” is not there"),
        ("peace -war", "-war", "it has what is excluded"), ("peace AND NOT war", "war", "it has what is excluded"),
        ("\"peace pursue\"", "\"peace pursue\"", "its words are there, but not next to each other"),
        ("\"pursue soup\"", "\"pursue soup\"", "“soup” is not there"),
        ("+peace +(soup OR words)", "soup OR words", "none of this is there"),
        ("peace AND (ready NEAR/2 last)", "ready NEAR/2 last", "all of it is there, but not as near"),
        ("ready NEAR/2 soup", "soup", "“soup” is not there"), ("text:soup", "text:soup", "“soup” is not there in text"),
        ("+peace +sou*", "+sou*", "no word matches it"), ("year:>2005", "year:>2005", "no value in year lies in it"),
        ("absent:* soup", "soup", "none of this is there"),
        ("+peace +title:=peace", "+title:=peace", "no value in title is just this"),
        ("soop~", "soop~", "no word is as near to it"),
    ]

    @Test("A document that does not match fails a part, which is told with its place", arguments: failures)
    func fails(query: String, part: String, reason: String) throws {
        let index = try Self.index()
        guard case .failure(let failure) = try index.index.snapshot().explain(SearchRequest(query), id: "0")?.explanation else {
            Issue.record("it matches")
            return
        }
        if !query.hasPrefix("absent") { #expect(failure.text == part) }
        #expect(failure.reason == reason)
        let place = try #require(failure.place)
        #expect(String(decoding: Array(query.utf8)[place], as: UTF8.self) == failure.text)
    }

    @Test("Filters are looked at behind the query, and an unknown id is none")
    func filters() throws {
        let index = try Self.index()
        var request = SearchRequest("peace")
        request.filters = [.text("year:2000"), .text("+title:peace +tag:odd")]
        let explained = try index.index.snapshot().explain(request, id: "0")
        let failure = QueryFailure(text: "+tag:odd", place: 13..<21, filter: 1, reason: "no value in tag is this")
        #expect(explained?.explanation == .failure(failure))
        #expect(try index.index.snapshot().explain(request, id: "absent") == nil)
    }
}

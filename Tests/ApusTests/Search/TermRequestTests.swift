import Testing

@testable import Apus

@Suite("Terms, completions and spellings")
struct TermRequestTests {
    private static func terms(_ snapshot: Snapshot, _ request: TermRequest) throws -> [IndexTerm] {
        let list = try snapshot.terms(request)
        #expect(!list.isPartial)
        return list.terms
    }

    @Test("are those that a look at every document finds, in their orders", arguments: 1...5 as ClosedRange<UInt64>)
    func random(seed: UInt64) throws {
        var model = try ExpansionModel(
            seed: seed, documents: 300, commits: Int(seed % 3) + 1, vocabulary: seed > 2 ? 600 : 40, reordering: seed == 5)
        for round in 0..<30 {
            let field = [nil, "title", "text"][round % 3]
            let stem = String(ExpansionModel.word(&model.random).prefix(2))
            let folded = stem.replacing("é", with: "e").replacing("E", with: "e")
            var counts: [String: Int] = [:]
            for name in field.map({ [$0] }) ?? ExpansionModel.fields {
                for (term, documents) in model.frequencies(name) { counts[term] = max(counts[term] ?? 0, documents) }
            }
            let all = counts.map { IndexTerm(term: $0.key, documentCount: $0.value) }
                .sorted { $0.term.utf8.lexicographicallyPrecedes($1.term.utf8) }
            let matching = all.filter { $0.term.hasPrefix(folded) }
            let limit = Int.random(in: 0...20, using: &model.random)
            let beginning = TermRequest(.beginning(stem), in: field, limit: limit)
            #expect(try Self.terms(model.snapshot, beginning) == Array(matching.prefix(limit)), "seed \(seed), \(beginning)")
            let completing = TermRequest(.completing("a war \(stem)"), in: field, limit: limit)
            let common = matching.enumerated().sorted { (-$0.1.documentCount, $0.0) < (-$1.1.documentCount, $1.0) }.map(\.1)
            #expect(try Self.terms(model.snapshot, completing) == Array(common.prefix(limit)), "seed \(seed), \(completing)")
            let near = TermRequest(.near(stem, edits: 2), in: field, limit: limit)
            let distances = all.map {
                IndexTerm(term: $0.term, documentCount: $0.documentCount, edits: editDistance(folded, $0.term))
            }
            let nearest = distances.enumerated().filter { $0.1.edits <= 2 }
                .sorted { ($0.1.edits, -$0.1.documentCount, $0.0) < ($1.1.edits, -$1.1.documentCount, $1.0) }.map(\.1)
            #expect(try Self.terms(model.snapshot, near) == Array(nearest.prefix(limit)), "seed \(seed), \(near)")
        }
    }

    @Test("are gone through page by page")
    func pages() throws {
        let model = try ExpansionModel(seed: 8, documents: 300, commits: 3, vocabulary: 400)
        var request = TermRequest(.beginning(""), in: "text", limit: 7)
        var all: [String] = []
        while true {
            let page = try Self.terms(model.snapshot, request).map(\.term)
            if page.isEmpty { break }
            all += page
            request.after = page.last
        }
        #expect(all == model.frequencies("text").map(\.term))
        #expect(all.count > 200)
    }

    @Test("have cases that people meet")
    func cases() throws {
        let index = try SmallIndex(
            [
                Document(id: "1", ["text": "Rutte seeks peace, receives peace", "tag": "North Sea", "year": 2025]),
                Document(id: "2", ["text": "peace and pace", "tag": "north"]),
            ], defining: [FieldDefinition(name: "tag", type: .keyword)])
        let snapshot = try index.index.snapshot()
        func words(_ question: TermRequest.Question, in field: String? = nil) throws -> [String] {
            try snapshot.terms(TermRequest(question, in: field)).terms.map(\.term)
        }
        #expect(try words(.near("recieves", edits: 2)) == ["receives"])
        #expect(try words(.near("Peaces", edits: 2)) == ["peace", "pace"])
        #expect(try words(.near("two words", edits: 2)) == [])
        #expect(try words(.completing("Rutte P")) == ["peace", "pace"])
        #expect(try words(.completing("—")) == [])
        #expect(try words(.completing("")).first == "peace")
        #expect(try words(.beginning("North"), in: "tag") == ["North Sea"])
        #expect(try words(.beginning(""), in: "tag") == ["North Sea", "north"])
        #expect(try words(.beginning(""), in: "year") == [])
        #expect(try words(.beginning(""), in: "none") == [])
        var request = TermRequest(.completing("p"))
        request.timeout = .zero
        try index.add((0..<100).map { Document(id: "w\($0)", ["text": .string("p\($0)")]) })
        #expect(try index.index.snapshot().terms(request).isPartial)
    }
}

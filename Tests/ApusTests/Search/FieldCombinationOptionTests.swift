import Testing

@testable import Apus

@Suite("The way that fields score together, of an index or a request")
struct FieldCombinationOptionTests {
    @Test("An index keeps its own, through merges and openings, until a commit gives it another; a request overrules it")
    func kept() throws {
        let storage = MemoryStorage()
        let own = try Index(storage: storage, options: CareIndex.options)
        let combination = FieldCombination.bm25f(weights: ["title": 3, "later": 2])
        for (number, text) in FieldCombinationTests.texts.enumerated() {
            try own.write { batch in
                if number == 0 { try batch.define(combination) }
                try batch.add(Document(id: "\(number)", text))
            }
        }
        try own.merge(toSegments: 1)
        #expect(try Manifest(storage.content(of: IndexFileName.manifest)).combination == combination)
        let opened = try Index(storage: storage, options: CareIndex.options)
        #expect(try opened.snapshot().combination == combination)
        let usual = try FieldCombinationTests.small().index
        #expect(try usual.snapshot().combination == .sum)
        let ranked = try FieldCombinationTests.scores("peace", nil, of: opened)
        #expect(try FieldCombinationTests.scores("peace", .bm25f(weights: ["title": 3]), of: usual) == ranked)
        #expect(
            try FieldCombinationTests.scores("peace", .sum, of: opened) == FieldCombinationTests.scores("peace", nil, of: usual))
        #expect(throws: DocumentError.self) { try own.write { try $0.define(.bm25f(weights: ["title": -1])) } }
        let generation = try own.write { try $0.define(.sum) }
        #expect(try own.write { try $0.define(.sum) } == generation)
        #expect(try FieldCombinationTests.scores("peace", nil, of: own) == FieldCombinationTests.scores("peace", nil, of: usual))
        #expect(try storage.content(of: IndexFileName.manifest)[8] < Manifest.combinationVersion)
    }

    @Test("Several indexes are searched by what they agree on, or by what is given")
    func joined() throws {
        let (one, other) = (try FieldCombinationTests.small().index, try FieldCombinationTests.small().index)
        try other.write { try $0.define(.bm25f) }
        let commits = [Snapshot.Named("A", try one.snapshot()), Snapshot.Named("B", try other.snapshot())]
        let refusal = #expect(throws: IndexError.self) { try Snapshot(joining: commits) }
        guard case .incompatible(let text) = refusal else { return #expect(Bool(false), "\(String(describing: refusal))") }
        #expect(text == "A ranks by combine=sum, B by combine=bm25f: say by which both are to be")
        #expect(try Snapshot(joining: commits, combination: .sum).combination == .sum)
        #expect(try Snapshot(joining: [commits[1]]).combination == .bm25f)
    }

    @Test("Are read as they are written, and nothing else is")
    func reading() {
        #expect(FieldCombination("sum") == .sum)
        #expect(FieldCombination("bm25f") == .bm25f)
        #expect(FieldCombination("bm25f:title=3,a=b=0.5") == .bm25f(weights: ["title": 3, "a=b": 0.5]))
        for combination in [FieldCombination.sum, .bm25f, .bm25f(weights: ["b": 0.1, "a": 1000])] {
            #expect(FieldCombination(combination.description) == combination)
        }
        for text in [
            "", "BM25F", "sum:", "sum:a=1", "bm25f:", "bm25f:a", "bm25f:=1", "bm25f:a=", "bm25f:a=1,", "bm25f:a=-1",
            "bm25f:a=1001",
            "bm25f:a=nan", "bm25f:a=1,a=2",
        ] {
            #expect(FieldCombination(text) == nil, "\(text)")
        }
    }

    @Test(
        "A field that is not there or holds no text is refused, and so is a weight out of bounds",
        arguments: [["absent": 1.0], ["tag": 2], ["text": -1], ["text": .infinity]])
    func refused(weights: [String: Double]) throws {
        let index = try SmallIndex(
            [Document(id: "a", ["text": "peace", "tag": "x"])], defining: [FieldDefinition(name: "tag", type: .keyword)])
        var request = SearchRequest("peace")
        request.combination = .bm25f(weights: weights)
        for answer in [
            { try index.index.search(request).hits.count },
            { try index.index.snapshot().explain(request, id: "a") == nil ? 0 : 1 },
        ] {
            do {
                _ = try answer()
                Issue.record("nothing is refused")
            } catch SearchError.option(let name, _) { #expect(name == "combine") }
        }
    }
}

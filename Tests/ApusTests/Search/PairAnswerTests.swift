import Testing

@testable import Apus

/// The same documents with pairs and filters of neighbours, without, and with some: every answer is the same, bit for bit.
@Suite("Answers with pairs")
struct PairAnswerTests {
    private static func indexes(seed: UInt64, commits: Int, documents: Int) throws -> [Index] {
        var some = PairOptions.all
        some.permille = 120
        return try [PairOptions.none, .all, some, .filters].map { options in
            var corpus = PairCorpus(seed: seed)
            let index = try PairCorpus.index([], pairs: options)
            for commit in 0..<commits {
                try index.write { batch in
                    for number in 0..<documents { try batch.add(corpus.document(id: "d\(commit)-\(number)")) }
                    guard commit > 0 else { return }
                    for number in 0..<documents / 10 { try batch.delete(id: "d\(commit - 1)-\(number * 7)") }
                }
            }
            return index
        }
    }

    private static func queries(seed: UInt64) -> [String] {
        var corpus = PairCorpus(seed: seed + 1000)
        func phrase() -> String { "\"\(corpus.phrase(Int.random(in: 2...5, using: &corpus.random)))\"" }
        var queries = ["\"a b a b\"", "\"a a\"", "\"a a a\"", "\"c a c b c a\"", "text:\"a b\"", "title:\"b a\" OR text:\"b a\""]
        for _ in 0..<Rounds.of(5, quick: 1) {
            queries += [
                phrase(), "\(phrase()) AND \(phrase())", "\(phrase()) AND \(corpus.word())", "\(phrase()) OR \(phrase())",
                "\(phrase()) OR \(corpus.word()) OR \(corpus.word())", "\(corpus.word()) NOT \(phrase())",
                "\(phrase()) NOT \(phrase())", "\(phrase())^3 OR \(phrase())^0.5", "+\(corpus.word()) \(phrase())",
                "+\(phrase()) \(phrase()) \(corpus.word())", "(\(phrase()) OR \(phrase())) AND (\(corpus.word()) OR \(phrase()))",
                "text:\(phrase())", "title:\(phrase()) AND text:\(phrase())",
            ]
        }
        return queries
    }

    private static func compare(_ indexes: [Index], seed: UInt64) throws {
        let snapshots = try indexes.map { try $0.snapshot() }
        for query in queries(seed: seed) {
            for (limit, total) in [(10, SearchRequest.Total.none), (10, .exact), (3, .bounded), (0, .exact)] {
                var request = SearchRequest(query, limit: limit)
                request.total = total
                request.snippetLength = nil
                let results = try snapshots.map { try $0.search(request) }
                for result in results[1...] {
                    #expect(result.hits == results[0].hits, "seed \(seed), \(query)")
                    guard total == .exact else { continue }
                    #expect(result.total == results[0].total, "seed \(seed), \(query)")
                }
            }
        }
    }

    @Test("Pairs change no answer, before and after merges", arguments: Rounds.seeds(1...4, quick: 1))
    func sameAnswers(seed: UInt64) throws {
        let indexes = try Self.indexes(seed: seed, commits: Int(seed), documents: 400 / Int(seed))
        #expect(try indexes.map { try $0.snapshot().segments[0].reader.pairs != nil } == [false, true, true, false])
        #expect(try indexes[3].snapshot().segments[0].reader.neighbours != nil)
        try Self.compare(indexes, seed: seed)
        guard seed > 1 else { return }
        for index in indexes { try index.merge() }
        try Self.compare(indexes, seed: seed)
    }

    @Test("A phrase whose words never meet is nothing in the segment, and its neighbours in a query still count")
    func absentPairs() throws {
        let texts = (0..<40).map { Document(id: "d\($0)", ["text": $0 % 2 == 0 ? "a x b" : "b y a"]) }
        let index = try PairCorpus.index(texts)
        func count(_ query: String) throws -> Int { try index.snapshot().count(SearchRequest(query)).total }
        #expect(try count("\"a b\"") == 0)
        #expect(try count("\"a b\" OR x") == 20)
        #expect(try count("a NOT \"a b\"") == 40)
        #expect(try count("\"a x b\"") == 20)
        #expect(try count("\"a b x\"") == 0)
    }

    @Test("A damaged list of a pair is an error that names its file")
    func damage() throws {
        let storage = MemoryStorage()
        let texts = (0..<300).map { Document(id: "d\($0)", ["title": "a b a"]) }
        let record = try PairCorpus.index(texts, storage: storage).snapshot().segments[0].reader.record
        let name = record.fileName(of: .pairs)
        var content = try storage.content(of: name)
        content[PartWriter.headerBytes] = 0xFF
        try storage.replace(name, with: content)
        let index = try Index(storage: storage, options: PairCorpus.options())
        #expect {
            for query in ["\"a b\"", "\"b a\""] { _ = try index.search(SearchRequest(query)) }
        } throws: { error in
            if case .damaged(let file)? = error as? SearchError { file.file == name } else { false }
        }
    }
}

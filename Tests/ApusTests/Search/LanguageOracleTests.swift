import Testing

@testable import Apus

@Suite("Text in a language beside an index of its stems", .enabled(if: Stemming.isThere))
struct LanguageOracleTests {
    /// Random texts of words that share stems, the same texts with each word replaced by its stem, and words to ask for.
    private static func corpus(seed: UInt64) throws -> (texts: [String], stems: [String], words: [(String, String)]) {
        var random = SeededRandom(seed: seed)
        let roots = [
            "peace", "pursu", "walk", "nation", "hope", "café", "run", "talk", "quick", "state", "op", "gener", "relat", "x",
        ]
        let endings = ["", "s", "ed", "ing", "ful", "ly", "ation", "er", "'s"]
        let stemmer = try Stemming.system.stemmer(.english, foldsAccents: true)
        func stem(_ word: String) -> String {
            Array(word.utf8).withUnsafeBufferPointer { String(decoding: stemmer.stem($0), as: UTF8.self) }
        }
        let words = roots.flatMap { root in endings.map { (root + $0, stem(root + $0)) } }
        var (texts, stems): ([String], [String]) = ([], [])
        for _ in 0..<250 {
            let chosen = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                words[min(Int.random(in: 0..<words.count, using: &random), Int.random(in: 0..<words.count, using: &random))]
            }
            texts.append(chosen.map(\.0).joined(separator: " "))
            stems.append(chosen.map(\.1).joined(separator: " "))
        }
        return (texts, stems, words)
    }

    @Test(
        "Answers, scores and order are those of an index of the stems themselves, in one segment and several",
        arguments: Rounds.seeds(1...3, quick: 1))
    func oracle(seed: UInt64) throws {
        let (texts, stems, words) = try Self.corpus(seed: seed)
        var random = SeededRandom(seed: seed + 100)
        let storage = MemoryStorage()
        let stemmed = try LanguageTests.index(texts, in: storage, commits: 4)
        let model = try LanguageTests.index(stems, language: nil, commits: 1)
        for round in 0..<2 {
            #expect(try IndexCheck(storage).run().problems == [])
            for _ in 0..<Rounds.of(60, quick: 8) {
                let asked = (0..<Int.random(in: 1...4, using: &random)).map { _ in words.randomElement(using: &random)! }
                let marks = asked.map { _ in ["", "", "+", "-"].randomElement(using: &random)! }
                let query = zip(marks, asked).map { $0 + $1.0 }.joined(separator: " ")
                let modelled = zip(marks, asked).map { $0 + "\"" + $1.1 + "\"" }.joined(separator: " ")
                let (one, other) = (
                    try stemmed.search(SearchRequest(query, limit: 400)), try model.search(SearchRequest(modelled, limit: 400))
                )
                #expect(one.hits.map(\.id) == other.hits.map(\.id), "seed \(seed), round \(round), \(query)")
                #expect(one.hits.map(\.score) == other.hits.map(\.score), "seed \(seed), round \(round), \(query)")
            }
            try stemmed.merge(toSegments: 1)
            #expect(try stemmed.segmentCount == 1)
        }
        #expect(try IndexCheck(storage).run().problems == [])
    }

    @Test("Where a longer field comes first, stems still go by the lengths of their own, pruned or not")
    func ownLengths() throws {
        let (texts, stems, words) = try Self.corpus(seed: 21)
        func index(_ texts: [String], _ language: Language?) throws -> Index {
            let index = try Index(storage: MemoryStorage(), options: LanguageTests.options())
            // The first has lists of two blocks.
            for part in [0..<200, 200..<250] {
                try index.write { batch in
                    try batch.define(FieldDefinition(name: "title", type: .text))
                    try batch.define(FieldDefinition(name: "text", type: .text, language: language))
                    for number in part {
                        let title = String(repeating: "title ", count: 200 + number)
                        try batch.add(Document(id: "d\(number)", ["title": .string(title), "text": .string(texts[number])]))
                    }
                }
            }
            return index
        }
        let (stemmed, model) = (try index(texts, .english), try index(stems, nil))
        var random = SeededRandom(seed: 22)
        for round in 0..<2 {
            for _ in 0..<10 {
                let asked = (0..<Int.random(in: 1...3, using: &random)).map { _ in words.randomElement(using: &random)! }
                let query = asked.map { "text:" + $0.0 }.joined(separator: " ")
                let modelled = asked.map { "text:\"" + $0.1 + "\"" }.joined(separator: " ")
                for limit in [5, 400] {
                    var (one, other) = (SearchRequest(query, limit: limit), SearchRequest(modelled, limit: limit))
                    (one.snippetLength, one.total, other.snippetLength) = (nil, .none, nil)
                    other.prunes = false
                    let (found, expected) = (try stemmed.search(one).hits, try model.search(other).hits)
                    #expect(found.map(\.id) == expected.map(\.id), "round \(round), \(query)")
                    #expect(found.map(\.score) == expected.map(\.score), "round \(round), \(query)")
                }
            }
            #expect(try IndexCheck(stemmed.storage).run().problems == [])
            for index in [stemmed, model] { try index.merge(toSegments: 1) }
        }
    }

    @Test("The same documents give the same bytes, whatever the threads and commits, and in a new order too")
    func bytes() throws {
        let (texts, _, words) = try Self.corpus(seed: 11)
        var contents: [[String: [UInt8]]] = []
        for (threads, commits) in [(1, 1), (3, 1), (2, 5)] {
            let storage = MemoryStorage()
            let index = try LanguageTests.index(texts, in: storage, commits: commits, threads: threads)
            try index.merge(toSegments: 1)
            let record = try #require(try index.snapshot().records.first)
            contents.append(
                try Dictionary(
                    uniqueKeysWithValues: record.parts.map {
                        ($0.part.name, try storage.content(of: record.fileName(of: $0.part)))
                    }))
            let before = try words.map { try LanguageTests.found(index, $0.0) }
            try index.merge(toSegments: 1, reordering: true)
            #expect(try IndexCheck(storage).run().problems == [])
            #expect(try words.map { try LanguageTests.found(index, $0.0) } == before)
        }
        #expect(contents[0] == contents[1])
        #expect(contents[0] == contents[2])
    }
}

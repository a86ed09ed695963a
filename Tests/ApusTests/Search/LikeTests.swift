import Glibc
import Testing

@testable import Apus

@Suite("Documents like one")
struct LikeTests {
    /// Documents of a few topics, whose words are their own and those that all share.
    private static func documents(_ random: inout SeededRandom) -> [Document] {
        (0..<120).map { number in
            let topic = number % 6
            let words = (0..<Int.random(in: 20...80, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? "shared\(Int.random(in: 0..<15, using: &random))"
                    : "topic\(topic)x\(Int.random(in: 0..<40, using: &random))"
            }
            return Document(
                id: "d\(number)",
                ["text": .string(words.joined(separator: " ")), "title": .string("Topic \(topic), part \(number)")])
        }
    }

    /// The 25 words of the largest tf · idf that another document has too, found by counting words in all texts.
    private static func tellingWords(_ documents: [Document], _ id: String) -> [(field: String, word: String)] {
        func words(_ document: Document, _ field: String) -> [String] {
            document.fields.filter { $0.name == field }.flatMap(\.values).flatMap { value -> [String] in
                guard case .string(let text) = value else { return [] }
                return text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
            }
        }
        guard let asked = documents.first(where: { $0.id == id }) else { return [] }
        var told: [(field: String, word: String, weight: Double)] = []
        for field in ["text", "title"] {
            let all = documents.map { Set(words($0, field)) }
            for (word, uses) in Dictionary(grouping: words(asked, field), by: { $0 }) {
                let holding = Double(all.filter { $0.contains(word) }.count)
                guard holding > 1 else { continue }
                let idf = log(1 + (Double(documents.count) - holding + 0.5) / (holding + 0.5))
                told.append((field, word, Double(uses.count) * idf))
            }
        }
        let ranked = told.sorted { ($1.weight, $0.field, $0.word) < ($0.weight, $1.field, $1.word) }
        return ranked.prefix(25).map { ($0.field, $0.word) }
    }

    @Test(
        "Those found, and their scores, are those of its most telling words, without itself",
        arguments: 1...3 as ClosedRange<UInt64>)
    func oracle(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let documents = Self.documents(&random)
        let small = try SmallIndex(Array(documents.prefix(70)))
        try small.add(Array(documents.dropFirst(70)))
        for id in ["d0", "d7", "d64", "d119"] {
            let clauses = Self.tellingWords(documents, id).map {
                Query.Clause(.optional, .field([$0.field], .word($0.word)))
            }
            #expect(clauses.count > 15, "seed \(seed), \(id)")
            let expected = try small.index.search(SearchRequest(.boolean(clauses), limit: 200)).hits.filter { $0.id != id }
            let found = try small.index.search(SearchRequest(.like(id: id), limit: 200))
            #expect(found.warnings == [])
            #expect(found.hits.map(\.id) == expected.map(\.id), "seed \(seed), \(id)")
            #expect(found.hits.map(\.score) == expected.map(\.score), "seed \(seed), \(id)")
            #expect(
                found.hits.prefix(5).allSatisfy { Int($0.id.dropFirst()).map { $0 % 6 } == Int(id.dropFirst()).map { $0 % 6 } })
            #expect(try small.index.count("like:\(id)") == expected.count)
        }
    }

    @Test("It takes part in groups, in fields, and with a weight")
    func operators() throws {
        let small = try SmallIndex([
            Document(id: "a", ["title": "peace talks", "text": "minerals deal"]),
            Document(id: "b", ["title": "peace march", "text": "rain"]),
            Document(id: "c", ["title": "harvest", "text": "minerals"]),
        ])
        #expect(try small.found("like:a") == ["b", "c"])
        #expect(try small.found("title:(like:a)") == ["b"])
        #expect(try small.found("like:a -rain") == ["c"])
        #expect(try small.found("+like:a +rain") == ["b"])
        let plain = try small.hits("like:a")
        let heavy = try small.hits("like:a^2")
        #expect(zip(plain, heavy).allSatisfy { abs($0.score * 2 - $1.score) < 1e-5 })
    }

    @Test("Of a document that is not there, deleted, or like no other, a warning says so and nothing is found")
    func nothing() throws {
        let small = try SmallIndex([Document(id: "a", ["text": "alone"]), Document(id: "b", ["text": "other"])])
        for id in ["a", "missing"] {
            let found = try small.index.search("x like:\(id)")
            #expect(found.hits.isEmpty)
            #expect(found.warnings.map(\.code) == ["like"])
            #expect(found.warnings.map(\.offset) == [2])
        }
        try small.add([Document(id: "c", ["text": "other"])])
        #expect(try small.found("like:b") == ["c"])
        try small.index.write { batch in try batch.delete(id: "b") }
        #expect(try small.index.search("like:b").warnings.map(\.code) == ["like"])
    }
}

import Testing

@testable import Apus

@Suite("Passages")
struct PassageTests {
    private static func passages(
        _ query: String, in text: String, count: Int = 3, length: Int = 100
    ) throws -> [TextPassage] {
        let index = try SmallIndex(text, "peace peace", "war", "the war of words")
        var request = SearchRequest(query)
        (request.passages, request.snippetLength) = (count, length)
        let passages = try index.index.search(request).hits.first { $0.id == "0" }?.passages ?? []
        for passage in passages {
            let cut = String(decoding: Array(text.utf8)[passage.range], as: UTF8.self)
            #expect(passage.text.contains("…") || passage.text == cut.replacing("\n", with: " "))
        }
        return passages
    }

    @Test("The sentences with the most and the rarest of the query come first, each once")
    func sentences() throws {
        let text =
            "No word here. The war goes on. Peace came after the war! And nothing else.\nThe treaty was signed. “Peace?” he said."
        let passages = try Self.passages("peace war", in: text)
        #expect(passages.map(\.text) == ["Peace came after the war!", "“Peace?”", "The war goes on."])
        #expect(passages.map(\.line) == [1, 2, 1])
        let first = try #require(passages.first)
        #expect(first.spans.map { String(decoding: Array(first.text.utf8)[$0], as: UTF8.self) } == ["Peace", "war"])
        #expect(try Self.passages("peace war", in: text, count: 1).count == 1)
        #expect(try Self.passages("absent", in: text).isEmpty)
    }

    @Test("Words close together win, and so does an early place")
    func places() throws {
        let far = "War is here, and long after all of that has been said and done comes peace."
        let near = "After war, peace."
        #expect(try Self.passages("peace war", in: "\(far) \(near)", count: 1).first?.text == near)
        #expect(try Self.passages("war", in: "First war. Second war.", count: 1).first?.text == "First war.")
    }

    @Test("A long sentence is cut around what was found; the line is that of the match")
    func long() throws {
        let filler = String(repeating: "filler and more\n", count: 20)
        let passage = try #require(try Self.passages("peace", in: filler + "peace " + filler).first)
        #expect(passage.text.hasPrefix("…") && passage.text.hasSuffix("…") && passage.text.utf8.count < 130)
        #expect(passage.line == 21)
    }

    @Test(
        "Sentences end at stops, closing quotes, empty lines and wide full stops",
        arguments: [
            ("A b. Peace c. D", "Peace c."), ("He said “no.” Peace!) X", "Peace!)"), ("a\n\npeace b\n \nc", "peace b"),
            ("前。peace 後。次", "peace 後。"), ("Version 1.5 of peace is v2.0", "Version 1.5 of peace is v2.0"),
            ("x… peace… y", "peace…"),
            ("Some, e.g. peace. X", "Some, e.g. peace."), ("peace", "peace"), ("  peace  ", "peace"),
        ])
    func edges(text: String, sentence: String) throws {
        #expect(try Self.passages("peace", in: text).map(\.text) == [sentence])
    }
}

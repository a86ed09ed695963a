import Testing

@testable import Apus

@Suite("Snippets")
struct SnippetTests {
    private static let filler = (0..<60).map { "filler\($0)" }.joined(separator: " ")

    @Test("The phrase is one span in the passage around it, cut between words")
    func phrase() throws {
        let index = try SmallIndex("\(Self.filler) when he was “ready to pursue peace.” \(Self.filler)")
        let snippet = try #require(try index.snippet(#""ready to pursue peace""#, length: 80))
        #expect(snippet.text == "…filler59 when he was “ready to pursue peace.” filler0 filler1 filler2…")
        #expect(try index.marked(#""ready to pursue peace""#) == ["ready to pursue peace"])
    }

    @Test("Words of a phrase are not marked where they stand alone")
    func looseWords() throws {
        let index = try SmallIndex("peace at last: pursue peace, and peace")
        #expect(try index.marked(#""pursue peace""#) == ["pursue peace"])
        #expect(try index.marked(#""pursue peace" last"#) == ["last", "pursue peace"])
        #expect(try index.marked("pursue peace") == ["peace", "pursue", "peace", "peace"])
        #expect(try index.marked(#""pursue peace" peace"#) == ["peace", "pursue peace", "peace"])
    }

    @Test("The passage with most of the query wins, rare words before common ones")
    func bestPassage() throws {
        let text = "common common common \(Self.filler) rare \(Self.filler) common and rare here \(Self.filler)"
        let index = try SmallIndex(text, "common", "common too", "common again")
        #expect(try index.marked("common rare", length: 40) == ["common", "rare"])
        #expect(try index.snippet("common OR rare", length: 30)?.text.contains("rare") == true)
    }

    @Test("What is excluded is not marked")
    func excluded() throws {
        let index = try SmallIndex("peace and talks")
        #expect(try index.marked("peace -war") == ["peace"])
        #expect(try index.marked("+peace OR talks") == ["peace", "talks"])
    }

    @Test("Line ends and control characters become single spaces, and spans stay right")
    func folding() throws {
        let index = try SmallIndex("\n\n  one\ttwo\u{1B}[31m  pursue \r\n peace\u{85}\u{2028}three  \n")
        let snippet = try #require(try index.snippet(#""pursue peace""#))
        #expect(snippet.text == "one two [31m pursue peace three")
        #expect(snippet.spans == [13..<25])
    }

    @Test("Without a match in the text the snippet is its beginning")
    func beginning() throws {
        let index = try SmallIndex([
            Document(id: "a", ["year": 2025, "title": "A title", "text": .string(Self.filler)]),
            Document(id: "b", ["year": 2024]),
        ])
        #expect(try index.snippet("year:2025")?.text == "A title")
        #expect(try index.snippet("year:2024") == nil)
        #expect(try index.snippet("*")?.spans == [])
    }

    @Test("Of several fields the one with the best passage is shown")
    func fields() throws {
        let index = try SmallIndex([
            Document(id: "a", ["title": "Peace", "text": .string("They pursue peace, it is said. \(Self.filler)")]),
            Document(id: "b", ["title": "War", "text": "peace"]),
        ])
        #expect(try index.marked("pursue peace") == ["pursue", "peace"])
        #expect(try index.marked("title:peace") == ["Peace"])
    }

    @Test("Snippets keep to their length, whatever the text", arguments: [1, 7, 40, 160, 1000])
    func lengths(length: Int) throws {
        let texts = [
            Self.filler + " peace " + Self.filler, String(repeating: "x", count: 5000) + " peace",
            "peace" + String(repeating: "é", count: 3000),
            String(repeating: "peace", count: 2000), String(repeating: "和平 ", count: 500) + "peace", "",
        ]
        for text in texts {
            let index = try SmallIndex(text)
            for query in ["peace", "*", "和", #""peace peace""#] {
                guard let snippet = try index.snippet(query, length: length) else { continue }
                #expect(snippet.text.utf8.count <= length + 6 + Limits.termBytes)
                #expect(!snippet.text.unicodeScalars.contains("\u{FFFD}"))
                for span in snippet.spans { #expect(span.upperBound <= snippet.text.utf8.count && !span.isEmpty) }
            }
        }
    }

    @Test("A snippet of any text holds the marked words, at every length")
    func randomTexts() throws {
        let seed: UInt64 = 23
        var corpus = OracleCorpus(seed: seed)
        for _ in 0..<40 {
            let index = try SmallIndex(corpus.text(300) + " w1 w2")
            for length in [20, 80, 300] {
                let marked = try index.marked(#""w1 w2" w3"#, length: length)
                #expect(!marked.isEmpty && marked.allSatisfy { ["w1 w2", "w3"].contains($0) }, "seed \(seed)")
            }
        }
    }
}

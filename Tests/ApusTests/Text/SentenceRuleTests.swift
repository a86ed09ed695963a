import Testing

@testable import Apus

@Suite("Where sentences and paragraphs end")
struct SentenceRuleTests {
    /// The text with `|` where a sentence begins and `¶` where a paragraph does, and nothing else between words.
    private static func sketch(_ text: String) -> String {
        let beginnings = Analyzer.standard.beginnings(in: text, foldsAccents: true)
        var sketch = ""
        for (place, token) in Analyzer.standard.tokens(in: text).enumerated() {
            let mark =
                beginnings.paragraphs.contains(UInt32(place)) ? " ¶ " : beginnings.sentences.contains(UInt32(place)) ? " | " : " "
            sketch += (place == 0 ? "" : mark) + String(decoding: token.term, as: UTF8.self)
        }
        return sketch
    }

    @Test(
        "Each rule, by example",
        arguments: [
            ("One two. Three", "one two | three"), ("One! two? three", "one | two | three"), ("One… Two", "one | two"),
            ("one… two", "one two"), ("one ... two", "one two"), ("One ... Two", "one | two"), ("one. two", "one two"),
            ("One.Two", "one.two"), ("1. Two", "1 | two"), ("in 2025. 3 more", "in 2025 | 3 more"), ("3.5 kg", "3.5 kg"),
            ("“Go.” He went", "go | he went"), ("“Go!” he said", "go | he said"), ("“Go!”, he said", "go he said"),
            ("etc., And", "etc and"), ("He came. – Then", "he came then"), ("First.\n- Second", "first | second"),
            ("J. Smith", "j smith"), ("É. Zola", "e zola"), ("the U.S. President", "the u.s president"),
            ("e.g. Words", "e.g words"),
            ("Mr. Smith", "mr smith"), ("MR. Smith", "mr | smith"), ("St. Paul vs. Rome", "st paul vs rome"),
            ("of Dr. No. Then", "of dr no | then"), ("你好。再见！好", "你 好 | 再 见 | 好"), ("「好。」再", "好 | 再"), ("क। ख", "क | ख"),
            ("wrapped\ntext", "wrapped text"), ("One.\nTwo", "one | two"), ("one\n\ntwo", "one ¶ two"), ("one\r\ntwo", "one two"),
            ("one\r\n\r\ntwo", "one ¶ two"), ("one\n \t\ntwo", "one ¶ two"), ("one\n*\ntwo", "one two"),
            ("one.\n\n\ntwo", "one ¶ two"),
            ("one\u{2029}two", "one ¶ two"), ("one\u{2028}two", "one two"), ("one\u{2028}\u{85}two", "one ¶ two"),
            ("one, two; three: four - five (six)", "one two three four five six"),
            ("What?! No", "what | no"), ("end.) Next", "end | next"), ("end). Next", "end | next"), ("a b", "a b"),
            ("Ende. Ähre ende. ähre", "ende | ahre ende ahre"), ("...! one", "one"), ("one.", "one"), ("", ""),
        ])
    func rules(text: String, expected: String) { #expect(Self.sketch(text) == expected, "\(text)") }

    @Test("Short ways say what reading every character says")
    func shortWays() {
        let pieces = ["a", "Bé", "Mr", "9", ".", "!", "?", " ", ",", "\n", "…", "”", "é", "J", "-", "\r"]
        var random = SeededRandom(seed: 6)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
            let tokens = Analyzer.standard.tokens(in: text)
            Array(text.utf8).withUnsafeBufferPointer { bytes in
                for (one, other) in zip(tokens, tokens.dropFirst()) {
                    var reader = BoundaryReader(
                        bytes.baseAddress!, count: bytes.count, word: one.start..<one.end, next: other.start)
                    #expect(TextBoundary.between(one, other, in: bytes) == reader.boundary(), "\(text)")
                }
            }
        }
    }

    @Test("The index notes what the rules say, whichever path its words took, and a text of one sentence costs nothing")
    func indexed() throws {
        let pieces = ["a", "Bé", "中", "Mr", ". ", "! ", " ", ", ", "\n", "\n\n", "。", "…", "”", "é. ", "J", "\u{2029}", " 9"]
        var random = SeededRandom(seed: 5)
        for number in 0..<300 {
            let text = (0..<Int.random(in: 1...200, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
            var slow: (sentences: [UInt32], paragraphs: [UInt32]) = ([], [])
            let source = TokenSource(Analyzer(name: "slow", version: 1) { Analyzer.standard.tokens(in: $0) })
            var place: UInt32 = 0
            source.forEachToken(in: text, foldsAccents: true) { _, boundary in
                if boundary == .sentence { slow.sentences.append(place) }
                if boundary == .paragraph { slow.paragraphs.append(place) }
                place += 1
                return true
            }
            let index = try SmallIndex(text)
            let reader = try index.index.snapshot().segments[0].reader
            func positions(_ term: [UInt8]) throws -> [UInt32] {
                guard let entry = try reader.entry(field: BoundaryField.number(of: 0), term: term) else { return [] }
                let arena = SearchArena()
                var cursor = TermCursor(try reader.list(entry), arena: arena)
                return withExtendedLifetime((arena, index)) { Array(cursor.positions()) }
            }
            let found = try (positions(BoundaryField.sentence), positions(BoundaryField.paragraph))
            let expected = Analyzer.standard.beginnings(in: text, foldsAccents: true)
            #expect(found == expected && expected == slow, "\(number): \(text)")
        }
        let plain = try SmallIndex("words, words – and “words” (no more)")
        let reader = try plain.index.snapshot().segments[0].reader
        #expect(reader.dictionary.termCount == 4)
    }

    @Test("A flood of marks takes linear time", arguments: [".", "!", "\n*", "…", ".\u{2019}", " ", ",."])
    func floods(piece: String) {
        let text = "a" + String(repeating: piece, count: 300_000) + "B"
        #expect(Analyzer.standard.tokens(in: text).count == 2)
        _ = Analyzer.standard.beginnings(in: text, foldsAccents: true)
    }
}

import Testing

@testable import Apus

@Suite("Tokenizer")
struct TokenizerTests {
    static func terms(_ text: String, foldsAccents: Bool = true) -> [String] {
        Analyzer.standard.tokens(in: text, foldsAccents: foldsAccents).map { String(decoding: $0.term, as: UTF8.self) }
    }

    @Test(
        "Words and their terms",
        arguments: [
            ("Ready to pursue peace.", ["ready", "to", "pursue", "peace"]),
            ("don't don’t don‘t donʼt don＇t", ["don't", "don't", "don't", "don't", "don't"]),
            ("rock 'n' roll, rock ’n’ roll", ["rock", "n", "roll", "rock", "n", "roll"]), ("dont", ["dont"]),
            ("state-of-the-art", ["state", "of", "the", "art"]), ("4-hour", ["4", "hour"]),
            (
                "a‐b a‑b a–b a—b a―b a﹣b a－b կ֊կ ア゠ア",
                ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "կ", "կ", "ア", "ア"]
            ),
            ("co\u{AD}operate \u{AD}co- \u{AD}", ["cooperate", "co"]), ("word\nacross-\r\nlines", ["word", "across", "lines"]),
            ("C++ .NET AT&T", ["c", "net", "at", "t"]),
            ("20.04 1,000 3.14.15 1;2 1’000", ["20.04", "1,000", "3.14.15", "1;2", "1'000"]),
            ("U.S. U.S", ["u.s", "u.s"]), ("me.too@example.com", ["me.too", "example.com"]),
            ("http://a.b/c?d=e#f", ["http", "a.b", "c", "d", "e", "f"]), ("12:30", ["12", "30"]), ("１２：３０", ["12", "30"]),
            ("snake_case _stress_ note:peace a＿b", ["snake", "case", "stress", "note", "peace", "a", "b"]),
            ("cafe\u{301} café CAFÉ", ["cafe", "cafe", "cafe"]), ("İstanbul ISTANBUL ı", ["istanbul", "istanbul", "i"]),
            ("Straße STRASSE ẞ", ["strasse", "strasse", "ss"]), ("ΟΔΟΣ οδός", ["οδοσ", "οδοσ"]),
            ("ø Ł đ Æ œ þ", ["o", "l", "d", "ae", "oe", "th"]), ("ёлка й Й", ["елка", "й", "й"]),
            ("ﬁne ① ½ Ⅷ", ["fine", "1", "1⁄2", "viii"]), ("ＡＢＣ　ｄ＇ｅ", ["abc", "d'e"]),
            ("👍🏽 🇺🇸 ™ 1️⃣ a👍b", ["1\u{20E3}", "a", "b"]), ("中文 テスト", ["中", "文", "テスト"]),
            ("한국어 \u{1112}\u{1161}\u{11AB}", ["한국어", "한"]), ("שלום צה\"ל ג'", ["שלום", "צה\"ל", "ג'"]), ("ไทย", ["ไ", "ท", "ย"]),
            ("it's 'quoted' “it’s” «mot\u{202F}»", ["it's", "quoted", "it's", "mot"]),
            ("a.1 1.a a.b a,b", ["a", "1", "1", "a", "a.b", "a", "b"]),
            ("", []), ("— … \u{200B} \u{301} \u{3164}", []), ("\0a\0b\u{FEFF}c\0", ["a", "bc"]), ("-\u{200D}ℹa", ["ia"]),
        ])
    func words(text: String, expected: [String]) {
        #expect(Self.terms(text) == expected)
    }

    @Test("A lone dash takes no position")
    func dash() { #expect(Self.terms("peace - or — war") == ["peace", "or", "war"]) }

    @Test("Invalid bytes part words as U+FFFD does, and offsets count the original bytes")
    func invalidBytes() {
        for invalid: [UInt8] in [
            [0xFF], [0xC3], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0xAF], [0x80],
        ] {
            let bytes = Array("é".utf8) + invalid + Array("b".utf8)
            let expected = [
                Token(term: Array("e".utf8), start: 0, end: 2),
                Token(term: Array("b".utf8), start: bytes.count - 1, end: bytes.count),
            ]
            #expect(TokenizerPathTests.fastPath(bytes) == expected, "\(invalid)")
        }
    }

    @Test("Offsets point into the original bytes")
    func offsets() {
        let text = "“Café” don’t e\u{301}\u{301}! co\u{AD}op 👩‍👧 -\u{200D}ℹ"
        let bytes = Array(text.utf8)
        let words = Analyzer.standard.tokens(in: text).map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
        #expect(words == ["Café", "don’t", "e\u{301}\u{301}", "co\u{AD}op", "ℹ"])
    }

    @Test("Of a word of more than 255 bytes the first whole characters count, and its end is where it ends")
    func longWords() {
        #expect(Self.terms(String(repeating: "a", count: 255)) == [String(repeating: "a", count: 255)])
        #expect(Self.terms(String(repeating: "A", count: 300)) == [String(repeating: "a", count: 255)])
        #expect(Self.terms(String(repeating: "a", count: 254) + "ж") == [String(repeating: "a", count: 254)])
        #expect(Self.terms(String(repeating: "й", count: 300)) == [String(repeating: "й", count: 127)])
        #expect(Self.terms(String(repeating: "한", count: 3000)) == [String(repeating: "한", count: 85)])
        #expect(Analyzer.standard.tokens(in: String(repeating: "a.", count: 3000) + "b c").map(\.end) == [6001, 6003])
    }
}

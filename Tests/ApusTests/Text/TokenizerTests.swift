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
            ("Ready to pursue peace.", ["ready", "to", "pursue", "peace"]), ("don't don’t don‘t", ["don't", "don't", "don't"]),
            ("rock 'n' roll", ["rock", "n", "roll"]), ("state-of-the-art", ["state", "of", "the", "art"]),
            ("non\u{2011}breaking a\u{2010}b", ["non", "breaking", "a", "b"]), ("co\u{AD}operate", ["cooperate"]),
            ("C++ .NET AT&T", ["c", "net", "at", "t"]), ("20.04 1,000 3.14.15", ["20.04", "1,000", "3.14.15"]),
            ("U.S. U.S", ["u.s", "u.s"]), ("me@example.com", ["me", "example.com"]),
            ("http://a.b/c?d=e", ["http", "a.b", "c", "d", "e"]),
            ("snake_case _stress_ note:peace", ["snake", "case", "stress", "note", "peace"]),
            ("１２：３０", ["12", "30"]), ("cafe\u{301} café CAFÉ", ["cafe", "cafe", "cafe"]),
            ("İstanbul ISTANBUL ı", ["istanbul", "istanbul", "i"]),
            ("Straße STRASSE ẞ", ["strasse", "strasse", "ss"]), ("ΟΔΟΣ οδός", ["οδοσ", "οδοσ"]),
            ("ø Ł đ Æ œ þ", ["o", "l", "d", "ae", "oe", "th"]),
            ("ёлка й Й", ["елка", "й", "й"]), ("ﬁne ① ½", ["fine", "1", "1⁄2"]), ("👍🏽 1️⃣ a👍b", ["1\u{20E3}", "a", "b"]),
            ("中文 テスト", ["中", "文", "テスト"]),
            ("word\nacross-\nlines", ["word", "across", "lines"]), ("", []), ("— … \u{200B}", []),
            ("a.1 1.a a.b", ["a", "1", "1", "a", "a.b"]),
            ("ＡＢＣ　ｄ＇ｅ", ["abc", "d'e"]), ("한국어 \u{1112}\u{1161}\u{11AB}", ["한국어", "한"]), ("it's 'quoted'", ["it's", "quoted"]),
        ])
    func words(text: String, expected: [String]) {
        #expect(Self.terms(text) == expected)
    }

    @Test("Without accent folding the marks stay, composed")
    func accentsKept() {
        #expect(Self.terms("cafe\u{301} Ø", foldsAccents: false) == ["café", "ø"])
    }

    @Test("Offsets point into the original bytes")
    func offsets() {
        let text = "“Café” don’t"
        let tokens = Analyzer.standard.tokens(in: text)
        let bytes = Array(text.utf8)
        #expect(tokens.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) } == ["Café", "don’t"])
    }

    @Test("A word of more than 255 bytes counts with its first whole characters")
    func longWords() {
        #expect(Self.terms(String(repeating: "a", count: 300)) == [String(repeating: "a", count: 255)])
        #expect(Self.terms(String(repeating: "й", count: 300)) == [String(repeating: "й", count: 127)])
    }

    @Test("WordBreakTest agrees, but for underscores and colons, which part words here")
    func wordBreakCases() {
        // ExtendNumLet: U+005F and its kin; colons: U+003A and its kin.
        let departures: Set<UInt32> = [
            0x5F, 0x203F, 0x2040, 0x2054, 0xFE33, 0xFE34, 0xFE4D, 0xFE4E, 0xFE4F, 0xFF3F, 0x202F, 0x3A, 0xFE13, 0xFE55, 0xFF1A,
        ]
        var checked = 0
        for line in UnicodeCases.wordBreak.split(separator: "\n") {
            var (scalars, expected): ([UInt32], [Int]) = ([], [])
            var text = ""
            for part in line.split(separator: " ") {
                switch part {
                case "÷": expected.append(text.utf8.count)
                case "×": break
                default:
                    scalars.append(UInt32(part, radix: 16)!)
                    text.unicodeScalars.append(Unicode.Scalar(scalars.last!)!)
                }
            }
            if scalars.contains(where: departures.contains) { continue }
            #expect(Self.boundaries(text) == expected, "\(line)")
            checked += 1
        }
        #expect(checked >= 1400)
    }

    private static func boundaries(_ text: String) -> [Int] {
        var text = text
        return text.withUTF8 { bytes in
            var found = [0]
            while found.last! < bytes.count {
                found.append(WordSegmenter().segment(bytes.baseAddress!, from: found.last!, end: bytes.count).end)
            }
            return found
        }
    }

    @Test("A text and its NFKC fold to the same terms")
    func normalization() {
        for line in UnicodeCases.normalization.split(separator: "\n") {
            let forms = line.split(separator: ";").map { column in
                String(String.UnicodeScalarView(column.split(separator: " ").map { Unicode.Scalar(UInt32($0, radix: 16)!)! }))
            }
            #expect(Self.folded(forms[0], foldsAccents: false) == Self.folded(forms[1], foldsAccents: false), "\(line)")
        }
    }

    private static func folded(_ text: String, foldsAccents: Bool) -> [UInt8] {
        var folding = Folding(foldsAccents: foldsAccents)
        var text = text
        return text.withUTF8 { bytes in
            [UInt8](unsafeUninitializedCapacity: 256) { term, count in
                count = folding.fold(bytes.baseAddress!, from: 0, to: bytes.count, into: term.baseAddress!)
            }
        }
    }

    @Test("The fast and the complete path agree on random mixed text", arguments: 0..<40)
    func pathsAgree(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces: [[UInt8]] =
            [
                "a", "Z", "9", "0", " ", ".", "'", ",", ";", ":", "_", "-", "\"", "\r\n", "é", "e\u{301}", "\u{AD}", "’", "א",
                "中", "ไ", "👍", "\u{200D}", "ℹ", "ß", "カ",
            ]
            .map { Array($0.utf8) } + [[0xFF], [0xE2, 0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0..<30, using: &random)).flatMap { _ in pieces.randomElement(using: &random)! }
            #expect(Self.fast(bytes) == Self.complete(bytes), "seed \(seed): \(bytes)")
        }
    }

    private static func fast(_ bytes: [UInt8]) -> [Token] {
        bytes.withUnsafeBufferPointer { bytes in
            var tokenizer = Tokenizer(foldsAccents: true)
            tokenizer.begin(bytes)
            var tokens: [Token] = []
            while tokenizer.next() {
                tokens.append(Token(term: Array(tokenizer.term), start: tokenizer.start, end: tokenizer.end))
            }
            let isOver = !tokenizer.next()
            #expect(isOver)
            return tokens
        }
    }

    private static func complete(_ bytes: [UInt8]) -> [Token] {
        bytes.withUnsafeBufferPointer { bytes in
            var folding = Folding(foldsAccents: true)
            var tokens: [Token] = []
            var start = 0
            while start < bytes.count {
                // A separator of ASCII stands alone, even where a joiner and a pictograph follow (WB3c).
                let isSeparator = bytes[start] < 0x80 && ASCIITable.shared.bytes[Int(bytes[start])] < ASCIITable.firstWordByte
                let end = isSeparator ? start + 1 : bytes.count
                let segment = WordSegmenter().segment(bytes.baseAddress!, from: start, end: end)
                defer { start = segment.end }
                guard segment.isWord else { continue }
                let term = [UInt8](unsafeUninitializedCapacity: 256) { term, count in
                    count = folding.fold(bytes.baseAddress!, from: start, to: segment.end, into: term.baseAddress!)
                }
                if !term.isEmpty { tokens.append(Token(term: term, start: start, end: segment.end)) }
            }
            return tokens
        }
    }

    @Test(
        "Floods of marks and of joining characters take linear time",
        arguments: ["e\u{301}", "\u{301}", "a.", "a\u{AD}", "1,", "\u{200D}", "א\""])
    func floods(piece: String) {
        let tokens = Analyzer.standard.tokens(in: String(repeating: piece, count: 200_000))
        #expect(tokens.allSatisfy { $0.term.count <= 255 })
    }
}

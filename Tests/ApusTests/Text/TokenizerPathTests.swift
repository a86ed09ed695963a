import Testing

@testable import Apus

@Suite("The paths of the tokenizer")
struct TokenizerPathTests {
    private static let pieces: [[UInt8]] =
        [
            "a", "Z", "the", "Peace", "9", "0", "42", " ", ".", "'", ",", ";", ":", "_", "-", "\"", "\r\n", "\r", "\0", "é",
            "e\u{301}", "\u{323}",
            "\u{AD}", "’", "“", "—", "\u{2BC}", "א", "\u{5B0}", "中", "か\u{3099}", "カ", "ไ", "ย\u{E35}", "👍🏽", "🇺", "\u{200D}", "ℹ",
            "Ⓜ", "ß",
            "İ", "ж", "е\u{308}", "한", "\u{1112}\u{1161}", "ﬁ", "\u{345}", "α", "\u{3164}", "\u{202F}", "٣", "٫", "\u{E0001}",
            "𝐀",
        ]
        .map { Array($0.utf8) } + [
            [0xFF], [0x80], [0xE2, 0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0xF4, 0x90, 0x80, 0x80],
        ]

    @Test("The fast path gives what the complete path gives on random mixed text")
    func agreement() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("TokenizerPathTests.agreement seed \(seed)")
        var random = SeededRandom(seed: seed)
        for _ in 0..<Rounds.of(10_000, quick: 5000) {
            let bytes = (0..<Int.random(in: 0..<24, using: &random)).flatMap { _ in Self.pieces.randomElement(using: &random)! }
            for foldsAccents in [true, false] {
                let fast = Self.fastPath(bytes, foldsAccents: foldsAccents)
                #expect(fast == Self.completePath(bytes, foldsAccents: foldsAccents), "seed \(seed): \(bytes)")
            }
        }
    }

    @Test("The paths agree on all texts of up to three bytes of ASCII kinds with a character behind")
    func exhaustiveAgreement() {
        let kinds = Array("aZ0.',;:_- \n\"".utf8)
        for tail in ["", "é", "\u{301}", "b\u{301}", "’", "\u{200D}ℹ", "\u{AD}1"] {
            for one in kinds {
                for two in kinds {
                    for three in kinds {
                        let bytes = [one, two, three] + Array(tail.utf8)
                        #expect(Self.fastPath(bytes) == Self.completePath(bytes), "\(bytes)")
                    }
                }
            }
        }
    }

    @Test(
        "Floods of marks and of joining characters take linear time",
        arguments: [
            "e\u{301}", "\u{301}", "a.", "a\u{AD}", "1,", "\u{200D}", "א\"", "a'", "a.\u{301}", "🇺", "\u{315}\u{300}",
            "и\u{315}\u{300}", "\u{FF}",
            "\u{FDFA}",
        ])
    func floods(piece: String) {
        // Were it quadratic, these 200,000 pieces would take hours.
        let text = String(repeating: piece, count: 200_000)
        for foldsAccents in [true, false] {
            let tokens = Analyzer.standard.tokens(in: text, foldsAccents: foldsAccents)
            #expect(tokens.allSatisfy { 1...Limits.termBytes ~= $0.term.count })
        }
    }

    static func fastPath(_ bytes: [UInt8], foldsAccents: Bool = true) -> [Token] {
        bytes.withUnsafeBufferPointer { bytes in
            var tokenizer = Tokenizer(foldsAccents: foldsAccents)
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

    /// Every segment by the segmenter, every word by the folding.
    private static func completePath(_ bytes: [UInt8], foldsAccents: Bool = true) -> [Token] {
        bytes.withUnsafeBufferPointer { bytes in
            let segmenter = WordSegmenter()
            var folding = Folding(foldsAccents: foldsAccents)
            var tokens: [Token] = []
            var start = 0
            while start < bytes.count {
                let segment = segmenter.segment(bytes.baseAddress!, from: start, end: bytes.count)
                defer { start = segment.end }
                guard segment.isWord else { continue }
                let first = segmenter.wordStart(bytes.baseAddress!, from: start, end: segment.end)
                let term = [UInt8](unsafeUninitializedCapacity: Limits.termBytes) { term, count in
                    count = folding.fold(bytes.baseAddress!, from: first, to: segment.end, into: term.baseAddress!)
                }
                if !term.isEmpty { tokens.append(Token(term: term, start: first, end: segment.end)) }
            }
            return tokens
        }
    }
}

@testable import Apus

extension FuzzTarget {
    /// The tokenizer's fast path against its slow twin, on any bytes.
    static let tokens = FuzzTarget("tokens", "the tokenizer against its slow twin") {
        [
            "The U.S. don’t state-of-the-art 3,14 it's", "e\u{301}\u{323} ßİ ﬁ Ⓜ ℹ", "א\"ב ๒ ไทย 中文 かな\u{3099} カ 한국",
            "👍🏽🇺🇸\u{200D}a\u{AD}b",
        ].map { [1] + Array($0.utf8) } + [[0, 0xFF, 0x61, 0xE2, 0x80, 0x41, 0xC0, 0xAF, 0xF4, 0x90, 0x80, 0x80]]
    } run: { bytes in
        var input = FuzzInput(bytes)
        let foldsAccents = input.byte() % 2 == 1
        let content = OwnedBytes(input.takeRest())
        try withExtendedLifetime(content) {
            let text = content.bytes.bindMemory(to: UInt8.self)
            let fast = fastTokens(text, foldsAccents)
            try promise(fast == slowTokens(text, foldsAccents), "two paths, two readings")
            var end = 0
            for token in fast {
                try promise(1...Limits.termBytes ~= token.term.count, "a term of \(token.term.count) bytes")
                try promise(
                    end <= token.start && token.start < token.end && token.end <= text.count,
                    "a token at \(token.start)..<\(token.end)")
                end = token.end
            }
        }
    }

    private static func fastTokens(_ text: UnsafeBufferPointer<UInt8>, _ foldsAccents: Bool) -> [Token] {
        var tokenizer = Tokenizer(foldsAccents: foldsAccents)
        tokenizer.begin(text)
        var tokens: [Token] = []
        while tokenizer.next() {
            tokens.append(Token(term: Array(tokenizer.term), start: tokenizer.start, end: tokenizer.end))
        }
        return tokens
    }

    /// Every segment by the segmenter, every word by the folding.
    private static func slowTokens(_ text: UnsafeBufferPointer<UInt8>, _ foldsAccents: Bool) -> [Token] {
        guard let base = text.baseAddress else { return [] }
        let segmenter = WordSegmenter()
        var folding = Folding(foldsAccents: foldsAccents)
        var tokens: [Token] = []
        var start = 0
        while start < text.count {
            let segment = segmenter.segment(base, from: start, end: text.count)
            defer { start = segment.end }
            guard segment.isWord else { continue }
            let first = segmenter.wordStart(base, from: start, end: segment.end)
            let term = [UInt8](unsafeUninitializedCapacity: Limits.termBytes) { term, count in
                count = folding.fold(base, from: first, to: segment.end, into: term.baseAddress!)
            }
            if !term.isEmpty { tokens.append(Token(term: term, start: first, end: segment.end)) }
        }
        return tokens
    }
}

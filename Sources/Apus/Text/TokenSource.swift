/// Runs an analyser over text after text for one thread, allocating nothing a token where the analyser is the standard one.
final class TokenSource {
    private let analyzer: Analyzer
    private var folding = Tokenizer(foldsAccents: true)
    private var keeping = Tokenizer(foldsAccents: false)

    init(_ analyzer: Analyzer) { self.analyzer = analyzer }

    /// Calls with each term in order until it returns false.
    @inline(__always)
    func forEachToken(in text: String, foldsAccents: Bool, _ body: (PaddedTerm) -> Bool) {
        if analyzer.cut != nil { return forEachOwnToken(in: text, body) }
        var text = text
        text.withUTF8 { bytes in
            if foldsAccents {
                folding.forEachTerm(in: bytes, body)
            } else {
                keeping.forEachTerm(in: bytes, body)
            }
        }
    }

    /// The same, and with each term what ends between the word before and it.
    @inline(__always)
    func forEachToken(in text: String, foldsAccents: Bool, _ body: (PaddedTerm, TextBoundary) -> Bool) {
        var text = text
        if analyzer.cut != nil { return forEachOwnToken(in: &text, body) }
        text.withUTF8 { bytes in
            if foldsAccents {
                folding.forEachTerm(in: bytes, body)
            } else {
                keeping.forEachTerm(in: bytes, body)
            }
        }
    }

    private func forEachOwnToken(in text: inout String, _ body: (PaddedTerm, TextBoundary) -> Bool) {
        let tokens = analyzer.tokens(in: text)
        text.withUTF8 { bytes in
            var place = 0
            forEachOwnToken(of: tokens) { term in
                defer { place += 1 }
                return body(term, place == 0 ? .none : .between(tokens[place - 1], tokens[place], in: bytes))
            }
        }
    }

    private func forEachOwnToken(in text: String, _ body: (PaddedTerm) -> Bool) {
        forEachOwnToken(of: analyzer.tokens(in: text), body)
    }

    private func forEachOwnToken(of tokens: [Token], _ body: (PaddedTerm) -> Bool) {
        for token in tokens {
            let (term, count) = (token.term, token.term.count)
            let padded = term + repeatElement(0, count: PaddedTerm.paddedCount(count) - count)
            let isMore = padded.withUnsafeBytes { $0.baseAddress.map { body(PaddedTerm(start: $0, count: count)) } ?? true }
            guard isMore else { return }
        }
    }
}

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

    private func forEachOwnToken(in text: String, _ body: (PaddedTerm) -> Bool) {
        for token in analyzer.tokens(in: text) {
            let (term, count) = (token.term, token.term.count)
            let padded = term + repeatElement(0, count: PaddedTerm.paddedCount(count) - count)
            let isMore = padded.withUnsafeBytes { $0.baseAddress.map { body(PaddedTerm(start: $0, count: count)) } ?? true }
            guard isMore else { return }
        }
    }
}

/// Runs an analyser over text after text for one thread, allocating nothing a token where the analyser is the standard one.
final class TokenSource {
    private let analyzer: Analyzer
    private var folding = Tokenizer(foldsAccents: true)
    private var keeping = Tokenizer(foldsAccents: false)

    init(_ analyzer: Analyzer) { self.analyzer = analyzer }

    /// Calls with each term in order until it returns false.
    @inline(__always)
    func forEachToken(in text: String, foldsAccents: Bool, _ body: (UnsafeBufferPointer<UInt8>) -> Bool) {
        if analyzer.cut != nil { return forEachOwnToken(in: text, body) }
        var text = text
        text.withUTF8 { bytes in
            if foldsAccents {
                folding.begin(bytes)
                while folding.next(), body(folding.term) {}
            } else {
                keeping.begin(bytes)
                while keeping.next(), body(keeping.term) {}
            }
        }
    }

    private func forEachOwnToken(in text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Bool) {
        for token in analyzer.tokens(in: text) {
            guard token.term.withUnsafeBufferPointer(body) else { return }
        }
    }
}

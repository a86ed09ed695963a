/// How text becomes terms: the standard analysis, or one that an embedder gives as a closure.
///
/// An index records the name and version of the analyser that it was made with, and is opened with the same one.
public struct Analyzer: Sendable {
    /// Known by this name in the index.
    public let name: String
    /// Raised when the same text may give other terms.
    public let version: UInt32
    let cut: (@Sendable (String) -> [Token])?
    /// What stems the words of fields that have a language.
    package var stemming = Stemming.system

    /// Words by UAX #29, NFKC, case folding, and accent folding where a field asks for it.
    public static let standard = Analyzer(name: "standard", version: 1, cut: nil)

    private init(name: String, version: UInt32, cut: (@Sendable (String) -> [Token])?) {
        self.name = name
        self.version = version
        self.cut = cut
    }

    /// An analyser of one's own. The closure gives the tokens of a text in order; positions are their places in the result.
    /// Of terms longer than `Limits.termBytes` the first whole characters count, empty ones are left out.
    public init(name: String, version: UInt32, tokens: @escaping @Sendable (String) -> [Token]) {
        self.init(name: name, version: version, cut: tokens)
    }

    /// The tokens of a text, in order. O(bytes).
    public func tokens(in text: String, foldsAccents: Bool = true) -> [Token] {
        if let cut { return cut(text).compactMap(Self.fitted) }
        var tokens: [Token] = []
        forEachToken(in: text, foldsAccents: foldsAccents) { term, start, end in
            tokens.append(Token(term: Array(term), start: start, end: end))
            return true
        }
        return tokens
    }

    /// Calls with each token's term and its bytes of the text, in order, until it returns false. Allocates nothing where the analyser
    /// is the standard one.
    func forEachToken(in text: String, foldsAccents: Bool, _ body: (UnsafeBufferPointer<UInt8>, Int, Int) -> Bool) {
        if let cut {
            for token in cut(text).lazy.compactMap(Self.fitted) {
                guard token.term.withUnsafeBufferPointer({ body($0, token.start, token.end) }) else { return }
            }
            return
        }
        var text = text
        text.withUTF8 { bytes in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Tokenizer.bufferBytes) { buffer in
                // A buffer that is not empty has an address.
                var tokenizer = Tokenizer(foldsAccents: foldsAccents, borrowing: buffer.baseAddress.unsafelyUnwrapped)
                tokenizer.begin(bytes)
                while tokenizer.next(), body(tokenizer.term, tokenizer.start, tokenizer.end) {}
            }
        }
    }

    static func fitted(_ token: Token) -> Token? {
        guard !token.term.isEmpty else { return nil }
        guard token.term.count > Limits.termBytes else { return token }
        var token = token
        var length = Limits.termBytes
        // What is cut off begins with a character of UTF-8.
        while length > 0, token.term[length] & 0xC0 == 0x80 { length -= 1 }
        token.term.removeSubrange((length == 0 ? Limits.termBytes : length)...)
        return token
    }
}

/// How text becomes terms: the standard analysis, or one that an embedder gives as a closure.
///
/// An index records the name and version of the analyser that it was made with, and is opened with the same one.
public struct Analyzer: Sendable {
    /// Known by this name in the index.
    public let name: String
    /// Raised when the same text may give other terms.
    public let version: UInt32
    let cut: (@Sendable (String) -> [Token])?

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
        var text = text
        return text.withUTF8 { bytes in
            var tokenizer = Tokenizer(foldsAccents: foldsAccents)
            tokenizer.begin(bytes)
            var tokens: [Token] = []
            while tokenizer.next() {
                tokens.append(Token(term: Array(tokenizer.term), start: tokenizer.start, end: tokenizer.end))
            }
            return tokens
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

/// Outside text within a message: short, on one line, without control characters.
enum Quotation {
    private static let longest = 40

    /// The text in backquotes; what is long is cut, what cannot be shown is U+FFFD.
    static func of(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(longest) {
            shown.unicodeScalars.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        return text.unicodeScalars.count > longest ? "`\(shown)…`" : "`\(shown)`"
    }

    /// From bytes, of which only the beginning is read.
    static func of(_ bytes: some Collection<UInt8>) -> String {
        of(String(decoding: bytes.prefix(4 * longest + 4), as: UTF8.self))
    }
}

extension Request {
    /// The beginning of the tail, for a log.
    package var excerpt: String { Quotation.of(tail) }
}

import ApusWire

/// The place in a query that a message is about, for a person: the query, and a caret under the place.
enum Caret {
    private static let margin = "  "
    /// Of a longer query the part around the place is shown.
    private static let room = 72

    /// Shows the place on standard error, where a person reads it.
    static func show(_ text: String, at offset: Int) {
        if Console.isTerminal, !text.isEmpty { Console.raw(lines(text, at: offset)) }
    }

    /// Two lines with their ends. - Parameter offset: a byte of the text; behind it where it is too large.
    private static func lines(_ text: String, at offset: Int) -> String {
        let bytes = Array(text.utf8)
        let end = min(max(0, offset), bytes.count)
        let before = Array(String(decoding: bytes[..<end], as: UTF8.self))
        let after = Array(String(decoding: bytes[end...], as: UTF8.self))
        var start = before.count
        var column = 0
        while start > 0, column + before[start - 1].columns < room * 2 / 3 {
            start -= 1
            column += before[start].columns
        }
        let shown = String(before[start...]) + String(after.prefix(room - min(column, room)))
        return "\(margin)\(Style.safe(shown))\n\(margin)\(String(repeating: " ", count: column))^\n"
    }
}

extension WireError {
    /// The byte of the query that it is about.
    var place: Int? { if case .integer(let offset)? = self["at"] { Int(exactly: offset) } else { nil } }
}

/// Reads the rows of `UnicodeCases`.
enum UnicodeRows {
    /// Each row's fields, each a sequence of code points.
    static func fields(_ data: StaticString) -> [[[UInt32]]] {
        rows(data).map { row in row.split(separator: ";").map { codePoints($0) } }
    }

    static func rows(_ data: StaticString) -> [Substring] {
        data.description.split { $0 == "," || $0 == "\n" }
    }

    static func codePoints(_ field: Substring) -> [UInt32] {
        field.split(separator: " ").map { UInt32($0, radix: 16)! }
    }

    static func text(_ codePoints: some Sequence<UInt32>) -> String {
        var text = ""
        for point in codePoints { text.unicodeScalars.append(Unicode.Scalar(point)!) }
        return text
    }
}

/// How the bytes of a source are laid out.
package enum InputFormat: String, CaseIterable, Sendable {
    /// One document with one field, `text`.
    case text
    /// One document with the field `text`, and `title` where there is a heading.
    case markdown
    /// A document a line, each a JSON object.
    case jsonl
    /// A document a record, RFC 4180; the first record names the fields.
    case csv
    /// A document a line, cells between tabs, without quotes; the first line names the fields.
    case tsv

    /// The format that the end of a file's name stands for, also in front of `.gz`; nil when it stands for none.
    init?(fileName: [UInt8]) {
        switch Self.nameExtension(of: Self.withoutGzip(fileName)) {
        case "txt", "text": self = .text
        case "md", "markdown": self = .markdown
        case "jsonl", "ndjson": self = .jsonl
        case "csv": self = .csv
        case "tsv": self = .tsv
        default: return nil
        }
    }

    static func isGzip(fileName: [UInt8]) -> Bool { nameExtension(of: fileName[...]) == "gz" }

    private static func withoutGzip(_ fileName: [UInt8]) -> ArraySlice<UInt8> {
        isGzip(fileName: fileName) ? fileName.dropLast(3) : fileName[...]
    }

    /// What follows the last dot of the last name in a path, in lower case.
    private static func nameExtension(of path: ArraySlice<UInt8>) -> String {
        let name = path.suffix(while: { $0 != UInt8(ascii: "/") })
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return "" }
        return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
    }
}

extension BidirectionalCollection {
    /// The longest end of which every element fits.
    fileprivate func suffix(while fits: (Element) -> Bool) -> SubSequence {
        self[(lastIndex { !fits($0) }.map { index(after: $0) } ?? startIndex)...]
    }
}

/// The lines of a text, one after the other, without the front matter that it may begin with.
struct MarkdownLines: Sequence, IteratorProtocol {
    private var rest: Substring.UTF8View
    private var isAtEnd = false

    init(_ text: String) {
        rest = text[...].utf8
        skipFrontMatter()
    }

    /// Without its LF or CR LF.
    mutating func next() -> Substring.UTF8View? {
        guard !isAtEnd else { return nil }
        let line = rest.prefix { $0 != UInt8(ascii: "\n") }
        isAtEnd = line.endIndex == rest.endIndex
        rest = rest[line.endIndex...].dropFirst()
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    /// From a first line `---` to the next one, or to `...`. Where neither comes, there is none.
    private mutating func skipFrontMatter() {
        var lines = self
        guard let first = lines.next(), Self.isMark(first, "---") else { return }
        while let line = lines.next() {
            guard Self.isMark(line, "---") || Self.isMark(line, "...") else { continue }
            self = lines
            return
        }
    }

    private static func isMark(_ line: Substring.UTF8View, _ mark: String) -> Bool {
        line.starts(with: mark.utf8) && line.dropFirst(mark.utf8.count).allSatisfy(MarkdownLine.isSpace)
    }
}

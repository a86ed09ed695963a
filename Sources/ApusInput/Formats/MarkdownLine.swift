/// One line of Markdown: what kind of block it begins, goes on or ends.
struct MarkdownLine {
    /// A run of backticks or tildes that opens code.
    struct Fence {
        var mark: UInt8
        var count: Int
    }

    /// What follows the spaces in front.
    let content: Substring.UTF8View
    private let indentation: Int

    init(_ line: Substring.UTF8View) {
        content = line.drop { $0 == UInt8(ascii: " ") }
        indentation = line.count - content.count
    }

    /// So far that no block but code can begin here.
    var isIndented: Bool { indentation > 3 || content.first == UInt8(ascii: "\t") }

    /// The text of `## Heading ##`; nil where the line is none.
    var heading: String? {
        let rest = content.drop { $0 == UInt8(ascii: "#") }
        guard (1...6).contains(content.count - rest.count), rest.first.map(Self.isSpace) ?? true else { return nil }
        let inner = Self.trimmed(rest)
        let open = inner.prefix(upTo: Self.end(of: inner) { $0 != UInt8(ascii: "#") })
        // Marks at the end belong to the text unless a space parts them from it.
        return Self.text(open.last.map(Self.isSpace) ?? true ? open : inner)
    }

    var fence: Fence? {
        guard let mark = content.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
        let rest = content.drop { $0 == mark }
        let count = content.count - rest.count
        guard count >= 3, mark == UInt8(ascii: "~") || !rest.contains(mark) else { return nil }
        return Fence(mark: mark, count: count)
    }

    func closes(_ fence: Fence) -> Bool {
        let rest = content.drop { $0 == fence.mark }
        return indentation < 4 && content.count - rest.count >= fence.count && rest.allSatisfy(Self.isSpace)
    }

    /// Whether the line makes a heading of the paragraph above it.
    var isUnderline: Bool {
        let marks = Self.trimmed(content)
        guard let mark = marks.first, mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else { return false }
        return marks.allSatisfy { $0 == mark }
    }

    /// Whether the line may be text above an underline: not blank, and no heading, fence, quotation, list or table.
    var isParagraph: Bool {
        let marker = content.prefix { !Self.isSpace($0) }
        guard let first = marker.first, heading == nil, fence == nil, first != UInt8(ascii: ">"), first != UInt8(ascii: "|")
        else {
            return false
        }
        let isBullet = marker.count == 1 && "-*+".utf8.contains(first)
        let isOrdinal =
            marker.count > 1 && ".)".utf8.contains(marker.last ?? 0)
            && marker.dropLast().allSatisfy { "0123456789".utf8.contains($0) }
        return !isBullet && !isOrdinal && !(isUnderline && marker.count >= 3)
    }

    static func text(_ bytes: Substring.UTF8View) -> String { String(Substring(trimmed(bytes))) }

    private static func trimmed(_ bytes: Substring.UTF8View) -> Substring.UTF8View {
        let rest = bytes.drop(while: isSpace)
        return rest.prefix(upTo: end(of: rest) { !isSpace($0) })
    }

    /// Behind the last byte that fits.
    private static func end(of bytes: Substring.UTF8View, _ fits: (UInt8) -> Bool) -> String.Index {
        bytes.lastIndex(where: fits).map { bytes.index(after: $0) } ?? bytes.startIndex
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

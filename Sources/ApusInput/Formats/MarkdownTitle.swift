/// The first heading of a Markdown text (CommonMark 0.31), as it is written between its marks.
///
/// Front matter and fenced code hold no headings. Of blocks within blocks only as much is known as keeps a line of a list or a
/// quotation from being taken for the text above an underline.
struct MarkdownTitle {
    private var paragraph: [Substring.UTF8View] = []
    private var fence: MarkdownLine.Fence?

    /// Nil where there is no heading with text. O(text) up to the heading.
    static func find(in text: String) -> String? {
        var finder = MarkdownTitle()
        for line in MarkdownLines(text) {
            if let title = finder.title(after: line), !title.isEmpty { return title }
        }
        return nil
    }

    /// The heading that a line is or completes.
    private mutating func title(after line: Substring.UTF8View) -> String? {
        let line = MarkdownLine(line)
        if let open = fence {
            if line.closes(open) { fence = nil }
            return nil
        }
        if line.isIndented {
            // Goes on a paragraph, and is code where there is none.
            if !paragraph.isEmpty { paragraph.append(line.content) }
            return nil
        }
        if !paragraph.isEmpty, line.isUnderline {
            return paragraph.map { MarkdownLine.text($0) }.joined(separator: " ")
        }
        if line.isParagraph {
            paragraph.append(line.content)
            return nil
        }
        paragraph = []
        fence = line.fence
        return line.heading
    }
}

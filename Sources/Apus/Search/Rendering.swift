/// How a marked text is written for its reader: escaped for where it goes, with the marks of that place.
///
/// Nothing of the text acts on its reader: control characters, and those that turn the direction of writing, become U+FFFD, line ends and
/// tabs become spaces, and what the form itself gives a meaning is escaped.
public enum Rendering: String, CaseIterable, Sendable {
    /// Without marks.
    case plain
    /// Bold yellow on a terminal (ECMA-48, Select Graphic Rendition).
    case ansi
    /// `<mark>`, in text or in a quoted attribute's value.
    case html
    /// `<strong>` in CommonMark: asterisks would run together where marks touch (CommonMark 0.31, 6.2).
    case markdown

    /// A text with its marks: O(bytes).
    ///
    /// - Parameters:
    ///   - text: what is shown.
    ///   - marks: `[start, end)` in UTF-8 bytes of `text`, rising. One that is empty, reaches past the end, or begins before the end of
    ///     the mark before it, is left out.
    public func render(_ text: String, marking marks: [Swift.Range<Int>] = []) -> String {
        render(text, marking: marks, harmless: SafeText.shown)
    }

    /// The same for a line that goes into a pipe: what turns the direction of writing stays, as some languages need it.
    package func renderLine(_ text: String, marking marks: [Swift.Range<Int>] = []) -> String {
        render(text, marking: marks, harmless: SafeText.line)
    }

    private func render(_ text: String, marking marks: [Swift.Range<Int>], harmless: (String) -> String) -> String {
        guard !marks.isEmpty else { return escaped(harmless(text), isStart: true) }
        let bytes = Array(text.utf8)
        let (opening, closing) = delimiters
        var rendered = ""
        var end = 0
        func append(_ range: Swift.Range<Int>) {
            rendered += escaped(harmless(String(decoding: bytes[range], as: UTF8.self)), isStart: rendered.isEmpty)
        }
        for mark in marks where mark.lowerBound >= end && !mark.isEmpty && mark.upperBound <= bytes.count {
            append(end..<mark.lowerBound)
            rendered += opening
            append(mark)
            rendered += closing
            end = mark.upperBound
        }
        append(end..<bytes.count)
        return rendered
    }

    private var delimiters: (opening: String, closing: String) {
        switch self {
        case .plain: ("", "")
        case .ansi: ("\u{1B}[1;33m", "\u{1B}[0m")
        case .html: ("<mark>", "</mark>")
        case .markdown: ("<strong>", "</strong>")
        }
    }

    /// A part of the text without what the form itself gives a meaning. - Parameter isStart: whether nothing stands before it.
    private func escaped(_ text: String, isStart: Bool) -> String {
        switch self {
        case .plain, .ansi: return text
        case .html, .markdown: break
        }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch (self, scalar) {
            case (.html, "&"): escaped += "&amp;"
            case (.html, "<"): escaped += "&lt;"
            case (.html, ">"): escaped += "&gt;"
            case (.html, "\""): escaped += "&quot;"
            case (.html, "'"): escaped += "&#39;"
            // Spaces at the start of a line may make a block of code.
            case (.markdown, " ") where isStart && escaped.isEmpty: break
            // CommonMark 0.31, 2.4: a backslash takes its meaning from any mark of ASCII punctuation.
            case (.markdown, "!"..."/"), (.markdown, ":"..."@"), (.markdown, "["..."`"), (.markdown, "{"..."~"):
                escaped += "\\"
                escaped.unicodeScalars.append(scalar)
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

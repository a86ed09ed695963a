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
        let bytes = Array(text.utf8)
        let (opening, closing) = delimiters
        var rendered = ""
        var end = 0
        for mark in marks where mark.lowerBound >= end && !mark.isEmpty && mark.upperBound <= bytes.count {
            append(bytes[end..<mark.lowerBound], to: &rendered)
            rendered += opening
            append(bytes[mark], to: &rendered)
            rendered += closing
            end = mark.upperBound
        }
        append(bytes[end...], to: &rendered)
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

    private func append(_ bytes: ArraySlice<UInt8>, to rendered: inout String) {
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            append(Self.harmless(scalar), to: &rendered)
        }
    }

    private func append(_ scalar: Unicode.Scalar, to rendered: inout String) {
        switch (self, scalar) {
        case (.html, "&"): rendered += "&amp;"
        case (.html, "<"): rendered += "&lt;"
        case (.html, ">"): rendered += "&gt;"
        case (.html, "\""): rendered += "&quot;"
        case (.html, "'"): rendered += "&#39;"
        // Spaces at the start of a line may make a block of code.
        case (.markdown, " ") where rendered.isEmpty: break
        // CommonMark 0.31, 2.4: a backslash takes its meaning from any mark of ASCII punctuation.
        case (.markdown, "!"..."/"), (.markdown, ":"..."@"), (.markdown, "["..."`"), (.markdown, "{"..."~"):
            rendered += "\\"
            rendered.unicodeScalars.append(scalar)
        default: rendered.unicodeScalars.append(scalar)
        }
    }

    /// A scalar, or what stands for it where it would act on its reader.
    private static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: " "
        // C0 and C1 controls; embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9).
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
        default: scalar
        }
    }
}

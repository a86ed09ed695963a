import Testing

@testable import Apus

@Suite("Rendering")
struct RenderingTests {
    @Test("Each form has its own marks around what was found")
    func marks() {
        let (text, marks) = ("war and peace", [0..<3, 8..<13])
        #expect(Rendering.plain.render(text, marking: marks) == text)
        #expect(Rendering.ansi.render(text, marking: marks) == "\u{1B}[1;33mwar\u{1B}[0m and \u{1B}[1;33mpeace\u{1B}[0m")
        #expect(Rendering.html.render(text, marking: marks) == "<mark>war</mark> and <mark>peace</mark>")
        #expect(
            Rendering.markdown.render(text, marking: marks) == "<strong>war</strong> and <strong>peace</strong>"
        )
    }

    @Test("What a form gives a meaning is escaped, inside marks too")
    func escapes() {
        #expect(
            Rendering.html.render(#"<a href="x">AT&T's"#, marking: [12..<16])
                == "&lt;a href=&quot;x&quot;&gt;<mark>AT&amp;T</mark>&#39;s")
        #expect(Rendering.markdown.render("    # *a*\n1. [b](c)") == ##"\# \*a\* 1\. \[b\]\(c\)"##)
        #expect(Rendering.markdown.render("  war  # peace", marking: [2..<5]) == "<strong>war</strong>  \\# peace")
        for value in UInt8(0x21)..<0x7F {
            let mark = String(Character(Unicode.Scalar(value)))
            let isWord = mark.first!.isLetter || mark.first!.isNumber
            #expect(Rendering.markdown.render(mark) == (isWord ? mark : "\\" + mark))
        }
        #expect(Rendering.plain.render("<b>*&") == "<b>*&")
    }

    @Test("No control character and no turn of direction reaches the reader", arguments: Rendering.allCases)
    func controls(form: Rendering) {
        let controls = Array(UInt32(0)..<0x20) + Array(0x7F..<0xA0) + Array(0x2028...0x202E) + Array(0x2066...0x2069)
        for value in controls {
            let text = "a" + String(Character(Unicode.Scalar(value)!)) + "b"
            let stand = [0x09, 0x0A, 0x0D, 0x2028, 0x2029].contains(value) ? " " : "\u{FFFD}"
            let shown = Array(form.render(text).unicodeScalars)
            #expect(shown == Array("a\(stand)b".unicodeScalars), "U+\(String(value, radix: 16))")
            let turns = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
            #expect(form.renderLine(text) == (turns ? text : form.render(text)), "U+\(String(value, radix: 16)) in a pipe")
        }
    }

    @Test("A mark that is empty, overlaps or reaches past the end is left out, and the text stays whole")
    func wrongMarks() {
        let rendered = Rendering.html.render("peace", marking: [0..<2, 1..<3, 3..<3, 3..<9, 4..<5])
        #expect(rendered == "<mark>pe</mark>ac<mark>e</mark>")
    }
}

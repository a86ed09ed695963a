import Foundation
import Testing

@Suite("`--markup`")
struct MarkupTests {
    private let place: Workplace
    private static let record =
        #"{"id":"<b>&a","title":"<i>Peace</i>","tag":"<u>'x'","text":"<script>war & peace</script> # *all* \"day\""}"#

    init() throws {
        place = try Workplace()
        try place.write(Self.record + "\n", to: "in.jsonl")
        #expect(try place.apus("index", "--field", "tag=keyword", "in.jsonl").code == 0)
    }

    private static let commands = [
        "search peace", "search --tsv peace", "search --passages peace", "search --facet tag --snippet 0 peace",
        "search --fields \\* --spans peace", "batch queries",
    ]

    @Test(
        "In HTML nothing of a document is a tag, on a terminal and in a pipe",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")), arguments: commands)
    func html(command: String) throws {
        try place.write("peace\n", to: "queries")
        let spans = command.contains("--spans")
        for isTerminal in spans ? [true] : [true, false] {
            try place.write("apus \(command) --markup html", to: "command")
            let shown = try place.shell(isTerminal ? "script -qc 'sh ./command' /dev/null </dev/null" : "sh ./command").output
            let rest = ["<mark>", "</mark>", "&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].reduce(shown) {
                $0.replacing($1, with: "")
            }
            #expect(shown.contains("&lt;b&gt;&amp;a") && shown.contains("&lt;"), "\(shown)")
            #expect(!rest.contains { "<>&\"'\u{1B}".contains($0) }, "\(command): \(shown.debugDescription)")
            #expect(
                command.contains("--snippet 0") || shown.contains("<mark>peace</mark>") || shown.contains("<mark>Peace</mark>"))
        }
    }

    @Test("In Markdown no mark of a document has a meaning")
    func markdown() throws {
        let text = try place.apus("search", "--markup", "markdown", "text:peace").output
        let snippet = ##"\<script\>war \& <strong>peace</strong>\<\/script\> \# \*all\* \"day\""##
        #expect(text.hasSuffix("\t\\<b\\>\\&a\t\(snippet)\n"), "\(text)")
    }

    @Test(
        "It is refused where texts are given as they are, beside --color, and when it is no form",
        arguments: ["--markup html --json", "--markup html -l", "--markup ansi --color never", "--markup tex"])
    func refused(flags: String) throws {
        let result = try place.shell("apus search \(flags) peace")
        #expect(result.code == 2 && result.output.isEmpty && result.errors.contains("markup"), "\(result)")
    }
}

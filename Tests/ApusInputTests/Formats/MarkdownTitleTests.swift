import Testing

@testable import ApusInput

@Suite struct MarkdownTitleTests {
    @Test(
        "the first heading is the title",
        arguments: [
            ("# Title", "Title"), ("text\n\n## Second *level* ##\n# Other", "Second *level*"), ("#\n\n# Later", "Later"),
            ("# Title #\r\ntext", "Title"), ("# C#", "C#"), ("# a # b", "a # b"), ("   ### Indented\t", "Indented"),
            ("#\tTab", "Tab"),
            ("Title\n=====", "Title"), ("Title\n---\ntext", "Title"), ("Two\nlines\n===", "Two lines"),
            ("\r\nTitle\r\n===\r\n", "Title"),
            ("text\n\nTitle\n=", "Title"), ("text\n    more\n---", "text more"), ("```\n# no\n```\n# Yes", "Yes"),
            ("~~~~ x\n# no\n~~~\n# no\n~~~~~\n# Yes", "Yes"), ("``` a`b\n# Yes", "Yes"), ("    # code\n\n# Yes", "Yes"),
            ("---\ntitle: no\n# no\n---\n# Yes", "Yes"), ("---\na: b\n...\nYes\n===", "Yes"), ("---\n# Yes", "Yes"),
            ("> quote\n---\n# Yes", "Yes"), ("- item\n---\n# Yes", "Yes"), ("1. item\n---\n# Yes", "Yes"),
            ("| a |\n---\n# Yes", "Yes"),
            ("***\n# Yes", "Yes"), ("text\n\n---\n# Yes", "Yes"), ("# Ünïcödé 中文", "Ünïcödé 中文"), ("# \\# x", "\\# x"),
        ])
    func titles(markdown: String, title: String) {
        #expect(MarkdownTitle.find(in: markdown) == title)
    }

    @Test(
        "where there is none, there is no title",
        arguments: [
            "", "text", "#hashtag", "####### seven", "\\# not", "```\n# in an open fence", "===", "---", "text\n\n===",
            "    # code",
            "\t# code", "# \n##\n", "---\n---\n",
        ])
    func none(markdown: String) {
        #expect(MarkdownTitle.find(in: markdown) == nil)
    }

    @Test("a long text without a heading takes linear time")
    func longText() {
        #expect(MarkdownTitle.find(in: String(repeating: "word `x` - # no\n", count: 20_000)) == nil)
        #expect(MarkdownTitle.find(in: String(repeating: "-", count: 100_000)) == nil)
    }
}

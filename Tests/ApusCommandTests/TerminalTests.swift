import Foundation
import Testing

/// `script` gives a command a terminal of its own.
@Suite("On a terminal", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
struct TerminalTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write("peace \u{1B}[31mred\u{1B}[0m, \u{9B}2J and a bell\u{07}\n", to: "a\u{1B}[2J.txt")
        #expect(try place.apus("index", "a\u{1B}[2J.txt").code == 0)
    }

    /// What the terminal shows, with LF at the ends of lines.
    private func shown(_ command: String) throws -> String {
        let result = try place.shell("script -qec '\(command)' /dev/null </dev/null")
        #expect(result.code == 0)
        return result.timeless.output.replacing("\r\n", with: "\n")
    }

    @Test("A hit has a title, a highlighted snippet and a total")
    func person() throws {
        #expect(
            try shown("apus search peace") == """
                \u{1B}[2m1.\u{1B}[0m \u{1B}[1;36ma\u{FFFD}[2J.txt\u{1B}[0m  \u{1B}[2m0.288\u{1B}[0m
                   \u{1B}[1;33mpeace\u{1B}[0m [31mred [0m, 2J and a bell
                \u{1B}[2m1 document in T
                \u{1B}[0m
                """)
        #expect(try shown("NO_COLOR=1 apus search peace").contains("\u{1B}") == false)
        #expect(try shown("apus search --color never peace").contains("\u{1B}") == false)
    }

    @Test("A title stands before the id, and a batch tells which query its hits belong to")
    func titles() throws {
        try place.write("{\"id\":\"w1\",\"title\":\"The \u{9B}2J War\",\"text\":\"war\",\"year\":1648}\n", to: "w.jsonl")
        #expect(try place.apus("index", "w.jsonl").code == 0)
        let hit = "1. The \u{FFFD}2J War  w1  1.000\n   war\n"
        #expect(try shown("apus search --color never text:war") == hit + "1 document in T\n")
        #expect(try shown("apus search --color never --fields year text:war") == hit + "   year: 1648\n1 document in T\n")
        #expect(
            try shown("apus search --color never --fields title text:war") == hit
                + "   title: The \u{FFFD}2J War\n1 document in T\n")
        try place.write("q1\ttext:war\nabsent\n", to: "queries")
        #expect(
            try shown("apus batch --color never queries") == """
                q1: text:war
                \(hit)1 document in T
                2: absent
                0 documents in T

                """)
    }
}

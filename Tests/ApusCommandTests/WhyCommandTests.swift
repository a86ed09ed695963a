import Foundation
import Testing

@Suite("Why, passages and the editor, from the command line")
struct WhyCommandTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write("A war.\nReady to pursue peace.\n", to: "a.txt")
        try place.write("{\"text\":\"soup\"}\n{\"text\":\"soup of the day\"}\n", to: "b.jsonl")
        #expect(try place.apus("index", "a.txt", "b.jsonl").code == 0)
    }

    @Test("A document that matches or not is an answer, one that is not there none")
    func exitCodes() throws {
        #expect(try place.apus("explain", "peace", "a.txt").code == 0)
        let failed = try place.apus("explain", "peace", "-war", "a.txt")
        #expect(failed.code == 0)
        #expect(failed.output == "does not match: -war (bytes 6-10): it has what is excluded\n")
        #expect(try place.apus("explain", "peace", "c.txt").code == 1)
    }

    @Test("A tree's first line has the score of the hit")
    func score() throws {
        let hit = try place.apus("search", "-n", "1", "peace war soup").output.split(separator: "\t")
        for query in [["peace war soup"], ["peace", "war", "soup"]] {
            #expect(try place.run("apus", ["explain"] + query + [String(hit[2])]).output.hasPrefix("\(hit[1])  "))
        }
    }

    @Test("Passages are lines that editors read")
    func passages() throws {
        #expect(try place.apus("search", "--passages", "peace").output == "a.txt:2:Ready to pursue peace.\n")
        #expect(
            try place.apus("search", "peace", "--passages=2", "war").output == "a.txt:1:A war. Ready to pursue peace.\n")
        #expect(try place.apus("batch", "--passages", input: "peace\n").output == "a.txt:2:Ready to pursue peace.\n")
    }

    @Test("The editor is called with the line and the path of the hit, and its exit code is the command's")
    func editor() throws {
        func opened(_ arguments: String...) throws -> ProgramResult {
            try place.run("apus", ["search"] + arguments, environment: ["EDITOR": "printf %s,"])
        }
        #expect(try opened("--open", "1", "peace").output == "+2,a.txt,")
        #expect(try opened("soup", "--open=2").output == "+2,b.jsonl,")
        #expect(try opened("--open", "2", "peace").code == 1)
        #expect(try opened("--open", "0", "peace").code == 2)
        try place.remove("a.txt")
        #expect(try opened("--open", "1", "peace").code == 3)
    }

    @Test("Where nothing is found, a person is told why on the terminal, and nobody else is")
    func nothing() throws {
        #expect(try place.apus("search", "peece") == ProgramResult(output: "", errors: "", end: .exit(1)))
        let asked = try place.apus("search", "--explain", "peece")
        #expect(asked.code == 1 && asked.output == "")
        #expect(asked.errors.contains("apus: did you mean “peace” for “peece”? It is in 1 document\n"))
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else { return }
        let shown = try place.shell("script -qec 'apus search peece' /dev/null </dev/null").output
        #expect(shown.contains("did you mean “peace” for “peece”"))
    }
}

import Foundation
import Testing

@Suite("Manual pages and completions", .enabled(if: DocumentationConsole.has("python3")))
struct ManualTests {
    private static let script = DocumentationConsole.root.path + "/scripts/support/manual.py"

    @Test("Each command has a page, and each of its flags is on it", arguments: ["apus", "apusd"])
    func pages(program: String) throws {
        let place = try Workplace()
        let made = try place.shell("python3 '\(Self.script)' '\(Workplace.programs)/\(program)' pages")
        #expect(made == ProgramResult(output: "", errors: "", end: .exit(0)))
        let table = try JSONDecoder().decode(
            Table.self, from: Data(try place.run(program, ["--experimental-dump-help"]).output.utf8))
        var expected: [String: [String]] = [:]
        table.command.forEach([]) { words, names in expected[words.joined(separator: "-") + ".1"] = names }
        #expect(try place.names(in: "pages") == expected.keys.sorted())
        for (page, names) in expected {
            let text = try place.content(of: "pages/" + page).replacing("\\-", with: "-")
            for name in names { #expect(text.contains("\\fB\(name)\\fR"), "\(page) has no \(name)") }
        }
        #expect(program != "apus" || expected["apus-search.1"]?.contains("--snippet") == true)
        guard DocumentationConsole.has("groff") else { return }
        #expect(try place.shell("groff -man -ww -z -Tutf8 pages/*") == ProgramResult(output: "", errors: "", end: .exit(0)))
    }

    @Test("Completions are scripts that the shell can read", arguments: ["apus", "apusd"])
    func completions(program: String) throws {
        let place = try Workplace()
        let result = try place.shell(
            "\(program) --generate-completion-script bash > it && bash -n it && . ./it && complete -p \(program)")
        #expect(result.end == .exit(0))
        #expect(result.output.contains(" \(program)\n"), "\(result)")
    }

    /// What a program says of its flags, as far as the test asks.
    private struct Table: Decodable {
        var command: Command

        struct Command: Decodable {
            var commandName: String
            var shouldDisplay: Bool
            var arguments: [Argument]?
            var subcommands: [Command]?

            /// Calls with each command that has a page, and how its flags are written.
            func forEach(_ before: [String], _ body: ([String], [String]) -> Void) {
                let words = before + [commandName]
                let shown = (arguments ?? []).filter(\.shouldDisplay)
                body(words, shown.flatMap { ($0.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name } })
                for command in subcommands ?? [] where command.shouldDisplay && command.commandName != "help" {
                    command.forEach(words, body)
                }
            }
        }

        struct Argument: Decodable {
            var shouldDisplay: Bool
            var names: [Name]?
        }

        struct Name: Decodable {
            var kind: String
            var name: String
        }
    }
}

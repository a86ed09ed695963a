import Foundation
import Testing

@Suite("Manual pages and completions", .enabled(if: DocumentationConsole.has("python3")))
struct ManualTests {
    private static let script = DocumentationConsole.root.path + "/scripts/support/manual.py"

    @Test("Each command has a page, with all that the program says of it and of each of its flags", arguments: ["apus", "apusd"])
    func pages(program: String) throws {
        let place = try Workplace()
        let made = try place.shell("python3 '\(Self.script)' '\(Workplace.programs)/\(program)' pages")
        #expect(made == ProgramResult(output: "", errors: "", end: .exit(0)))
        let table = try JSONDecoder().decode(
            Table.self, from: Data(try place.run(program, ["--experimental-dump-help"]).output.utf8))
        var expected: [String: Table.Command] = [:]
        table.command.forEach([]) { words, command in expected[words.joined(separator: "-") + ".1"] = command }
        #expect(try place.names(in: "pages") == expected.keys.sorted())
        for (page, command) in expected {
            let text = Self.plain(try place.content(of: "pages/" + page))
            for name in command.names { #expect(text.contains("\\fB\(name)\\fR"), "\(page) has no \(name)") }
            for told in command.texts { #expect(text.contains(told), "\(page) does not say: \(told)") }
        }
        #expect(program != "apus" || expected["apus-search.1"]?.names.contains("--snippet") == true)
        #expect(try place.content(of: "pages/\(program).1").contains(".SH EXIT STATUS\n.TP\n0\n"))
        guard DocumentationConsole.has("groff") else { return }
        #expect(try place.shell("groff -man -ww -z -Tutf8 pages/*") == ProgramResult(output: "", errors: "", end: .exit(0)))
    }

    /// A page without what roff needs to show letters as they are.
    private static func plain(_ page: String) -> String {
        page.replacing("\\-", with: "-").replacing("\\&", with: "").replacing("\\e", with: "\\")
            .replacing(/\\\[u([0-9A-F]+)\]/) { match in
                UInt32(match.1, radix: 16).flatMap(UnicodeScalar.init).map { String($0) } ?? ""
            }
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
            var abstract: String?
            var discussion: String?
            var arguments: [Argument]?
            var subcommands: [Command]?

            private var shown: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

            /// How its flags are written.
            var names: [String] {
                shown.flatMap { ($0.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name } }
            }

            /// What is said of it and of them.
            var texts: [String] {
                let own = [abstract.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }, discussion].compactMap { $0 }
                return own + shown.compactMap { $0.abstract?.trimmingCharacters(in: .whitespacesAndNewlines) }
                    + shown.compactMap { $0.defaultValue.map { "Default: \($0)." } }
            }

            /// Calls with each command that has a page, and how it is called.
            func forEach(_ before: [String], _ body: ([String], Command) -> Void) {
                let words = before + [commandName]
                body(words, self)
                for command in subcommands ?? [] where command.shouldDisplay && command.commandName != "help" {
                    command.forEach(words, body)
                }
            }
        }

        struct Argument: Decodable {
            var shouldDisplay: Bool
            var names: [Name]?
            var abstract: String?
            var defaultValue: String?
        }

        struct Name: Decodable {
            var kind: String
            var name: String
        }
    }
}

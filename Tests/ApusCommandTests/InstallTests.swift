import Testing

@Suite("scripts/install", .enabled(if: DocumentationConsole.has("python3")))
struct InstallTests {
    private static let script = DocumentationConsole.root.path + "/scripts/install"

    @Test("What is built already is installed with pages and completions, twice over, and runs from there")
    func install() throws {
        let place = try Workplace()
        for _ in 0..<2 {
            let result = try place.shell("'\(Self.script)' --built '\(Workplace.programs)' there")
            #expect(result.code == 0 && result.lines.first?.hasPrefix("installed apus and apusd in ") == true, "\(result)")
        }
        for program in ["apus", "apusd"] {
            let version = try place.shell("there/bin/\(program) --version")
            #expect(try place.run(program, ["--version"]) == version)
            for file in ["bash-completion/completions/\(program)", "zsh/site-functions/_\(program)", "man/man1/\(program).1"] {
                #expect(try place.content(of: "there/share/" + file).contains(program), "\(file)")
            }
            #expect(
                try place.content(of: "there/share/fish/vendor_completions.d/\(program).fish").contains(
                    "complete -c '\(program)'"))
        }
        #expect(place.exists("there/share/man/man1/apus-search.1"))
    }

    @Test("A folder without the programs, and an unknown flag, install nothing")
    func refused() throws {
        let place = try Workplace()
        try place.write("", to: "empty/x")
        let empty = try place.shell("'\(Self.script)' --built empty there")
        #expect(empty.code == 1 && empty.errors.contains("there is no apus in "), "\(empty)")
        #expect(try place.shell("'\(Self.script)' --prefix there").code == 2)
        #expect(!place.exists("there"))
    }
}

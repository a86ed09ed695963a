import Testing

@Suite("Flags and the words of a query are told apart", .servedFolder)
struct QueryWordsTests {
    private static let cases: [(arguments: [String], query: String)] = [
        (["peace", "-war"], "peace -war"),
        (["peace", "-war", "-n", "3", "--json"], "peace -war"),
        (["--json", "peace", "--war"], "peace --war"),
        (["--", "-war"], "-war"),
        (["--", "peace", "-n", "3"], "peace -n 3"),
        (["peace", "--", "-n"], "peace -n"),
        (["-n", "1", "+peace", "--total=exact", "-soup"], "+peace -soup"),
        (["peace -war"], "peace -war"),
        (["-n1", "peace", "-nato"], "peace -nato"),
        (["peace", "-n1"], "peace"),
        (["-n=1", "peace"], "peace"),
        (["-"], "-"),
    ]

    @Test("After the first word only known flags are flags", arguments: Sample.of(cases, oneIn: 2))
    func words(arguments: [String], query: String) throws {
        let place = try #require(ServedFolder.current).place
        let result = try place.run("apus", ["search", "--json", "--snippet", "0"] + arguments.filter { $0 != "--json" })
        #expect(result.lines.last?.contains("\"query\":\"\(query)\"") == true)
    }

    @Test("Known are the flags of that command")
    func perCommand() throws {
        let place = try #require(ServedFolder.current).place
        #expect(try place.apus("parse", "peace", "-c", "--json").lines.first == #"{"type":"tree","text":"peace -c"}"#)
        #expect(try place.apus("count", "peace", "-soup", "-l").output == "3\n")
    }

    @Test("A flag that is none is told how it could be a query", arguments: ["-war", "-\"to be\"", "-lx", "-nx"])
    func unknownFlag(flag: String) throws {
        let place = try #require(ServedFolder.current).place
        for command in ["search", "count", "parse"] {
            let result = try place.apus(command, flag, "peace")
            #expect(result.code == 2 && result.output == "")
            #expect(result.errors == "apus: unknown flag \(flag); -- goes before a query that begins with -\n")
        }
        #expect(try place.apus("search", "-l0", "\"ready to pursue peace\"").output == "docs/a.txt\0")
    }

    private static let refusals: [[String]] = [
        ["frob"], ["search"], ["search", "-war"], ["search", "--nope", "peace"], ["search", "-n", "x", "peace"],
        ["search", "-n", "-1", "peace"], ["search", "--any", "--all", "peace"], ["search", "--json", "--tsv", "peace"],
        ["search", "--direct", "--socket", "s", "peace"], ["search", "--color", "blue", "peace"],
        ["search", "--total", "x", "peace"],
        ["search", "--after", "x", "peace"], ["search", "--sort", "title", "peace"], ["search", "--sort", "year,", "peace"],
        ["search", "--facet", "absent", "peace"], ["search", "--facet", "year:week", "peace"],
        ["search", "--facet", "year", "-l", "peace"],
        ["search", "--strict", "--filter", "year:x", "peace"], ["batch", "--after", "x"], ["facets"], ["facets", "title"],
        ["search", "--spans", "peace"], ["search", "--explain", "--tsv", "peace"],
        ["count"], ["get"], ["delete"], ["delete", "id", "--query", "x"], ["index"], ["index", "--format", "pdf", "docs"],
        ["index", "--memory", "much", "docs"], ["index", "--threads", "0", "docs"], ["index", "--field", "year", "docs"],
        ["index", "--field", "year=int", "docs"], ["index", "--field", "year=number,odd", "docs"],
        ["index", "--language", "en", "docs"],
        ["index", "--glob", "[", "docs"], ["index", "--progress", "loud", "docs"], ["merge", "--segments", "0"],
        ["batch", "--jobs", "0"], ["index", ""], ["backup"], ["explain", "peace"], ["explain"], ["ping", "--direct"],
        ["search", "--strict", "\"peace"], ["search", "--timeout", "soon", "peace"], ["search", "-n", "1000001", "peace"],
    ]

    @Test(
        "What is no command, no flag, or not there yet is an error that says so",
        arguments: Sample.of(refusals, oneIn: 4))
    func refused(arguments: [String]) throws {
        let result = try #require(ServedFolder.current).place.run("apus", arguments)
        #expect(result.code == 2)
        #expect(result.output == "")
        #expect(!result.errors.isEmpty)
    }

    @Test(
        "The daemon's flags too",
        arguments: [
            ["--nope"], ["extra"], ["--memory", "x"], ["--timeout", "x"], ["--log-level", "x"], ["--threads", "0"],
            ["-i", "x=a", "-i", "x=b"], ["-i", "a", "-i", "a"], ["-i", "=a"], ["-i", "x=.", "-i", "y=./."],
            ["--socket", "s", "--read-only-socket", "s"],
        ])
    func daemonFlags(arguments: [String]) throws {
        let result = try Workplace().run("apusd", arguments)
        #expect(result.code == 2)
        #expect(!result.errors.isEmpty)
    }

    @Test(
        "A mistyped command is told the nearest",
        arguments: [
            ("serach", "unknown command serach: did you mean search?"),
            ("Search", "unknown command Search: did you mean search?"),
            ("frobnicate", "unknown command frobnicate: apus --help lists them"),
        ])
    func unknownCommand(name: String, message: String) throws {
        let result = try Workplace().run("apus", [name, "peace"])
        #expect(result == ProgramResult(output: "", errors: "apus: \(message)\n", end: .exit(2)))
    }

    @Test("Help and version are answers", arguments: [["--help"], ["search", "--help"], ["--version"], ["help", "index"]])
    func help(arguments: [String]) throws {
        let result = try Workplace().run("apus", arguments)
        #expect(result.code == 0)
        #expect(!result.output.isEmpty && result.errors == "")
    }
}

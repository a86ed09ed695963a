import Testing

@Suite("What the commands print into a pipe", .servedFolder)
struct OutputFormTests {
    private func apus(_ arguments: [String], input: String = "") throws -> ProgramResult {
        try #require(ServedFolder.current).place.run("apus", arguments, input: input).timeless
    }

    private static let hit = #"{"type":"hit","rank":1,"id":"docs/a.txt","score":6.424456,"fields":"#
    private static let summary =
        #"{"type":"summary","query":"\"ready to pursue peace\"","hits":1,"total":1,"total_is":"exact","took_us":0,"generation":3}"#
        + "\n"
    private static let snippet = "The soup of the day is peace. He was “ready to pursue peace” after the war."

    private static let forms: [(flags: [String], output: String)] = [
        ([], "1\t6.424456\tdocs/a.txt\t\(snippet)\n"),
        (["--color", "never"], "1\t6.424456\tdocs/a.txt\t\(snippet)\n"),
        (["--tsv", "--color", "always", "--snippet", "30"], "1\t6.424456\tdocs/a.txt\t…ready to pursue peace…\n"),
        (["--tsv", "--snippet", "0"], "1\t6.424456\tdocs/a.txt\t\n"),
        (
            ["--color=always", "--snippet", "30"],
            "1\t6.424456\t\u{1B}[1;36mdocs/a.txt\u{1B}[0m\t…\u{1B}[1;33mready to pursue peace\u{1B}[0m…\n"
        ),
        (["--markup", "plain", "--snippet", "30"], "1\t6.424456\tdocs/a.txt\t…ready to pursue peace…\n"),
        (["--markup", "html", "--snippet", "30"], "1\t6.424456\tdocs/a.txt\t…<mark>ready to pursue peace</mark>…\n"),
        (
            ["--markup=markdown", "--passages=1"],
            "docs\\/a\\.txt:2:He was “<strong>ready to pursue peace</strong>” after the war\\.\n"
        ),
        (
            ["--markup", "ansi", "--tsv", "--snippet", "30"],
            "1\t6.424456\tdocs/a.txt\t…\u{1B}[1;33mready to pursue peace\u{1B}[0m…\n"
        ),
        (["--trec", "first"], "1 Q0 docs/a.txt 1 6.424456 first\n"),
        (["-l"], "docs/a.txt\n"),
        (["-0"], "docs/a.txt\0"),
        (["-c"], "1\n"),
        (["-q"], ""),
        (
            ["--json", "--snippet", "30"],
            hit + #"{},"snippet":{"text":"…ready to pursue peace…","spans":[[3,24]]}}"# + "\n" + summary
        ),
        (
            ["--json", "--snippet", "0", "--fields", "*"],
            hit + #"{"text":"The soup of the day is peace.\nHe was “ready to pursue peace” after the war.\n"}}"# + "\n" + summary
        ),
    ]

    @Test("Each form of search has its bytes", arguments: forms)
    func search(flags: [String], output: String) throws {
        let result = try apus(["search"] + flags + ["\"ready to pursue peace\""])
        #expect(result == ProgramResult(output: output, errors: "", end: .exit(0)))
    }

    private static let commands: [(arguments: [String], output: String)] = [
        (
            ["search", "--json", "--snippet=0", "--fields", "year,open,tags", "title:talks"],
            """
            {"type":"hit","rank":1,"id":"j1","score":1.0417084,"fields":{"year":2020,"open":true,"tags":["red","blue"]}}
            {"type":"summary","query":"title:talks","hits":1,"total":1,"total_is":"exact","took_us":0,"generation":3}

            """
        ),
        (["count", "peace"], "4\n"),
        (
            ["count", "--json", "peace"],
            """
            {"type":"summary","query":"peace","total":4,"total_is":"exact","took_us":0,"generation":3}

            """
        ),
        (
            ["get", "j2", "docs/d.csv:2"],
            """
            {"type":"doc","id":"j2","document":{"title":"war drums","text":"no peace\\tat all","when":"2025-03-01T10:00:00Z"}}
            {"type":"doc","id":"docs/d.csv:2","document":{"name":"Ada","city":"London"}}

            """
        ),
        (["get", "--raw", "j1"], "peace talks\nred\nblue\n"),
        (["get", "--raw", "docs/b.md"], "# War and peace\n\nA novel about war.\n"),
        (["delete", "--query", "title:peace"], "j1\ndocs/b.md\nwould delete 2 documents; --yes deletes them\n"),
        (["analyze", "Don’t", "stop"], "don't\t0\t7\t0\nstop\t8\t12\t1\n"),
        (
            ["analyze", "--json", "Café"],
            """
            {"type":"term","term":"cafe","start":0,"end":5,"position":0}
            {"type":"ok"}

            """
        ),
        (
            ["parse", "--json", "\"a"],
            """
            {"type":"tree","text":"\\"a\\""}
            {"type":"warning","code":"quote","at":0,"text":"this quote is not closed; it is read as closed at the end"}
            {"type":"ok"}

            """
        ),
        (["ping"], ""),
    ]

    @Test("Other commands have theirs", arguments: commands)
    func others(arguments: [String], output: String) throws {
        #expect(try apus(arguments) == ProgramResult(output: output, errors: "", end: .exit(0)))
    }

    @Test("A batch knows its queries by their ids, else by their lines")
    func batch() throws {
        let queries = "peace war\n\nq7\tabsent\r\n\"open\n"
        #expect(try apus(["batch", "-c"], input: queries).output == "1\t4\nq7\t0\n4\t0\n")
        #expect(try apus(["batch", "-n", "1", "--snippet", "0"], input: queries).output == "1\t6.1681957\tdocs/b.md\t\n")
        #expect(try apus(["batch", "--trec", "r", "-n", "1"], input: queries).output == "1 Q0 docs/b.md 1 6.1681957 r\n")
        let json = try apus(["batch", "--json", "-n", "1", "--snippet", "0"], input: queries)
        #expect(
            json.output.replacing(#/"next":"[A-Za-z0-9_-]+"/#, with: #""next":"""#) == """
                {"type":"hit","qid":"1","rank":1,"id":"docs/b.md","score":6.1681957,"fields":{}}
                {"type":"summary","qid":"1","query":"peace war","hits":1,"total":4,"total_is":"exact","took_us":0,"generation":3,"next":""}
                {"type":"summary","qid":"q7","query":"absent","hits":0,"total":0,"total_is":"exact","took_us":0,"generation":3}
                {"type":"warning","qid":"4","code":"quote","at":0,"text":"this quote is not closed; it is read as closed at the end"}
                {"type":"summary","qid":"4","query":"\\"open","hits":0,"total":0,"total_is":"exact","took_us":0,"generation":3}

                """)
        #expect(json.errors == "")
    }

    @Test("A batch answers what has come before it waits for more", arguments: ["", "--direct"])
    func conversation(flag: String) throws {
        let place = try #require(ServedFolder.current).place
        let asked = try place.shell(
            """
            coproc apus batch -c \(flag)
            for query in peace absent; do
                echo $query >&${COPROC[1]}
                read -t 30 -u ${COPROC[0]} answer && echo "$answer"
            done
            """)
        #expect(asked.output == "1\t4\n2\t0\n")
    }

    @Test("A TREC run has six columns whatever ids hold")
    func trecColumns() throws {
        let place = try Workplace()
        try place.write("peace", to: "my own\tfile.txt")
        #expect(try place.apus("index", "my own\tfile.txt").code == 0)
        #expect(try place.apus("search", "--trec", "a run", "peace").output == "1 Q0 my_own_file.txt 1 0.2876821 a_run\n")
        #expect(try place.apus("search", "-l", "peace").output == "my own file.txt\n")
    }

    @Test("Each answer has one end, and says a thing once", arguments: ["check", "stats", "status"])
    func ends(command: String) throws {
        let lines = try apus([command, "--json"]).lines
        #expect(lines.count { $0.hasPrefix(#"{"type":"ok""#) } == 1)
        #expect(lines.last?.hasPrefix(#"{"type":"ok""#) == true)
        let plain = try apus([command]).lines
        #expect(plain.count { $0.hasPrefix("generation") || $0.hasSuffix(" generation=3") } <= 1)
    }

    @Test("The daemon's status has its process and limits")
    func status() throws {
        let served = try #require(ServedFolder.current)
        let lines = try apus(["status"]).lines
        #expect(lines.contains("pid\t\(served.daemon.process.processID)"))
        #expect(lines.contains("max-line\t1048576") && lines.contains("max-nesting\t128"))
        #expect(try apus(["status", "--json"]).lines.last?.hasPrefix(#"{"type":"ok""#) == true)
    }

    @Test("What is printed in vain ends the program, quietly for a reader that went away")
    func brokenOutput() throws {
        let place = try #require(ServedFolder.current).place
        let many = "for n in $(seq 300); do echo '*'; done | apus batch --json -n 40"
        let left = try place.shell("set -o pipefail; \(many) | head -n 1 | wc -l")
        #expect(left == ProgramResult(output: "1\n", errors: "", end: .exit(128 + 13)))
        for command in ["apus search peace", "\(many)"] {
            let full = try place.shell("\(command) > /dev/full; exit ${PIPESTATUS[-1]}")
            #expect(full.code == 3)
            #expect(full.errors == "apus: standard output: No space left on device\n")
        }
        #expect(try place.shell("apus search peace >&-").code == 3)
    }
}

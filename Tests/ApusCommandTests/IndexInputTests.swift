import Testing

@Suite("`apus index` reads what it is given")
struct IndexInputTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    private func ids(_ query: String = "*") throws -> [String] { try place.apus("search", "-l", "-n", "100", query).lines }

    @Test("Folders, with .gitignore, hidden files left out and gzip read")
    func folder() throws {
        for name in ["a.txt", "sub/b.md", "sub/skip.log", ".hidden", ".git/config", "out/c.txt"] {
            try place.write("peace in \(name)", to: "docs/" + name)
        }
        try place.write("*.log\nout/\n", to: "docs/.gitignore")
        #expect(try place.shell("gzip -c docs/a.txt > docs/z.txt.gz").code == 0)
        let result = try place.apus("index", "docs")
        #expect(result == ProgramResult(output: "indexed 3 documents from 3 files; generation 1\n", errors: "", end: .exit(0)))
        #expect(try ids() == ["docs/a.txt", "docs/sub/b.md", "docs/z.txt.gz"])
        // Named, it is taken.
        #expect(try place.apus("index", "docs/sub/skip.log", "docs/sub/../a.txt").code == 0)
        #expect(try ids().last == "docs/sub/skip.log")
    }

    @Test("Only files that match, and not those that do not")
    func globs() throws {
        for name in ["a.txt", "b.md", "deep/c.txt", "deep/d.md"] { try place.write("peace", to: "docs/" + name) }
        #expect(try place.apus("index", "docs", "--glob", "*.md").code == 0)
        #expect(try ids() == ["docs/b.md", "docs/deep/d.md"])
        #expect(try place.apus("index", "-i", "index2", "--glob", "!*.md", "docs").code == 0)
        #expect(try place.apus("search", "-i", "index2", "-l", "*").lines == ["docs/a.txt", "docs/deep/c.txt"])
    }

    @Test("Standard input: records when it begins with a brace, else one text")
    func standardInput() throws {
        #expect(try place.apus("index", "-", input: "{\"id\":\"j\",\"text\":\"peace\"}\n{\"text\":\"war\"}\n").code == 0)
        #expect(try ids() == ["j", "-:2"])
        #expect(try place.apus("index", "-", input: "plain peace\n").code == 0)
        #expect(try ids() == ["j", "-:2", "-"])
        #expect(try place.apus("index", "--format", "csv", "-", "--id-field", "n", input: "n,t\nc1,peace\n").code == 0)
        #expect(try ids("t:peace") == ["c1"])
    }

    @Test("Unchanged files are skipped, changed ones replaced, removed ones pruned when asked")
    func updates() throws {
        try place.write("peace", to: "docs/a.txt")
        try place.write("war", to: "docs/b.txt")
        try place.write("war", to: "other.txt")
        #expect(try place.apus("index", "docs", "other.txt").code == 0)
        #expect(try place.apus("index", "docs").output == "indexed 0 documents from 0 files, 2 unchanged; generation 1\n")
        #expect(try place.shell("touch -d 2020-01-01 docs/a.txt; apus index docs").output.contains("2 unchanged"))
        try place.write("a long peace", to: "docs/a.txt")
        #expect(try place.apus("index", "docs").output.hasPrefix("indexed 1 document from 1 file, 1 unchanged;"))
        #expect(try ids() == ["docs/b.txt", "other.txt", "docs/a.txt"])
        for name in ["docs/b.txt", "other.txt"] { try place.remove(name) }
        #expect(try place.apus("index", "docs").code == 0)
        #expect(try ids().count == 3)
        #expect(try place.apus("index", "--prune", "docs").output.contains("1 pruned"))
        #expect(try ids() == ["other.txt", "docs/a.txt"])
    }

    @Test("Fields are defined, ids chosen, formats forced")
    func fields() throws {
        let lines = "{\"id\":\"x\",\"key\":\"k1\",\"tag\":\"Two Words\",\"body\":\"peace\"}\n"
        try place.write(lines, to: "data.txt")
        let flags = ["--format", "jsonl", "--id-field", "key", "--field", "tag=keyword", "--field", "body=text,unstored"]
        #expect(try place.run("apus", ["index"] + flags + ["data.txt"]).code == 0)
        #expect(try ids("body:peace") == ["k1"])
        #expect(try place.apus("get", "k1").output.contains("\"tag\":\"Two Words\"}}"))
        let stats = try place.apus("stats").lines
        #expect(stats.contains("field.tag.type\tkeyword") && stats.contains("field.body.type\ttext,unstored"))
    }

    @Test("A file that is read in another way is read again, and takes the place of what was read before")
    func readInAnotherWay() throws {
        try place.write("id,key,text\n1,k1,peace\n2,k2,war\n", to: "a.csv")
        try place.write("peace", to: "b.txt")
        #expect(try place.apus("index", "a.csv", "b.txt").code == 0)
        #expect(try ids() == ["1", "2", "b.txt"])
        let again = "indexed 2 documents from 1 file, 1 unchanged; generation 2\n"
        #expect(try place.apus("index", "--id-field", "key", "a.csv", "b.txt").output == again)
        #expect(try ids() == ["b.txt", "k1", "k2"])
        #expect(try place.apus("index", "--id-field", "key", "a.csv").output.contains("1 unchanged; generation 2"))
        #expect(try place.apus("index", "--format", "text", "a.csv").code == 0)
        #expect(try ids() == ["b.txt", "a.csv"])
    }

    @Test("Progress is JSON lines on standard error, or nothing")
    func progress() throws {
        try place.write("peace", to: "a.txt")
        let json = try place.apus("index", "--progress=json", "a.txt")
        #expect(json.code == 0)
        #expect(json.errors.split(separator: "\n").allSatisfy { $0.hasPrefix(#"{"type":"progress","files":1,"#) })
        #expect(!json.errors.isEmpty)
        for choice in ["none", "auto"] { #expect(try place.apus("index", "--progress", choice, "a.txt").errors == "") }
    }

    @Test("Merged into one segment, the answers stay")
    func merging() throws {
        for number in 1...4 {
            let lines = (1...20).map { "{\"id\":\"\(number)-\($0)\",\"text\":\"peace \($0) war \(number)\"}\n" }.joined()
            #expect(try place.apus("index", "-", input: lines).code == 0)
        }
        #expect(try place.apus("delete", "2-3").code == 0)
        let searches = ["peace -1", "\"war 2\"", "*", "+peace 7"]
        let before = try searches.map { try place.apus("search", "-l", "-n", "100", $0).output }
        #expect(
            try place.apus("merge", "--segments", "1")
                == ProgramResult(output: "segments=1 generation=5\n", errors: "", end: .exit(0)))
        #expect(try place.apus("stats", "--json").lines.contains(#"{"type":"stat","name":"segments","value":1}"#))
        #expect(try searches.map { try place.apus("search", "-l", "-n", "100", $0).output } == before)
        #expect(try place.apus("check").code == 0)
    }
}

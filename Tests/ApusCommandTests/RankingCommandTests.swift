import Testing

@Suite("`--k1`, `--b` and `--combine`")
struct RankingCommandTests {
    private let place: Workplace
    private static let records = """
        {"id":"a","text":"peace peace peace and a long tail of other words that nobody asks for"}
        {"id":"b","text":"peace war"}

        """

    init() throws { place = try Workplace() }

    @Test("An index is given them when it is made or later, directly and through a daemon, with the same answers")
    func kept() throws {
        try place.write(Self.records, to: "docs.jsonl")
        #expect(try place.apus("index", "docs.jsonl", "--k1", "0.9", "--b", "0.4").code == 0)
        let daemon = try RunningDaemon(in: place, "-i", "index2")
        #expect(try place.apus("index", "-i", "index2", "docs.jsonl").code == 0)
        let usual = try place.apus("search", "-i", "index2", "--tsv", "--snippet", "0", "peace")
        #expect(try place.apus("index", "-i", "index2", "docs.jsonl", "--k1", "0.9").code == 0)
        #expect(try place.apus("index", "-i", "index2", "docs.jsonl", "--b", "0.4").code == 0)
        let own = try place.apus("search", "--tsv", "--snippet", "0", "peace")
        #expect(try place.apus("search", "-i", "index2", "--tsv", "--snippet", "0", "peace") == own)
        #expect(own != usual && own.lines.count == 2)
        for index in ["index", "index2"] {
            let stats = try place.apus("stats", "-i", index).lines
            #expect(stats.contains("k1\t0.9") && stats.contains("b\t0.4"), "\(stats)")
            let overruled = try place.apus(
                "search", "-i", index, "--tsv", "--snippet", "0", "peace", "--k1", "1.2", "--b", "0.75")
            #expect(overruled == usual)
        }
        #expect(daemon.stop() == .exit(0))
    }

    @Test("An index is told how its fields score together, directly and through a daemon, and a search overrules it")
    func combination() throws {
        let records = """
            {"id":"a","title":"peace","text":"a long tail of words"}
            {"id":"b","title":"war","text":"peace and war and peace and no more peace"}

            """
        try place.write(records, to: "docs.jsonl")
        let daemon = try RunningDaemon(in: place, "-i", "index2")
        let search = ["search", "--tsv", "--snippet", "0", "peace"]
        for index in ["index", "index2"] {
            #expect(try place.apus("index", "-i", index, "docs.jsonl").code == 0)
            #expect(try place.apus("stats", "-i", index).lines.contains("combine\tsum"))
            let usual = try place.run("apus", search + ["-i", index])
            let combined = try place.run("apus", search + ["-i", index, "--combine", "bm25f:title=5"])
            #expect(usual.lines.count == 2 && combined.lines.count == 2 && usual != combined)
            #expect(try place.apus("index", "-i", index, "docs.jsonl", "--combine", "bm25f:title=5").code == 0)
            #expect(try place.apus("stats", "-i", index).lines.contains("combine\tbm25f:title=5.0"))
            #expect(try place.run("apus", search + ["-i", index]) == combined)
            #expect(try place.run("apus", search + ["-i", index, "--combine", "sum"]) == usual)
        }
        #expect(daemon.stop() == .exit(0))
    }

    @Test(
        "What is no parameter is a usage error",
        arguments: Sample.of(
            [
                ["--k1", "-1"], ["--k1", "1001"], ["--b", "1.5"], ["--b", "x"], ["--combine", "max"],
                ["--combine", "bm25f:title=-1"],
            ], oneIn: 2))
    func refused(option: [String]) throws {
        #expect(try place.run("apus", ["index", "-"] + option).code == 2)
        #expect(!place.exists("index"))
        #expect(try place.run("apus", ["search"] + option + ["peace"]).code == 2)
    }
}

import Testing

@Suite("`--k1` and `--b`")
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

    @Test(
        "What is no parameter is a usage error", arguments: [["--k1", "-1"], ["--k1", "1001"], ["--b", "1.5"], ["--b", "x"]])
    func refused(option: [String]) throws {
        #expect(try place.run("apus", ["index", "-"] + option).code == 2)
        #expect(!place.exists("index"))
        #expect(try place.run("apus", ["search"] + option + ["peace"]).code == 2)
    }
}

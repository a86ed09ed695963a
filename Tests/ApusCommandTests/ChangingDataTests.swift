import Testing

/// Each by itself and through a daemon: the index must come to be the same.
@Suite("Documents that change, go and come back")
struct ChangingDataTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    private func daemon(_ isWanted: Bool) throws -> RunningDaemon? { isWanted ? try RunningDaemon(in: place) : nil }

    private func ids() throws -> [String] { try place.apus("search", "-l", "-n", "100", "*").lines }

    private func index(_ arguments: String..., finds summary: String, at line: SourceLocation = #_sourceLocation) throws {
        let result = try place.run("apus", ["index"] + arguments)
        #expect(result.output.hasPrefix("indexed \(summary);"), "\(result)", sourceLocation: line)
    }

    @Test(
        "A document that was deleted comes back with the next `apus index`, though its file is as it was",
        arguments: [false, true])
    func deletedByID(hasDaemon: Bool) throws {
        let daemon = try daemon(hasDaemon)
        try place.write("peace", to: "docs/a.txt")
        try place.write("war", to: "docs/b.txt")
        try place.write("{\"id\":\"r1\",\"text\":\"war\"}\n{\"id\":\"r2\",\"text\":\"peace\"}\n", to: "docs/r.jsonl")
        try index("docs", finds: "4 documents from 3 files")
        #expect(try place.apus("delete", "docs/a.txt", "r2").code == 0)
        #expect(try ids() == ["docs/b.txt", "r1"])
        try index("docs", finds: "3 documents from 2 files, 1 unchanged")
        #expect(try ids() == ["docs/b.txt", "docs/a.txt", "r1", "r2"])
        try index("docs", finds: "0 documents from 0 files, 3 unchanged")
        #expect(try place.apus("delete", "--query", "war", "--yes").code == 0)
        #expect(try ids() == ["docs/a.txt", "r2"])
        // What is left of a file goes with it.
        try place.remove("docs/r.jsonl")
        try place.remove("docs/b.txt")
        try index("--prune", "docs", finds: "0 documents from 0 files, 1 unchanged, 1 pruned")
        #expect(try ids() == ["docs/a.txt"])
        if let daemon { #expect(daemon.stop() == .exit(0)) }
        #expect(try place.apus("check").code == 0)
    }

    @Test("Pruning drops what lies under the paths and is gone, whatever else is wrong with it", arguments: [false, true])
    func pruning(hasDaemon: Bool) throws {
        let daemon = try daemon(hasDaemon)
        for name in ["docs/a.txt", "docs/sub/b.txt", "docsmore/c.txt", "top.txt"] { try place.write("peace", to: name) }
        try place.write("{\"id\":\"r1\",\"text\":\"war\"}\n{]\n", to: "docs/bad.jsonl")
        try index("docs", "docsmore", "top.txt", finds: "5 documents from 5 files, 1 problem")
        try place.remove("docs/sub")
        try place.remove("docs/bad.jsonl")
        try place.remove("docsmore")
        try place.remove("top.txt")
        // A folder in place of a file is no file.
        try place.remove("docs/a.txt")
        try place.write("war", to: "docs/a.txt/inner.txt")
        try index("docs", finds: "1 document from 1 file")
        #expect(try ids().count == 6)
        try index("--prune", "docs", finds: "0 documents from 0 files, 1 unchanged, 3 pruned")
        #expect(try ids() == ["docsmore/c.txt", "top.txt", "docs/a.txt/inner.txt"])
        try index("--prune", "docs/../docsmore/", finds: "0 documents from 0 files, 1 pruned, 1 problem")
        try index("--prune", ".", finds: "0 documents from 0 files, 1 unchanged, 1 pruned")
        #expect(try ids() == ["docs/a.txt/inner.txt"])
        if let daemon { #expect(daemon.stop() == .exit(0)) }
    }

    @Test("Pruning asks the walk for files whose names are no text, and the system for all others")
    func strangeNames() throws {
        #expect(try place.shell("mkdir -p docs/deep ; echo peace >$'docs/\\xff.txt'; echo war >$'docs/deep/\\xfe.txt'").code == 0)
        try index("docs", finds: "2 documents from 2 files")
        try index("--prune", "docs", finds: "0 documents from 0 files, 2 unchanged")
        #expect(try place.shell("rm -r docs/deep").code == 0)
        try index("--prune", "docs", finds: "0 documents from 0 files, 1 unchanged, 1 pruned")
        #expect(try ids() == ["docs/\u{FFFD}.txt"])
    }

    @Test("Paths that lead out of the working folder are pruned from where they lead")
    func outside() throws {
        for name in ["in/deep/a.txt", "b.txt"] { try place.write("peace", to: name) }
        func index(_ arguments: String) throws -> String {
            try place.shell("cd in/deep && apus index -i ../../index \(arguments)").output
        }
        #expect(try index(". ../../b.txt").hasPrefix("indexed 2 documents from 2 files;"))
        try place.remove("b.txt")
        #expect(try index("--prune .").hasPrefix("indexed 0 documents from 0 files, 1 unchanged;"))
        #expect(try index("--prune ..").hasPrefix("indexed 1 document from 1 file;"))
        #expect(try index("--prune ../..").hasPrefix("indexed 1 document from 1 file, 1 pruned;"))
        #expect(try ids() == ["a.txt", "../deep/a.txt", "../../in/deep/a.txt"])
    }

    @Test(
        "The last version wins, in one file, over files and over commits; a merge leaves nothing of the others",
        arguments: [false, true])
    func lastVersion(hasDaemon: Bool) throws {
        let daemon = try daemon(hasDaemon)
        let lines = (0..<600).map { "{\"id\":\"\($0 % 200)\",\"text\":\"version\($0 / 200)\"}\n" }
        try place.write(lines.joined(), to: "a.jsonl")
        try place.write(lines.prefix(50).joined().replacing("version0", with: "version9"), to: "b.jsonl")
        try index("a.jsonl", "b.jsonl", finds: "650 documents from 2 files")
        func counts() throws -> [String] {
            try ["*", "version0", "version1", "version2", "version9"].map { try place.apus("count", $0).lines[0] }
        }
        #expect(try counts() == ["200", "0", "0", "150", "50"])
        try place.write(lines.prefix(20).joined(), to: "c.jsonl")
        try index("c.jsonl", finds: "20 documents from 1 file")
        #expect(try counts() == ["200", "20", "0", "150", "30"])
        #expect(try place.apus("merge").code == 0)
        #expect(try counts() == ["200", "20", "0", "150", "30"])
        #expect(try place.apus("stats").lines.contains("deleted\t0"))
        if let daemon { #expect(daemon.stop() == .exit(0)) }
        #expect(try place.apus("check").code == 0)
    }

    @Test("A touched file of the same content is not read into the index again")
    func touched() throws {
        try place.write("peace", to: "a.txt")
        try index("a.txt", finds: "1 document from 1 file")
        #expect(try place.shell("touch -d 2020-01-01 a.txt").code == 0)
        let touched = try place.apus("index", "a.txt").output
        #expect(touched.hasPrefix("indexed 0 documents from 0 files, 1 unchanged;"))
        // The new time is noted: now it alone is enough.
        #expect(try place.apus("index", "a.txt").output == touched)
        // The same size, another content, another time.
        try place.write("paece", to: "a.txt")
        try index("a.txt", finds: "1 document from 1 file")
    }
}

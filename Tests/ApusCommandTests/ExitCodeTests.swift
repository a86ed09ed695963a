import Testing

@Suite("Exit codes are those of the contract")
struct ExitCodeTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write("to pursue peace", to: "a.txt")
        try place.write("war and war", to: "b.txt")
    }

    /// With the two files in the index.
    private func filled() throws -> Workplace {
        #expect(try place.apus("index", "a.txt", "b.txt").code == 0)
        return place
    }

    @Test("0 is found or done, 1 is nothing found")
    func found() throws {
        let place = try filled()
        for arguments in [["search", "peace"], ["count", "war"], ["get", "a.txt"], ["search", "-n", "0", "peace"], ["check"]] {
            #expect(try place.run("apus", arguments).code == 0)
        }
        for arguments in [["search", "absent"], ["count", "absent"], ["search", "-q", "absent"], ["search", ""]] {
            #expect(try place.run("apus", arguments).code == 1)
        }
        #expect(try place.apus("batch", input: "peace\nabsent\n").code == 0)
        #expect(try place.apus("batch", input: "absent\n").code == 1)
    }

    @Test("An unknown id is 1, and the known ones beside it are dealt with")
    func unknownID() throws {
        let place = try filled()
        let got = try place.apus("get", "absent", "a.txt")
        #expect(got.code == 1)
        #expect(got.errors == "apus: no document has the id absent\n")
        #expect(got.lines.count == 1)
        let deleted = try place.apus("delete", "absent", "a.txt")
        #expect(deleted == ProgramResult(output: "", errors: "apus: no document has the id absent\n", end: .exit(1)))
        #expect(try place.apus("count", "*").output == "1\n")
    }

    @Test("A deletion by query shows and leaves; with --yes it deletes; 1 when there was nothing")
    func deletion() throws {
        let place = try filled()
        let shown = try place.apus("delete", "--query", "peace")
        #expect(shown.output == "a.txt\nwould delete 1 document; --yes deletes it\n" && shown.code == 0)
        #expect(try place.apus("delete", "--query", "absent").code == 0)
        #expect(try place.apus("count", "*").output == "2\n")
        #expect(try place.apus("delete", "--query", "absent", "--yes").code == 1)
        #expect(try place.apus("delete", "--query", "peace", "--yes") == ProgramResult(output: "", errors: "", end: .exit(0)))
        #expect(try place.apus("search", "-l", "*").output == "b.txt\n")
    }

    @Test("3 is no index, no daemon, or a lock that another holds")
    func unavailable() throws {
        for arguments in [["search", "x"], ["stats"], ["delete", "x"], ["merge"], ["check"], ["ping"], ["status"], ["stop"]] {
            let result = try place.run("apus", arguments)
            #expect(result.code == 3 && result.output == "" && !result.errors.isEmpty)
        }
        #expect(!place.exists("index"))
        #expect(try place.apus("batch", "absent").code == 3)
        let daemon = try RunningDaemon(in: place)
        for arguments in [["index", "--direct", "a.txt"], ["merge", "--direct"]] {
            let result = try place.run("apus", arguments)
            #expect(result.code == 3 && result.errors.contains("process \(daemon.process.processID)"))
        }
        let second = try place.run("apusd", ["--socket", "other.sock"])
        #expect(second.code == 3 && second.errors.contains("process \(daemon.process.processID)"))
    }

    @Test(
        "A socket path that is too long is one line that names --socket",
        arguments: [["search", "x"], ["ping"], ["index", "a.txt"]])
    func longSocket(command: [String]) throws {
        let socket = place.path + "/" + String(repeating: "s", count: 108)
        for result in [
            try place.run("apus", command + ["--socket", socket]),
            try place.run("apus", command, environment: ["APUS_SOCKET": socket]),
            try place.run("apusd", ["--socket", socket]),
            try place.run("apusd", ["-i", String(repeating: "d", count: 110)]),
            try place.run("apus", ["status", "-i", String(repeating: "d", count: 110)]),
        ] {
            #expect(result.code == 3)
            #expect(result.errors.contains("--socket") && result.errors.contains("107"))
            #expect(result.errors.split(separator: "\n").count == 1)
        }
        // Where no daemon is demanded, the index is opened itself.
        let deep = place.path + "/" + String(repeating: "d", count: 110)
        #expect(try place.apus("index", "-i", deep, "a.txt").code == 0)
    }

    @Test("Inputs that cannot be read are 3 alone and 4 beside good ones")
    func inputs() throws {
        try place.write([0, 1, 2, 3], to: "binary.dat")
        for bad in ["absent", "binary.dat"] {
            let alone = try place.apus("index", bad)
            #expect(alone.code == 3 && alone.errors.hasPrefix("apus: \(bad): "))
            #expect(try place.apus("index", bad, "a.txt").code == 4)
            // Beside one that is unchanged.
            #expect(try place.apus("index", bad, "a.txt").code == 4)
        }
        #expect(try place.apus("search", "-l", "*").output == "a.txt\n")
        #expect(try place.apus("index", "-i", "other", "absent", "nor/this").errors.split(separator: "\n").count == 2)
        #expect(!place.exists("other"))
    }

    @Test("A bad line is 4, named by its file and number; the others are there")
    func badLines() throws {
        try place.write("{\"id\":\"x\"\n{\"id\":\"y\",\"year\":1}\n{\"id\":\"z\",\"year\":\"soon\"}\n", to: "some.jsonl")
        let some = try place.apus("index", "some.jsonl")
        #expect(some.code == 4)
        #expect(some.errors.split(separator: "\n").map { $0.prefix(20) } == ["apus: some.jsonl:1: ", "apus: some.jsonl:3: "])
        #expect(try place.apus("search", "-l", "*").output == "y\n")
        try place.write("no json\n", to: "none.jsonl")
        #expect(try place.apus("index", "none.jsonl").code == 4)
        let piped = try place.apus("index", "-", "--format", "jsonl", input: "{\"id\":\"p\"}\n{]\n")
        #expect(piped.code == 4 && piped.errors.hasPrefix("apus: -:2: "))
    }

    @Test("A batch with lines that are refused is 4 and answers the others")
    func batch() throws {
        let place = try filled()
        let deep = String(repeating: "(", count: 200) + "a"
        let result = try place.apus("batch", "-c", input: "peace\n\(deep)\nx\twar\n")
        #expect(result.code == 4)
        #expect(result.output == "1\t1\nx\t1\n")
        #expect(result.errors.hasPrefix("apus: 2: "))
        #expect(try place.apus("search", deep).code == 2)
        #expect(try place.apus("batch", ".").errors == "apus: .: Is a directory\n")
        let strict = try place.apus("batch", "--strict", "--json", input: "\"open\n")
        #expect(strict.code == 4)
        #expect(strict.output.hasPrefix(#"{"type":"error","qid":"1","code":422,"slug":"bad-query","at":0,"#))
    }

    @Test("A query whose time is over is 4, and what was found is printed")
    func deadline() throws {
        let result = try filled().apus("search", "--json", "--timeout", "0ms", "peace")
        #expect(result.code == 4)
        #expect(result.output.contains(#""partial":"timeout""#))
    }

    @Test("A damaged index is 5")
    func damage() throws {
        let place = try filled()
        let names = try place.names(in: "index")
        let stored = try #require(names.first { $0.hasSuffix(".stored") })
        #expect(try place.shell("printf X | dd of=index/\(stored) bs=1 seek=60 conv=notrunc").code == 0)
        let check = try place.apus("check")
        #expect(check.code == 5 && check.output.contains(stored + "\t"))
        #expect(try place.apus("check", "--json").output.contains(#"{"type":"damage","file":""# + stored))
        #expect(try place.shell("mv index/\(stored) kept").code == 0)
        #expect(try place.apus("check").output.hasPrefix("\(stored)\t0\tthe file is missing\n"))
        for arguments in [["search", "peace"], ["stats"], ["index", "a.txt"]] {
            let result = try place.run("apus", arguments)
            #expect(result.code == 5 && result.errors == "apus: \(stored) at byte 0: the file is missing\n")
        }
        #expect(try place.run("apusd", []).code == 5)
        #expect(try place.shell("mv kept index/\(stored)").code == 0)
        try place.write([7], to: "index/" + stored)
        #expect(try place.apus("check").output.hasPrefix("\(stored)\t1\t"))
        for arguments in [["search", "peace"], ["stats"]] {
            let result = try place.run("apus", arguments)
            #expect(result.code == 5 && result.errors.contains("\(stored) at byte 1: "))
        }
        try place.write("no manifest", to: "index/manifest")
        #expect(try place.apus("check").output.hasPrefix("manifest\t"))
        for arguments in [["search", "peace"], ["index", "a.txt"], ["stats"]] {
            let result = try place.run("apus", arguments)
            #expect(result.code == 5 && result.errors.contains("manifest at byte"))
        }
        #expect(try place.run("apusd", []).code == 5)
    }
}

import Testing

@Suite("Several -i")
struct SeveralIndexesTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(
            #"{"id":"1","text":"pursue peace","year":1}"# + "\n" + #"{"id":"2","text":"war","year":2}"# + "\n", to: "a.jsonl")
        try place.write(
            #"{"year":3,"id":"3","text":"peace, peace"}"# + "\n" + #"{"id":"1","text":"to peace"}"# + "\n", to: "b.jsonl")
        for (index, files) in [("A", ["a.jsonl"]), ("B", ["b.jsonl"])] {
            #expect(try place.run("apus", ["index", "-i", index] + files).code == 0)
        }
        // Under other ids, where both have one.
        try place.write(
            try ["a.jsonl", "b.jsonl"].map { try place.content(of: $0) }.joined().replacing(
                #""id":"1","text":"to"#, with: #""id":"4","text":"to"#),
            to: "all.jsonl")
        #expect(try place.apus("index", "-i", "all", "all.jsonl").code == 0)
    }

    private func expectSame(_ command: String, _ arguments: String...) throws {
        let several = try place.run("apus", [command, "-i", "A", "-i", "B"] + arguments)
        let whole = try place.run("apus", [command, "-i", "all"] + arguments)
        #expect(several.code == whole.code, "\(several.errors)")
        #expect(several.output == whole.output.replacing("\t4\t", with: "\t1\t"))
    }

    @Test("Answer as one index that holds all")
    func same() throws {
        try expectSame("search", "--tsv", "peace")
        try expectSame("search", "--tsv", "--sort", "year:desc", "*")
        try expectSame("search", "--tsv", "absent")
        try expectSame("count", "peace", "-war")
        try expectSame("facets", "year")
        try expectSame("terms", "p")
        try expectSame("suggest", "to p")
        try expectSame("parse", "year:1 nope:1")
    }

    @Test("Say in JSON, and nowhere else in a pipe, which index a hit is of")
    func indexes() throws {
        let hits = try place.apus("search", "--json", "-i", "A", "-i", "B", "peace").lines
        #expect(hits.count == 4)
        #expect(hits.count { $0.contains(#""index":"A","id":"1""#) } == 1)
        #expect(hits.count { $0.contains(#""index":"B","id":"#) } == 2)
        #expect(try place.apus("search", "--json", "-i", "A", "peace").lines.allSatisfy { !$0.contains(#""index""#) })
        let batch = try place.apus("batch", "--json", "-i", "A", "-i", "B", input: "peace\nwar\n")
        #expect(batch.code == 0 && batch.lines.count == 6)
    }

    @Test("Need no daemon, and ask none")
    func daemon() throws {
        let daemon = try RunningDaemon(in: place, "-i", "A")
        #expect(try place.apus("count", "-i", "A", "-i", "B", "peace").output == "3\n")
        #expect(daemon.stop() == .exit(0))
    }

    @Test(
        "Are a usage error where the command is about one",
        arguments: Sample.of(
            [
                ["get", "1"], ["stats"], ["index", "a.jsonl"], ["delete", "1"], ["check"], ["merge"], ["backup", "c"], ["ping"],
                ["status"], ["search", "--socket", "s", "peace"],
            ], oneIn: 3))
    func refused(command: [String]) throws {
        let result = try place.run("apus", [command[0], "-i", "A", "-i", "B"] + command.dropFirst())
        #expect(result.code == 2, "\(result.errors)")
    }

    @Test("Of which one is missing, or does not go with the others, say which")
    func mistakes() throws {
        let missing = try place.apus("search", "-i", "A", "-i", "nowhere", "peace")
        #expect(missing.code == 3 && missing.errors.contains("nowhere"))
        #expect(try place.apus("search", "-i", "A", "-i", "A", "peace").code == 2)
        try place.write(#"{"id":"1","text":1}"# + "\n", to: "c.jsonl")
        #expect(try place.apus("index", "-i", "C", "c.jsonl").code == 0)
        let other = try place.apus("search", "-i", "A", "-i", "C", "peace")
        #expect(other.code == 3)
        #expect(other.errors.contains("the field text is of type text in A, but is of type number in C"), "\(other.errors)")
    }
}

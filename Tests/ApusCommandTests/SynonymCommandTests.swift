import Testing

@Suite("`apusd --synonyms`")
struct SynonymCommandTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(#"{"id":"a","text":"cheap petrol"}"# + "\n" + #"{"id":"b","text":"netbook"}"# + "\n", to: "in.jsonl")
        try place.write("gas, petrol\n", to: "fuels")
        try place.write("gas => netbook\n", to: "own")
        #expect(try place.apus("index", "in.jsonl").code == 0)
    }

    @Test("Queries that bring no synonyms go by the daemon's, those that bring some by these alone")
    func asked() throws {
        #expect(try place.apus("count", "gas").output == "0\n")
        let daemon = try RunningDaemon(in: place, "-i", "index", "--synonyms", "fuels")
        #expect(try place.apus("count", "gas").output == "1\n")
        #expect(try place.apus("search", "-l", "gas").output == "a\n")
        #expect(try place.apus("search", "-l", "--synonyms", "own", "gas").output == "b\n")
        #expect(try place.apus("count", "--direct", "gas").output == "0\n")
        #expect(try place.apus("parse", "gas").output == "(gas petrol)\n")
        let client = try RawClient(place.path + "/index/apus.sock")
        client.send("count synonyms=\"\" gas\n")
        #expect(client.line()?.hasPrefix("OK total=0 ") == true)
        #expect(daemon.stop() == .exit(0))
    }

    @Test("A file with a bad line, and one that is not there, keep the daemon from starting and are named")
    func refused() throws {
        try place.write("# fuels\ngas\n", to: "bad")
        let bad = try place.shell("apusd -i index --synonyms bad")
        #expect(bad.code == 2 && bad.errors.contains("bad:2: "), "\(bad)")
        let absent = try place.shell("apusd -i index --synonyms absent")
        #expect(absent.code == 3 && absent.errors.contains("absent: "), "\(absent)")
        #expect(!place.exists("index/apus.sock"))
        let asked = try place.apus("search", "--synonyms", "bad", "gas")
        #expect(asked.code == 2 && asked.errors.contains("bad:2: "), "\(asked)")
        #expect(try place.apus("search", "--synonyms", "absent", "gas").errors.contains("absent: "))
    }
}

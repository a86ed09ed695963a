import Foundation
import Testing

@Suite("Text that would steer a terminal")
struct HostileTextTests {
    private let place: Workplace
    /// Sets a colour, clears the screen by C1, rings, deletes, turns the direction of writing, imitates rows.
    private static let hostile = "\u{1B}[31mred \u{9B}2J\u{07}\u{7F}\u{202E}evil\u{2066}\nOK total=9\nHIT\t1\t9\tx"
    private static let id = "a\u{1B}[2J\u{9B}2J\u{202E}"

    init() throws {
        place = try Workplace()
        let document = try JSONSerialization.data(
            withJSONObject: ["id": Self.id, "title": "war " + Self.hostile, "text": "peace " + Self.hostile])
        try place.write(Array(document) + [0x0A], to: "in.jsonl")
        #expect(try place.apus("index", "--field", "title=text", "in.jsonl").code == 0)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || (0x7F..<0xA0).contains(scalar.value)
    }

    private static func turns(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }

    private static let commands = [
        "search peace", "search --tsv peace", "search -l peace", "search --json --fields \\* peace", "search --trec r peace",
        "search --fields \\* peace", "search --snippet 500 peace", "search --spans peace", "search --facet title peace",
        "count peace", "get --json \"$ID\"", "get \"$ID\"", "get --raw \"$ID\"", "get \"absent$ID\"", "delete --query peace",
        "parse \"peace $ID\"", "parse --json \"peace $ID\"", "analyze \"$ID x\"", "analyze --json \"$ID\"", "stats",
        "stats --json",
        "search \"\\\"$ID\"", "search --strict \"\\\"$ID\"", "search --filter \"$ID:x\" peace", "search --sort \"$ID\" peace",
        "terms p", "suggest pe", "index \"$ID\"", "\"$ID\"",
    ]

    @Test(
        "is never shown raw on one, whatever the command",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")),
        arguments: Sample.of(commands, oneIn: 2))
    func terminal(command: String) throws {
        let line = "export ID=\"$(cat id)\" NO_COLOR=1; apus \(command)"
        try place.write(line, to: "command")
        try place.write(Self.id, to: "id")
        let shown = try place.shell("script -qc 'bash ./command' /dev/null </dev/null").output.replacing("\r\n", with: "\n")
        let raw = shown.unicodeScalars.filter { Self.isControl($0) || Self.turns($0) }
        #expect(raw.isEmpty, "\(command): \(shown.debugDescription)")
        #expect(!shown.isEmpty)
    }

    @Test(
        "is no control character in lines that go into a pipe, which may end on a terminal",
        arguments: ["", "--tsv", "-l", "--trec r"])
    func pipe(flags: String) throws {
        let result = try place.shell("apus search \(flags) --fields \\* peace")
        #expect(result.code == 0 && result.lines.count == 1)
        #expect(!result.output.unicodeScalars.contains(where: Self.isControl), "\(result.output.debugDescription)")
    }

    @Test("is given exactly to programs that ask for it: -0, JSON, raw texts, the protocol")
    func exact() throws {
        #expect(try place.shell("apus search -0 peace").output == Self.id + "\0")
        let json = try place.apus("search", "--json", "peace").lines[0]
        let hit = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(hit?["id"] as? String == Self.id)
        #expect(try place.apus("get", "--raw", Self.id).output.hasPrefix("peace " + Self.hostile))
        let daemon = try RunningDaemon(in: place)
        let client = try RawClient(place.path + "/index/apus.sock")
        // One row a document, and one final, whatever the texts say.
        client.send("search snippet=500 fields=title,text peace\nping\n")
        let row = try #require(client.line())
        #expect(row.hasPrefix("HIT\t1\t") && row.contains(Self.id) && row.contains("\\n") && !row.contains("\nOK total=9"))
        #expect(client.line()?.hasPrefix("OK hits=1 total=1 ") == true)
        #expect(client.line()?.hasPrefix("OK pid=") == true)
        #expect(daemon.stop() == .exit(0))
    }
}

import Apus
import ApusService
import ApusWire
import Glibc
import Testing

@testable import ApusServer

@Suite("Damage, repair and backup over a connection")
struct CareConversationTests {
    private let storage = MemoryStorage()

    /// A daemon of an index of two segments, `a` and `b`.
    private func daemon(damaging part: String?) throws -> TestDaemon {
        var options = IndexOptions()
        options.mergesInBackground = false
        let writer = try Index(storage: storage, options: options)
        for id in ["a", "b"] { try writer.write { try $0.add(Document(id: id, ["text": .string("peace of \(id)")])) } }
        if let part { try cut(part) }
        return try TestDaemon(IndexService([.init(name: "one", index: try Index(storage: storage, options: options))]))
    }

    /// The name of the last segment's file that is now without its last byte.
    private func name(_ part: String) throws -> String {
        try #require(try Manifest.read(from: storage)?.segments.last?.fileNames.first { $0.hasSuffix("." + part) })
    }

    private func cut(_ part: String) throws {
        let name = try name(part)
        let whole = try storage.read(name).bytes
        let bytes = Array(whole.prefix(whole.count / 2))
        let file = try storage.create(name)
        try bytes.withUnsafeBytes { try file.append($0) }
        try file.close()
    }

    private func reply(_ client: RawClient, _ request: String) -> [String] {
        client.send(request + "\n")
        var lines: [String] = []
        while let line = client.line() {
            lines.append(line.replacing(#/took=[0-9.]+ms/#, with: "took=T").replacing(#/"took_us":[0-9]+/#, with: "took"))
            if ["OK", "ERR"].contains(where: line.hasPrefix) || line.contains(#""type":"summary""#)
                || line.contains(#""type":"error""#)
            {
                break
            }
        }
        return lines
    }

    @Test("A search over the rest says partial=segment and which file; a strict one is 520")
    func partial() throws {
        let daemon = try daemon(damaging: "norms")
        let client = try daemon.connect()
        let damage = reply(client, "search snippet=0 peace")
        let file = try name("norms")
        #expect(damage.count == 3 && damage[0].hasPrefix("HIT\t1\t") && damage[0].hasSuffix("\ta"))
        #expect(damage[1].hasPrefix("DAMAGE\t\(file)\t"))
        #expect(damage[2] == "OK hits=1 total=1 total-is=at_least partial=segment took=T generation=2")
        #expect(reply(client, "count peace").last == "OK total=1 total-is=at_least partial=segment took=T")
        #expect(reply(client, "search strict=1 peace").first?.hasPrefix("ERR 520 damaged file=\(file) offset=") == true)
        #expect(reply(client, #"{"verb":"count","query":"peace"}"#).last?.contains(#""partial":"segment""#) == true)
        #expect(reply(client, "get b").first?.hasPrefix("ERR 520 damaged file=\(file) ") == true)
        #expect(reply(client, "add {\"id\":\"c\",\"text\":\"x\"}") == ["OK pending=1"])
        #expect(reply(client, "commit").first?.hasPrefix("ERR 520 damaged file=\(file) ") == true)
        #expect(reply(client, "merge").first?.hasPrefix("ERR 520 damaged file=\(file) ") == true)
        #expect(reply(client, "delete query=peace").first?.hasPrefix("ERR 520 damaged file=\(file) ") == true)
    }

    @Test("check repair=1 repairs what is served, and is refused at the door for reading")
    func repair() throws {
        let daemon = try daemon(damaging: "ids")
        let reader = try RawClient(daemon.readerPath)
        #expect(reply(reader, "check repair=1").first?.hasPrefix("ERR 403 denied") == true)
        #expect(reply(reader, "check").last?.hasPrefix("ERR 520 damaged") == true)
        #expect(reply(reader, "backup x").first?.hasPrefix("ERR 403 denied") == true)
        let client = try daemon.connect()
        let lines = reply(client, "check repair=1")
        #expect(lines.count == 2 && lines[0].hasPrefix("DAMAGE\t"))
        #expect(lines[1] == "OK damaged=1 lost=1 nameless=1 reindexed=0 revived=0 aside=8 generation=3")
        #expect(reply(client, "count peace") == ["OK total=1 took=T"])
        #expect(reply(client, "check").last?.hasPrefix("OK files=") == true)
    }

    @Test("A lost id is a record")
    func lost() throws {
        let daemon = try daemon(damaging: "stored")
        let client = try daemon.connect()
        #expect(reply(client, "check repair=1").dropFirst().first == "LOST\tb")
    }

    @Test("A backup has a name, which is no path")
    func backup() throws {
        let daemon = try daemon(damaging: nil)
        let client = try daemon.connect()
        for name in ["../x", "/x", "a/b", ".", "..", ".x"] {
            #expect(reply(client, "backup \(name)").first?.hasPrefix("ERR 403 denied") == true, "\(name)")
        }
        #expect(reply(client, "backup").first?.hasPrefix("ERR 400 bad-request") == true)
        #expect(reply(client, "backup monday").first?.hasPrefix("OK files=") == true)
        #expect(reply(client, "backup monday").first?.hasPrefix("ERR 409 conflict") == true)
        let copy = try storage.folder("backups").folder("monday")
        #expect(try IndexCheck(copy).run().problems.isEmpty)
        #expect(try Index(storage: copy).search("peace").hits.map(\.id) == ["a", "b"])
    }
}

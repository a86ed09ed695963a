import Apus
import ApusService
import Testing

@testable import ApusServer

/// Every limit of docs/PROTOCOL.md, met over a socket.
@Suite("Limits by name")
struct NamedLimitsTests {
    private static let daemon = Result {
        let index = try Index(storage: MemoryStorage())
        try index.write { try $0.add(Document(id: "a", ["text": "peace"])) }
        var limits = IndexService.Limits()
        limits.pending = 5000
        return try TestDaemon(IndexService([.init(name: "one", index: index)], limits: limits)) {
            $0.wire.line = 300_000
            $0.wire.body = 100_000
            $0.connections = 12
        }
    }

    private static func words(_ count: Int) -> String { [String](repeating: "x", count: count).joined(separator: " ") }

    /// What is asked, and the limit that it meets; one less is answered.
    private static let table: [(name: String, maximum: Int, request: @Sendable (_ excess: Int) -> String)] = [
        ("line", 300_000, { "parse -- " + String(repeating: " ", count: 300_000 - 10 + $0) + "x" }),
        ("body", 100_000, { "add id=b index=one {\(100_000 + $0)}\n" + String(repeating: "?", count: 100_000 + $0) }),
        ("pending", 5000, { "add id=c {\($0 == 0 ? 500 : 6000)}\n" + String(repeating: "y", count: $0 == 0 ? 500 : 6000) }),
        ("query", 256 << 10, { "count " + String(repeating: "x", count: (256 << 10) + $0) }),
        ("clauses", 1024, { "count " + Self.words(1024 + $0) }),
        ("phrase", 4096, { "count \"" + Self.words(4096 + $0) + "\"" }),
        ("nesting", 128, { "count " + String(repeating: "(", count: 128 + $0) + "x" + String(repeating: ")", count: 128 + $0) }),
        ("expansion", 16384, { "count /(\($0 == 0 ? "a{9}" : "((a{99}){99}){99}"))/" }),
        ("hits", 1_000_000, { "search limit=\(1_000_000 - 5 + $0) offset=5 snippet=0 peace" }),
    ]

    @Test("What is larger is refused and told which limit it met; what is not is not", arguments: table.map(\.name))
    func met(name: String) throws {
        let row = try #require(Self.table.first { $0.name == name })
        let daemon = try Self.daemon.get()
        let client = try daemon.connect()
        client.send(row.request(1) + "\nping\n")
        let refusal = try #require(client.line())
        #expect(refusal.hasPrefix("ERR 413 too-large limit=\(name) max=\(row.maximum) : "), "\(refusal.prefix(200))")
        #expect(client.line()?.hasPrefix("OK pid=") == true)
        let other = try daemon.connect()
        other.send(row.request(0) + "\nping\n")
        var line = try #require(other.line())
        while !line.hasPrefix("OK"), !line.hasPrefix("ERR") { line = try #require(other.line()) }
        // A body of as many bytes as there may be is over what may wait for a commit here.
        #expect(!line.contains("limit=\(name) "), "\(line.prefix(200))")
        #expect(other.line()?.hasPrefix("OK pid=") == true || !line.hasPrefix("OK"))
    }

    @Test("connections and inflight are told in the greeting and by `status`, and the first refuses by name")
    func connections() throws {
        let daemon = try TestDaemon(ServiceTests.service()) {
            $0.connections = 2; $0.inflight = 3
        }
        let clients = try (0..<2).map { _ in try daemon.connect() }
        #expect(clients[0].greeting.contains(" max-inflight=3 "))
        #expect(try daemon.connect().greeting.hasPrefix("ERR 429 busy limit=connections max=2 : "))
        clients[1].send("status\n")
        var stats: [String] = []
        while let line = clients[1].line(), !line.hasPrefix("OK") { stats.append(line) }
        for stat in ["inflight\t3", "connections\t2"] { #expect(stats.contains("STAT\tmax-\(stat)")) }
        for (name, maximum, _) in Self.table where !["line", "body", "pending"].contains(name) {
            #expect(stats.contains("STAT\tmax-\(name)\t\(maximum)"))
        }
        for name in ["line", "body", "pending"] { #expect(stats.contains { $0.hasPrefix("STAT\tmax-\(name)\t") }) }
    }

    @Test("`status` tells the memory that the daemon holds")
    func memory() throws {
        let daemon = try TestDaemon()
        let client = try daemon.connect()
        client.send("status\n")
        var memory: Int?
        while let line = client.line(), !line.hasPrefix("OK"), !line.hasPrefix("ERR") {
            if line.hasPrefix("STAT\tmemory\t") { memory = Int(line.dropFirst("STAT\tmemory\t".count)) }
        }
        #expect(memory.map { (1 << 20..<16 << 30).contains($0) } == true)
    }
}

import ApusClient
import ApusSocket
import ApusWire
import Testing

@testable import ApusServer

@Suite("The client")
struct ClientTests {
    @Test("A request's records come in order, the final one last")
    func answer() throws {
        let daemon = try TestDaemon()
        let client = try Client(socketPath: daemon.path)
        #expect(client.greeting.generation == 3)
        var records: [Record] = []
        try client.answer(Request(.search, [], "rows 2", dialect: .json)) { records.append($0) }
        #expect(records.map(\.isFinal) == [false, false, true])
        #expect(records.first == .hit(.init(rank: 1, id: "document-0", score: 1)))
        var failure: Record?
        try client.answer(Request(.add, [.init(.id, "x")], body: Array("a\nb".utf8))) { failure = $0 }
        #expect(failure == .ok([Property("bytes", 3)]))
    }

    @Test("Very many requests with large answers go through without waiting for each other")
    func pipelining() throws {
        let daemon = try TestDaemon()
        let client = try Client(socketPath: daemon.path)
        let text = "rows 200 " + String(repeating: "x", count: 20_000)
        var finals: [Int] = []
        var rows = 0
        try client.answerAll((0..<200).map { Request(.search, [], text, dialect: $0 % 2 == 0 ? .json : .text) }) {
            place, record in
            if record.isFinal { finals.append(place) } else { rows += 1 }
        }
        #expect(finals == Array(0..<200))
        #expect(rows == 40_000)
    }

    @Test("Tagged requests are matched by their tags")
    func tags() throws {
        let daemon = try TestDaemon()
        let client = try Client(socketPath: daemon.path)
        let requests = (0..<200).map {
            Request(.count, [], String(repeating: "x", count: $0 + 1), tag: $0 % 3 == 0 ? nil : "t\($0)", dialect: .json)
        }
        var totals = [Int](repeating: 0, count: 200)
        try client.answerAll(requests) { place, record in
            if case .summary(let summary) = record { totals[place] = summary.total }
        }
        #expect(totals == Array(1...200))
    }

    @Test("No daemon, a stale socket and a daemon that ends are different errors")
    func failures() throws {
        let daemon = try TestDaemon { $0.connections = 1 }
        let missing = daemon.directory + "/none.sock"
        #expect(throws: ClientError.socket(.missing(path: missing))) { try Client(socketPath: missing) }
        let client = try Client(socketPath: daemon.path)
        #expect(throws: ClientError.self) { try Client(socketPath: daemon.path) }
        var stale: ListeningSocket? = try ListeningSocket(path: missing)
        withExtendedLifetime(stale) {}
        stale = nil
        #expect(throws: ClientError.socket(.refused(path: missing))) { try Client(socketPath: missing) }
        daemon.server.stop()
        #expect(throws: ClientError.closed(reason: "shutdown")) { try client.answer(Request(.ping)) { _ in } }
    }

    @Test("Something that never greets is a timeout")
    func silence() throws {
        let daemon = try TestDaemon()
        let mute = try ListeningSocket(path: daemon.directory + "/mute.sock")
        #expect(throws: ClientError.socket(.timeout(path: mute.path))) {
            try Client(socketPath: mute.path, timeout: .milliseconds(50))
        }
    }
}

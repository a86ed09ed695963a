import ApusWire
import Testing

@testable import ApusServer

@Suite("A conversation with the daemon")
struct ConversationTests {
    @Test("The greeting tells the limits and the role")
    func greeting() throws {
        let daemon = try TestDaemon()
        #expect(
            try daemon.connect().greeting.hasSuffix(" generation=3 max-line=1048576 max-body=67108864 max-inflight=32 role=admin")
        )
        #expect(try RawClient(daemon.readerPath).greeting.hasSuffix("role=reader"))
    }

    @Test("Untagged requests are answered in order")
    func order() throws {
        let client = try TestDaemon().connectKeeping()
        client.send("count a\ncount bb\nserach x\ncount brief\nadd {3}\nxyz\n\n# nothing\ncount ccc\n")
        let lines = client.lines(6)
        #expect(
            lines.map { $0.prefix(10) } == ["OK total=1", "OK total=2", "ERR 400 ba", "OK waited=", "OK bytes=3", "OK total=3"])
    }

    @Test("A half-close is answered to the end, the last line without its end too")
    func halfClose() throws {
        let daemon = try TestDaemon()
        let client = try daemon.connect()
        client.send("@a count brief\ncount brief\n@b search rows 5000\ncount last")
        client.halfClose()
        let lines = client.rest()
        #expect(lines.contains("@a OK waited=1"))
        #expect(lines.contains { $0.hasPrefix("@b OK hits=5000") })
        #expect(lines.contains { $0.hasPrefix("OK total=10") } == false)
        #expect(lines.contains { $0.hasPrefix("OK total=4") })
        #expect(lines.filter { $0.hasPrefix("@b HIT\t") }.count == 5000)
    }

    @Test("Tagged requests overtake, and each gets one final")
    func overtaking() throws {
        let daemon = try TestDaemon()
        let client = try daemon.connect()
        client.send("@slow count slow\n@a count x\n@b count y\nping\n")
        let first = client.lines(3)
        #expect(first.contains { $0.hasPrefix("@a OK total=1") })
        #expect(first.contains { $0.hasPrefix("@b OK total=1") })
        #expect(first.contains { $0.hasPrefix("OK pid=") })
        client.send("cancel @slow\n")
        #expect(Set(client.lines(2)) == ["OK cancelled=1", "@slow ERR 410 cancelled after=2ms : cancelled by the client"])
        client.send("cancel @slow\ncancel nothing\n@x count a\n")
        #expect(client.lines(3).map { $0.prefix(14) } == ["OK cancelled=0", "OK cancelled=0", "@x OK total=1 "])
    }

    @Test("A tag can be used again once its answer is read, and not before")
    func tagReuse() throws {
        let daemon = try TestDaemon()
        let client = try daemon.connect()
        client.send("@a count slow\n@a count x\n")
        #expect(client.line() == "@a ERR 409 conflict : the tag is in use by a request that runs")
        client.send("cancel @a\n")
        _ = client.lines(2)
        for _ in 0..<200 {
            client.send("@a count x\n")
            #expect(client.line()?.hasPrefix("@a OK total=1") == true)
        }
    }

    @Test("Cancel and a tagged ping are seen to while the connection is busy")
    func urgent() throws {
        let daemon = try TestDaemon()
        let client = try daemon.connect()
        client.send("@a count slow\ncount slow\n")
        #expect(eventually { daemon.state.running.load(ordering: .relaxed) == 2 })
        client.send("@p ping\n@c cancel @a\nping\ncount x\n")
        let lines = client.lines(3)
        #expect(lines.contains { $0.hasPrefix("@p OK pid=") })
        #expect(lines.contains("@c OK cancelled=1"))
        #expect(lines.contains { $0.hasPrefix("@a ERR 410") })
        #expect(daemon.state.running.load(ordering: .relaxed) == 1)
    }

    @Test("Past the limit nothing more starts, nothing is dropped, and cancel still works")
    func inflight() throws {
        let daemon = try TestDaemon { $0.inflight = 2 }
        let client = try daemon.connect()
        client.send("@a count slow\n@b count slow\n@c count x\ncount yy\n")
        #expect(eventually { daemon.state.running.load(ordering: .relaxed) == 2 })
        client.send("cancel @a\n@p ping\n")
        let lines = client.lines(5)
        #expect(lines.contains { $0.hasPrefix("@p OK pid=") })
        #expect(lines.contains { $0.hasPrefix("@a ERR 410") })
        #expect(lines.contains { $0.hasPrefix("@c OK total=1") })
        #expect(lines.filter { !$0.hasPrefix("@") }.map { $0.prefix(10) } == ["OK total=2", "OK cancell"])
        client.send("cancel @b\n")
        #expect(client.lines(2).count == 2)
    }

    @Test("Cancel and ping are seen to when they come together with what keeps the connection busy")
    func urgentInOnePiece() throws {
        let daemon = try TestDaemon { $0.inflight = 1 }
        let client = try daemon.connect()
        // One runs, one was taken up and waits for it, two more wait behind them.
        client.send("@a count slow\n@b count slow\n@c count slow\n@d count x\n@p ping\n")
        #expect(eventually { daemon.state.running.load(ordering: .relaxed) == 1 })
        client.send("@x cancel @b\n@y cancel @c\n@z cancel @a\n@n cancel @none\n")
        let lines = client.lines(9)
        #expect(lines.first?.hasPrefix("@p OK pid=") == true)
        for tag in ["x", "y", "z"] { #expect(lines.contains("@\(tag) OK cancelled=1")) }
        #expect(lines.contains("@n OK cancelled=0"))
        for tag in ["a", "b", "c"] { #expect(lines.contains { $0.hasPrefix("@\(tag) ERR 410 cancelled after=") }) }
        #expect(lines.contains { $0.hasPrefix("@d OK total=1") })
        #expect(daemon.state.cancelled.load(ordering: .relaxed) == 1)
        client.send("count slow\n@q ping\n")
        #expect(client.line()?.hasPrefix("@q OK pid") == true)
        #expect(daemon.state.running.load(ordering: .relaxed) == 1)
    }

    @Test("Requests that may wait for a commit run side by side and leave the others their threads")
    func waitingForCommits() throws {
        let daemon = try TestDaemon { $0.threads = 2 }
        let client = try daemon.connect()
        client.send((1...10).map { "@\($0) count min-generation=9 slow\n" }.joined() + "@x count x\n")
        #expect(client.line()?.hasPrefix("@x OK total=1") == true)
        #expect(eventually { daemon.state.running.load(ordering: .relaxed) == 10 })
    }

    @Test("Requests of the JSON dialect are answered in JSON, with their tags")
    func json() throws {
        let daemon = try TestDaemon()
        let client = try daemon.connect()
        client.send(#"{"verb":"search","query":"rows 1","tag":"t"}"# + "\n")
        #expect(client.line() == #"{"type":"hit","tag":"t","rank":1,"id":"document-0","score":1.0,"fields":{}}"#)
        #expect(client.line()?.hasPrefix(#"{"type":"summary","tag":"t","query":"rows 1","hits":1,"#) == true)
        client.send(#"{"verb":"serach"}"# + "\n" + #"{"verb":"quit"}"# + "\n")
        #expect(
            client.rest() == [
                #"{"type":"error","code":400,"slug":"bad-request","text":"unknown verb `serach`: did you mean `search`?"}"#,
                #"{"type":"ok"}"#,
            ])
    }

    @Test("A door for reading refuses what changes anything")
    func reader() throws {
        let daemon = try TestDaemon()
        let client = try RawClient(daemon.readerPath)
        client.send("add {\"id\":\"a\"}\ncommit\nshutdown\nmerge\nschema\ncount x\n")
        let lines = client.lines(6)
        #expect(lines[0] == "ERR 403 denied : `add` is refused here: this socket is for reading")
        #expect(lines.map { $0.prefix(7) } == ["ERR 403", "ERR 403", "ERR 403", "ERR 403", "OK byte", "OK tota"])
    }

    @Test("Status tells the limits, and quit ends the connection")
    func status() throws {
        let daemon = try TestDaemon()
        let client = try daemon.connect()
        client.send("status\nhello\nquit\ncount x\n")
        let lines = client.rest()
        #expect(lines.contains("STAT\tmax-connections\t256"))
        #expect(lines.contains { $0.hasPrefix("OK pid=") && $0.hasSuffix("role=admin") })
        #expect(lines.last == "OK")
    }
}

extension TestDaemon {
    /// A client that keeps its daemon.
    func connectKeeping() throws -> KeepingClient { KeepingClient(client: try connect(), daemon: self) }
}

struct KeepingClient {
    let client: RawClient
    let daemon: TestDaemon
    func send(_ text: String) { client.send(text) }
    func lines(_ count: Int) -> [String] { client.lines(count) }
}

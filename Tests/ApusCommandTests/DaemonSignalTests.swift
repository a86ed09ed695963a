import Glibc
import Testing

@Suite("Signals to a daemon that works", .serialized)
struct DaemonSignalTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try QueryOfDeath.index(in: place)
    }

    private func connect() throws -> RawClient { try RawClient(place.path + "/index/apus.sock") }

    @Test("SIGTERM in the midst of a search: it is finished, what waits is refused, the client is told, the socket is gone")
    func search() throws {
        let daemon = try RunningDaemon(in: place)
        let client = try connect()
        client.send(QueryOfDeath.request(timeout: "1s") + "\ncount peace\n")
        usleep(200_000)
        daemon.process.send(SIGTERM)
        let lines = client.rest().drop { $0.hasPrefix("HIT\t") }
        #expect(lines.first?.hasPrefix("OK hits=") == true && lines.first?.contains("partial=timeout") == true, "\(lines)")
        #expect(lines.dropFirst() == ["ERR 503 stopping : the daemon is stopping", "* bye reason=shutdown"])
        #expect(daemon.process.wait() == .exit(0))
        #expect(!place.exists("index/apus.sock"))
        #expect(daemon.messages.hasSuffix("stopped\n"))
    }

    @Test("A second SIGTERM no longer waits for it")
    func twice() throws {
        let daemon = try RunningDaemon(in: place)
        let client = try connect()
        client.send(QueryOfDeath.request(timeout: "60s") + "\n")
        usleep(100_000)
        daemon.process.send(SIGTERM)
        usleep(100_000)
        daemon.process.send(SIGTERM)
        let lines = client.rest()
        #expect(lines.count == 2 && lines[0].hasPrefix("ERR 410 cancelled "), "\(lines)")
        #expect(lines.last == "* bye reason=shutdown")
        #expect(daemon.process.wait() == .exit(0))
        #expect(!place.exists("index/apus.sock"))
    }

    @Test(
        "SIGTERM in the midst of a commit: it is finished or not begun, and the answer says which", arguments: [0, 1, 5, 20, 80])
    func commit(milliseconds: UInt32) throws {
        let daemon = try RunningDaemon(in: place)
        let client = try connect()
        client.send((0..<300).map { "add {\"id\":\"n\($0)\",\"text\":\"war \($0)\"}\n" }.joined())
        #expect(client.lines(300).last?.hasPrefix("OK pending=300") == true)
        client.send("commit\n")
        usleep(milliseconds * 1000)
        daemon.process.send(SIGTERM)
        let lines = client.rest()
        #expect(lines.count == 2 && lines.last == "* bye reason=shutdown", "\(lines)")
        let isCommitted = lines.first?.hasPrefix("OK generation=") == true
        #expect(isCommitted || lines.first == "ERR 503 stopping : the daemon is stopping")
        #expect(daemon.process.wait() == .exit(0))
        #expect(try place.apus("count", "war").output == (isCommitted ? "300\n" : "0\n"))
        #expect(try place.apus("check").code == 0)
    }

    @Test("SIGSTOP and SIGCONT: what was asked meanwhile is answered, and a deadline that has passed has passed")
    func pause() throws {
        let daemon = try RunningDaemon(in: place)
        let (idle, working) = (try connect(), try connect())
        working.send(QueryOfDeath.request(timeout: "300ms") + "\n")
        usleep(50_000)
        daemon.process.send(SIGSTOP)
        idle.send("count peace\n")
        usleep(600_000)
        #expect(daemon.process.isRunning)
        daemon.process.send(SIGCONT)
        #expect(idle.line()?.hasPrefix("OK total=2000 ") == true)
        var line = working.line()
        while line?.hasPrefix("HIT\t") == true { line = working.line() }
        #expect(line?.contains("partial=timeout") == true, "\(line ?? "nothing")")
        #expect(daemon.stop() == .exit(0))
    }

    @Test("kill -9 at any moment: the next daemon takes the socket and has the last commit or the next one")
    func killed() throws {
        for round in 0..<4 {
            let daemon = try RunningDaemon(in: place)
            let client = try connect()
            client.send("add {\"id\":\"k\",\"text\":\"round\(round)\"}\ncommit\n")
            #expect(client.lines(2).last?.hasPrefix("OK generation=") == true)
            client.send("add {\"id\":\"k\",\"text\":\"lost\(round)\"}\ncommit\n")
            usleep(UInt32(round * round) * 4000)
            daemon.process.send(SIGKILL)
            #expect(daemon.process.wait() == .signal(SIGKILL))
            #expect(place.exists("index/apus.sock"))
            let isAcknowledged = client.rest().last?.hasPrefix("OK generation=") == true
            let next = try RunningDaemon(in: place)
            let counts = try ["round\(round)", "lost\(round)"].map { try place.apus("count", $0).output }
            #expect(counts == ["0\n", "1\n"] || (!isAcknowledged && counts == ["1\n", "0\n"]), "\(counts)")
            #expect(next.stop() == .exit(0))
        }
        #expect(try place.apus("check").code == 0)
    }
}

import Foundation
import Testing

@Suite("A daemon among rough clients", .serialized)
struct DaemonUnderAttackTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try QueryOfDeath.index(in: place)
    }

    private func connect() throws -> RawClient { try RawClient(place.path + "/index/apus.sock") }

    private func isServed() throws -> Bool {
        let client = try connect()
        client.send("count peace\n")
        return client.line()?.hasPrefix("OK total=2000 ") == true
    }

    private func descriptors(_ daemon: RunningDaemon) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(daemon.process.processID)/fd").count
    }

    @Test("A query over its deadline gives what it has found, soon, and others are answered meanwhile")
    func deadline() throws {
        let daemon = try RunningDaemon(in: place)
        let (client, other) = (try connect(), try connect())
        let began = ContinuousClock.now
        client.send(QueryOfDeath.request(timeout: "100ms") + "\n")
        other.send("count peace\n")
        #expect(other.line()?.hasPrefix("OK total=2000 ") == true)
        var line = client.line()
        while line?.hasPrefix("HIT\t") == true { line = client.line() }
        #expect(line?.hasPrefix("OK hits=") == true && line?.contains("partial=timeout") == true, "\(line ?? "nothing")")
        // The exact bound is looked at by scripts/torture: tests share their machine.
        #expect(ContinuousClock.now - began < .seconds(5))
        #expect(daemon.stop() == .exit(0))
    }

    @Test("256 clients are served, the next one is told that it is busy, and place that becomes free is given")
    func connections() throws {
        let daemon = try RunningDaemon(in: place)
        var clients = try (0..<256).map { _ in try connect() }
        #expect(clients.allSatisfy { $0.greeting.hasPrefix("* apus/1 ready") })
        let refused = try connect()
        #expect(refused.greeting == "ERR 429 busy limit=connections max=256 : too many connections: try again later")
        #expect(refused.line() == nil)
        for client in clients { client.send("count peace\n") }
        #expect(clients.allSatisfy { $0.line()?.hasPrefix("OK total=2000 ") == true })
        clients = []
        #expect(try Patience.until { try isServed() })
        #expect(daemon.stop() == .exit(0))
    }

    @Test("Silent ones, half lines, half bodies and endless lines keep nobody from being answered")
    func slowOnes() throws {
        let daemon = try RunningDaemon(in: place)
        var slow: [RawClient] = []
        for number in 0..<90 {
            let client = try connect()
            switch number % 3 {
            case 0: client.send("coun")
            case 1: client.send("add id=x {1000000}\nabc")
            default: break
            }
            slow.append(client)
        }
        let endless = try (0..<3).map { _ in try connect() }
        for client in endless { client.send([UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)) }
        for _ in 0..<20 { #expect(try isServed()) }
        for client in endless {
            #expect(client.line()?.hasPrefix("ERR 413 too-large limit=line max=1048576") == true)
            client.send("\ncount peace\n")
            #expect(client.line()?.hasPrefix("OK total=2000 ") == true)
        }
        slow[0].send("t peace\n")
        #expect(slow[0].line()?.hasPrefix("OK total=2000 ") == true)
        #expect(daemon.stop() == .exit(0))
    }

    @Test("Clients that vanish in a request, a reply or a body leave nothing behind")
    func vanishing() throws {
        let daemon = try RunningDaemon(in: place)
        #expect(try isServed())
        let before = try descriptors(daemon)
        for number in 0..<200 {
            let client = try connect()
            switch number % 5 {
            case 0: client.send("count pea")
            case 1: client.send("search limit=2000 fields=text peace\n")
            case 2: client.send("add id=x {1000}\nabc")
            case 3: client.send("@a " + QueryOfDeath.request(timeout: "30s") + "\n@b search peace\ncancel @")
            default: client.send("add {\"id\":\"never\",\"text\":\"committed\"}\n")
            }
            client.hangUp()
        }
        #expect(try Patience.until { try descriptors(daemon) <= before })
        #expect(try isServed())
        #expect(try place.apus("count", "committed").output == "0\n")
        #expect(daemon.process.isRunning)
        #expect(daemon.stop() == .exit(0))
    }
}

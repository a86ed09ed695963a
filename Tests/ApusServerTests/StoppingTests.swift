import ApusWire
import Foundation
import Testing

@testable import ApusServer

@Suite("The daemon stops", .serialized)
struct StoppingTests {
    @Test("What runs is finished, what comes later is refused, and the client is told")
    func midRequest() throws {
        let daemon = try TestDaemon()
        let client = try daemon.connect()
        let idle = try daemon.connect()
        client.send("@a count brief\ncount brief\ncount x\n")
        #expect(eventually { daemon.state.running.load(ordering: .relaxed) == 2 })
        daemon.server.stop()
        let lines = client.rest()
        #expect(lines.contains("@a OK waited=1"))
        #expect(
            lines.filter { !$0.hasPrefix("@") } == [
                "OK waited=1", "ERR 503 stopping : the daemon is stopping", "* bye reason=shutdown",
            ])
        #expect(idle.rest() == ["* bye reason=shutdown"])
        #expect(!FileManager.default.fileExists(atPath: daemon.path))
    }

    @Test("Queries that outlast the grace are cancelled")
    func grace() throws {
        let daemon = try TestDaemon { $0.grace = .milliseconds(100) }
        let client = try daemon.connect()
        client.send("count slow\n")
        #expect(eventually { daemon.state.running.load(ordering: .relaxed) == 1 })
        daemon.server.stop()
        #expect(client.rest() == ["ERR 410 cancelled after=2ms : cancelled by the client", "* bye reason=shutdown"])
    }

    @Test("The verb shutdown stops the daemon")
    func verb() throws {
        let daemon = try TestDaemon()
        let client = try daemon.connect()
        client.send("shutdown\n")
        daemon.server.serve()
        #expect(client.rest() == ["OK", "* bye reason=shutdown"])
        #expect(throws: (any Error).self) { try daemon.connect() }
    }

    @Test("A second request to stop no longer waits")
    func impatience() throws {
        let daemon = try TestDaemon { $0.grace = .seconds(60) }
        let client = try daemon.connect()
        client.send("count slow\n")
        #expect(eventually { daemon.state.running.load(ordering: .relaxed) == 1 })
        daemon.server.requestStop()
        daemon.server.requestStop()
        daemon.server.serve()
        #expect(client.rest().first?.hasPrefix("ERR 410") == true)
    }

    @Test("Stopping leaves no descriptor behind")
    func descriptors() throws {
        _ = try TestDaemon()
        let before = descriptorCount()
        for _ in 0..<20 { _ = try TestDaemon().connect() }
        // Other tests run at the same time; a leak would be of more than a hundred.
        #expect(eventually { descriptorCount() < before + 60 })
    }
}

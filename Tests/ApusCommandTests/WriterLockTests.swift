import Glibc
import Testing

@Suite("One process writes, any number reads")
struct WriterLockTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write("to pursue peace", to: "a.txt")
        #expect(try place.apus("index", "a.txt").code == 0)
    }

    @Test("A second writer is refused at once, and told the first one's process and since when; kill -9 frees the lock")
    func lock() throws {
        let holder = try LockHolder(in: place)
        let since = try #require(try place.content(of: "index/lock").split(whereSeparator: \.isWhitespace).last)
        #expect(since.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
        let sentence = "apus: process \(holder.process.processID) has been writing to the index since \(since)\n"
        // Even one that does nothing keeps it.
        holder.process.send(SIGSTOP)
        for arguments in [["index", "a.txt"], ["delete", "a.txt"], ["merge"]] {
            let refused = try place.run("apus", arguments)
            #expect(refused == ProgramResult(output: "", errors: sentence, end: .exit(3)))
        }
        let daemon = try place.run("apusd", [])
        #expect(daemon.code == 3 && daemon.errors.contains("process \(holder.process.processID)"))
        // Readers need no lock.
        for arguments in [["search", "peace"], ["count", "*"], ["get", "a.txt"], ["check"], ["stats"]] {
            #expect(try place.run("apus", arguments).code == 0)
        }
        #expect(holder.end(by: SIGKILL) == .signal(SIGKILL))
        #expect(try place.apus("index", "--direct", "-", input: "{\"id\":\"b\",\"text\":\"war\"}\n").code == 0)
        #expect(try place.apus("search", "-l", "*").output == "a.txt\nb\n")
        #expect(try place.apus("check").code == 0)
    }

    @Test("A daemon that was killed holds nothing, and its socket stands in nobody's way")
    func deadDaemon() throws {
        let daemon = try RunningDaemon(in: place)
        #expect(try place.apus("index", "--direct", "a.txt").code == 3)
        daemon.process.send(SIGKILL)
        #expect(daemon.process.wait() == .signal(SIGKILL) && place.exists("index/apus.sock"))
        #expect(try place.apus("delete", "a.txt").code == 0)
        let next = try RunningDaemon(in: place)
        #expect(try place.apus("index", "a.txt").output == "indexed 1 document from 1 file; generation 3\n")
        #expect(next.stop() == .exit(0))
    }
}

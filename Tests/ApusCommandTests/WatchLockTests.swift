import Glibc
import Testing

@Suite("`apus index --watch` beside other writers")
struct WatchLockTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write("peace", to: "docs/a.txt")
    }

    private func expect(_ count: Int, at line: SourceLocation = #_sourceLocation) throws {
        #expect(try Patience.until { try place.apus("count", "*").output == "\(count)\n" }, sourceLocation: line)
    }

    @Test("It holds no lock while it waits; what it cannot write while another does comes later, and that is said once")
    func lock() throws {
        let watcher = try RunningProgram(in: place, "apus", ["index", "--watch", "docs"])
        try expect(1)
        #expect(try place.apus("index", "--direct", "-", input: "{\"id\":\"x\",\"text\":\"war\"}\n").code == 0)
        let holder = try LockHolder(in: place)
        try place.write("war", to: "docs/b.txt")
        #expect(Patience.until { watcher.errors.contains("process \(holder.process.processID) ") })
        #expect(try place.apus("count", "*").output == "2\n")
        #expect(holder.end(by: SIGKILL) == .signal(SIGKILL))
        try expect(3)
        #expect(watcher.end(by: SIGTERM) == .exit(0))
        #expect(watcher.errors.split(separator: "\n").count == 1)
    }

    @Test("What cannot be written to the end is 3, and the next run indexes it")
    func held() throws {
        let watcher = try RunningProgram(in: place, "apus", ["index", "--watch", "docs"])
        try expect(1)
        let holder = try LockHolder(in: place)
        try place.write("war", to: "docs/b.txt")
        #expect(Patience.until { !watcher.errors.isEmpty })
        #expect(watcher.end(by: SIGTERM) == .exit(3))
        _ = holder.end(by: SIGKILL)
        #expect(try place.apus("index", "docs").output.hasPrefix("indexed 1 document from 1 file, 1 unchanged;"))
    }

    @Test("A daemon may come and go meanwhile")
    func daemon() throws {
        let watcher = try RunningProgram(in: place, "apus", ["index", "--watch", "docs"])
        try expect(1)
        let daemon = try RunningDaemon(in: place)
        try place.write("war", to: "docs/b.txt")
        try expect(2)
        daemon.process.send(SIGKILL)
        _ = daemon.process.wait()
        try place.write("war", to: "docs/c.txt")
        try expect(3)
        #expect(watcher.end(by: SIGTERM) == .exit(0) && watcher.errors == "")
    }
}

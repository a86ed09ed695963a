import Glibc
import Testing

@Suite("The memory of a daemon", .disabled(if: Sanitizer.isThere, "the memory is the sanitizer's"))
struct DaemonMemoryTests {
    /// What stands in `/proc/PID/status` as anonymous memory, in bytes.
    private static func anonymousBytes(_ daemon: RunningDaemon) throws -> Int {
        let status = try Workplace.systemFile("/proc/\(daemon.process.processID)/status")
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") })
        return try #require(line.split(whereSeparator: { $0 == "\t" || $0 == " " }).dropFirst().first.flatMap { Int($0) }) << 10
    }

    @Test("What waited for a commit and what was committed is given back once nothing is asked; `status` tells how much there is")
    func givenBack() throws {
        let place = try Workplace()
        let daemon = try RunningDaemon(in: place, "-i", "index", "--memory", "64M")
        let client = try RawClient(place.path + "/index/apus.sock")
        let before = try Self.anonymousBytes(daemon)
        // 40 MB of documents, most of them one word again and again.
        // Long words, as there are fewer to cut then.
        let text = String(repeating: String(repeating: "peace", count: 20) + " ", count: 104)
        var answers: [String] = []
        for start in stride(from: 0, to: 4000, by: 100) {
            for number in start..<start + 100 { client.send("add {\"id\":\"d\(number)\",\"text\":\"\(text)\(number)\"}\n") }
            // The daemon does not read on while its answers are not taken.
            answers = client.lines(100)
        }
        #expect(answers.last?.hasPrefix("OK pending=4000") == true)
        let full = try Self.anonymousBytes(daemon)
        #expect(full - before > 40 << 20)
        client.send("commit\n")
        // A line that does not come within ten seconds is nil.
        let reply = client.line() ?? client.line() ?? client.line()
        #expect(reply?.hasPrefix("OK generation=1") == true)
        var left = full
        #expect(
            try Patience.until {
                left = try Self.anonymousBytes(daemon)
                return left < before + (24 << 20)
            }, "\(before) \(full) \(left)")
        client.send("status\n")
        var told: Int?
        while let line = client.line(), !line.hasPrefix("OK") {
            if line.hasPrefix("STAT\tmemory\t") { told = Int(line.dropFirst("STAT\tmemory\t".count)) }
        }
        #expect(told.map { abs($0 - left) < 32 << 20 } == true, "\(told ?? 0) \(left)")
        #expect(daemon.stop() == .exit(0))
    }
}

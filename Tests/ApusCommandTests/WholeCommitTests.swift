import Apus
import Glibc
import Testing

@Suite("Who reads the directory while a daemon writes")
struct WholeCommitTests {
    @Test("sees whole commits, each not older than the one before, over merges too")
    func versions() throws {
        let place = try Workplace()
        #expect(try place.apus("index", "-", input: Self.version(0)).code == 0)
        let daemon = try RunningDaemon(in: place)
        try place.write((1...32).map(Self.version).joined(), to: "versions.jsonl")
        // Each pair of lines is a commit of its own.
        let loop =
            "split -l 4 versions.jsonl part- && for part in part-*; do apus index --format jsonl - <$part >out || exit; done; apus merge"
        let writer = try RunningProgram(in: place, "/bin/bash", ["-c", loop])
        var options = IndexOptions()
        options.isReadOnly = true
        let index = try Index(at: place.path + "/index", options: options)
        var (last, lookCount, seen) = (0, 0, Set<Int>())
        while writer.process.isRunning {
            let version = lookCount % 50 == 49 ? try Self.printed(place) : try Self.stored(index.snapshot())
            #expect(version >= last)
            last = version
            seen.insert(version)
            lookCount += 1
            usleep(1000)
        }
        #expect(writer.process.wait() == .exit(0), "\(writer.errors)")
        #expect(try Self.stored(index.snapshot()) == 32 && Self.printed(place) == 32)
        #expect(seen.count > 5, "\(seen.sorted())")
        #expect(daemon.stop() == .exit(0))
        #expect(try place.apus("check").code == 0)
    }

    private static let ids = ["a", "b", "c", "d"]

    private static func version(_ number: Int) -> String {
        ids.map { "{\"id\":\"\($0)\",\"text\":\"version\(number)\",\"number\":\(number)}\n" }.joined()
    }

    /// The one version of all documents in a snapshot.
    private static func stored(_ snapshot: Snapshot) throws -> Int {
        let numbers = try ids.map { id -> Int64? in
            let values = try snapshot.document(id: id)?.fields.first { $0.name == "number" }?.values
            guard case .integer(let number)? = values?.first else { return nil }
            return number
        }
        guard snapshot.documentCount == ids.count, Set(numbers).count == 1, let number = numbers[0] else {
            throw Mixture(found: "\(numbers), \(snapshot.documentCount) documents")
        }
        return Int(number)
    }

    /// The same, as the command line prints it.
    private static func printed(_ place: Workplace) throws -> Int {
        let lines = try place.apus("search", "--direct", "--json", "--fields", "number", "-n", "9", "*").lines.dropLast()
        let numbers = Set(lines.compactMap { $0.firstMatch(of: /"number":(\d+)/)?.1 })
        guard lines.count == ids.count, numbers.count == 1, let number = numbers.first.flatMap({ Int($0) }) else {
            throw Mixture(found: lines.joined(separator: "\n"))
        }
        return number
    }

    private struct Mixture: Error { var found: String }
}

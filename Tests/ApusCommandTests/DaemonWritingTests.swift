import Glibc
import Testing

@Suite("Writes go through the daemon that owns the index")
struct DaemonWritingTests {
    private let place: Workplace
    private let daemon: RunningDaemon

    init() throws {
        place = try Workplace()
        daemon = try RunningDaemon(in: place)
    }

    @Test("What index, delete and merge did is in the next answer")
    func writing() throws {
        try place.write("to pursue peace", to: "docs/a.txt")
        try place.write("{\"id\":\"j\",\"year\":2020,\"text\":\"war\"}\n", to: "docs/b.jsonl")
        let made = try place.apus("index", "docs")
        #expect(made == ProgramResult(output: "indexed 2 documents from 2 files; generation 1\n", errors: "", end: .exit(0)))
        #expect(try place.apus("search", "-l", "peace").output == "docs/a.txt\n")
        #expect(try place.apus("index", "docs").output == "indexed 0 documents from 0 files, 2 unchanged; generation 1\n")
        try place.write("to pursue war", to: "docs/a.txt")
        #expect(try place.apus("index", "docs").output == "indexed 1 document from 1 file, 1 unchanged; generation 2\n")
        #expect(try place.apus("search", "-l", "peace").code == 1)
        #expect(try place.apus("merge", "--segments", "1").output == "segments=1 generation=2\n")
        #expect(try place.apus("delete", "j").code == 0)
        #expect(try place.apus("search", "-l", "*").output == "docs/a.txt\n")
        try place.remove("docs/a.txt")
        #expect(try place.apus("index", "--prune", "docs").output.contains("1 pruned"))
        #expect(try place.apus("count", "docs").code == 1)
        #expect(daemon.stop() == .exit(0))
        #expect(try place.apus("check").code == 0)
    }

    @Test("A merge that reorders comes to the same answer and the same bytes as without a daemon")
    func reordering() throws {
        for half in 0..<2 {
            let lines = (0..<200).map { "{\"id\":\"\(half)-\($0)\",\"text\":\"topic\($0 % 4) word\($0 % 4) number\($0)\"}\n" }
            try place.write(lines.joined(), to: "lines.jsonl")
            for index in ["index", "other"] { #expect(try place.apus("index", "-i", index, "lines.jsonl").code == 0) }
        }
        let before = try place.apus("search", "-l", "-n", "400", "*").output
        let served = try place.apus("merge", "--reorder")
        #expect(served == ProgramResult(output: "segments=1 generation=2\n", errors: "", end: .exit(0)))
        #expect(try place.apus("merge", "-i", "other", "--reorder") == served)
        let after = try place.apus("search", "-l", "-n", "400", "*").output
        #expect(after != before)
        #expect(Set(after.split(separator: "\n")) == Set(before.split(separator: "\n")))
        #expect(try place.apus("search", "-i", "other", "-l", "-n", "400", "*").output == after)
        #expect(daemon.stop() == .exit(0))
        #expect(try place.apus("check").code == 0)
        #expect(try place.shell("cat index/*.postings index/*.stored | cmp - <(cat other/*.postings other/*.stored)").code == 0)
    }

    @Test("Problems are told as without a daemon")
    func problems() throws {
        let lines = "{\"id\":\"a\",\"n\":1}\n{\"id\":\"b\",\"n\":\"one\"}\n{]\n{\"id\":\"c\",\"k\":\"a word\"}\n"
        try place.write(lines, to: "lines.jsonl")
        let served = try place.apus("index", "--field", "k=keyword", "lines.jsonl", "absent")
        let direct = try place.apus("index", "-i", "other", "--field", "k=keyword", "lines.jsonl", "absent")
        #expect(served.code == 4 && direct.code == 4)
        #expect(served.output == direct.output)
        #expect(Set(served.errors.split(separator: "\n")) == Set(direct.errors.split(separator: "\n")))
        #expect(try place.apus("search", "-l", "*").output == "a\nc\n")
        #expect(try place.apus("index", "--field", "k=number", "lines.jsonl").code == 2)
        #expect(try place.apus("index", "-i", "other", "--field", "k=number", "lines.jsonl").code == 2)
    }

    @Test("Larger than what may wait for a commit at once")
    func large() throws {
        let word = String(repeating: String(repeating: "abcdefghi", count: 14) + "  ", count: 1 << 17)
        let lines = (1...5).map { "{\"id\":\"\($0)\",\"text\":\"only\($0) \(word)\"}\n" }.joined()
        try place.write(lines, to: "large.jsonl")
        let result = try place.apus("index", "--field", "text=text,unstored", "large.jsonl")
        #expect(result.code == 0 && result.errors == "")
        #expect(try place.apus("search", "-l", "only5").output == "5\n")
        #expect(try place.apus("count", "*").output == "5\n")
    }

    @Test("A deletion by query is whole whatever time queries have")
    func wholeDeletion() throws {
        let other = try Workplace()
        let hasty = try RunningDaemon(in: other, "--timeout", "0ms")
        let lines = (1...50).map { "{\"id\":\"\($0)\",\"text\":\"peace\"}\n" }.joined()
        #expect(try other.apus("index", "-", input: lines).code == 0)
        #expect(try other.apus("search", "peace").code == 4)
        #expect(try other.apus("delete", "--query", "peace", "--yes").code == 0)
        #expect(hasty.stop() == .exit(0))
        #expect(try other.apus("count", "*").output == "0\n")
    }
}

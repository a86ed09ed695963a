import Glibc
import Testing

@Suite("Whatever becomes of standard input, output and error")
struct StandardFileTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write("to pursue peace", to: "a.txt")
        let lines = (1...3000).map { "{\"id\":\"document number \($0)\",\"text\":\"war and more war\"}\n" }.joined()
        try place.write(lines, to: "lines.jsonl")
        #expect(try place.apus("index", "a.txt", "lines.jsonl").code == 0)
    }

    /// How the index and the documents look, to see that nothing was printed into them.
    private func content() throws -> String { try place.shell("cat a.txt lines.jsonl index/[!l]* index/lock | cksum").output }

    @Test("A closed standard output is 3 and one line; nothing is printed into a file or a socket that took its number")
    func closedOutput() throws {
        let before = try content()
        for command in ["search peace", "count war", "batch --json a.txt", "get a.txt", "stats", "check", "parse x", "--help"] {
            for gap in [">&-", "<&- >&-"] {
                let result = try place.shell("apus \(command) \(gap)")
                #expect(result.code == 3, "\(command) \(gap): \(result)")
                #expect(result.errors == "apus: standard output: Bad file descriptor\n", "\(command) \(gap)")
            }
        }
        #expect(try content() == before)
        let daemon = try RunningDaemon(in: place)
        let asked = try place.shell("apus search peace <&- >&-")
        #expect(asked.code == 3 && asked.errors == "apus: standard output: Bad file descriptor\n")
        #expect(try place.apus("count", "peace").output == "1\n")
        #expect(daemon.stop() == .exit(0))
        // What was to be done is done all the same.
        #expect(try place.shell("apus delete a.txt >&-").code == 0)
        #expect(try place.shell("apus index a.txt <&- >&- 2>&-").code == 3)
        #expect(try place.apus("count", "peace").output == "1\n")
        #expect(try place.apus("check").code == 0)
    }

    @Test("A closed standard error costs the messages only, a closed standard input what would have been read")
    func closedOthers() throws {
        #expect(try place.shell("apus search peace 2>&-").output.hasPrefix("1\t"))
        #expect(try place.shell("apus search '\"open' 2>&-").code == 1)
        #expect(try place.shell("apus search 2>&-").code == 2)
        #expect(try place.shell("apus get absent 2>&-").code == 1)
        #expect(try place.shell("apus index absent 2>&-").code == 3)
        let batch = try place.shell("apus batch <&-")
        #expect(batch.code == 3 && batch.errors == "apus: -: Bad file descriptor\n")
        let index = try place.shell("apus index - <&-")
        #expect(index.code == 3 && index.errors == "apus: -: Bad file descriptor\n")
        #expect(try place.apus("check").code == 0)
    }

    @Test("A reader that has seen enough ends the program quietly")
    func head() throws {
        for command in [
            "search -n 3000 war", "search --json -n 3000 war", "get $(seq -f 'absent%g' 9) a.txt", "batch --json lines.jsonl",
        ] {
            let result = try place.shell("apus \(command) 2>errors | head -n 1; echo ${PIPESTATUS[0]}")
            let code = try #require(result.lines.last.flatMap { Int32($0) })
            #expect([0, 1, 128 + SIGPIPE].contains(code), "\(command): \(result)")
            let told = try place.content(of: "errors").split(separator: "\n").filter { !$0.contains("no document has the id") }
            #expect(told.isEmpty, "\(command): \(told)")
        }
        // Here it is certain that the reader goes first.
        let result = try place.shell("(sleep 0.2; apus search -n 3000 war; echo $? >code) | true; sleep 1; cat code")
        #expect(result.errors == "" && result.lines.last == "\(128 + SIGPIPE)")
    }

    @Test("A full disk behind standard output is 3 and one line")
    func fullDisk() throws {
        for command in ["search war", "--help", "stats", "index a.txt"] {
            let result = try place.shell("apus \(command) >/dev/full")
            #expect(
                result == ProgramResult(output: "", errors: "apus: standard output: No space left on device\n", end: .exit(3)))
        }
    }

    @Test("Bytes that are no text are queries, ids and documents like others, or refused, and never a trap")
    func binary() throws {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<3000).map { _ in UInt8.random(in: 0...255, using: &random) }
        try place.write(bytes, to: "noise")
        for command in [
            "batch <noise", "batch noise", "batch --json noise", "index - <noise", "index noise",
            "index --format jsonl - <noise", "index --format csv - <noise", "index --format markdown noise",
            "search \"$(tr -d '\\0' <noise)\"", "get \"$(tr -d '\\0' <noise)\"", "analyze \"$(tr -d '\\0' <noise)\"",
            "parse \"$(tr -d '\\0' <noise)\"", "delete \"$(tr -d '\\0' <noise)\"",
        ] {
            let result = try place.shell("apus \(command)")
            #expect((0...5).contains(result.code ?? 70), "\(command) on \(bytes): \(result)")
        }
        let binary = try place.shell("printf 'a\\0b' | apus index -")
        #expect(binary.code == 3 && binary.errors == "apus: -: binary: a NUL byte in the first 8 KiB\n")
        #expect(try place.apus("check").code == 0)
    }

    @Test("Without a daemon what needs one is 3 and says how to start it")
    func noDaemon() throws {
        for command in ["ping", "status", "stop"] {
            let result = try place.apus(command)
            let sentence = "apus: no daemon listens at index/apus.sock; start one with apusd -i index\n"
            #expect(result == ProgramResult(output: "", errors: sentence, end: .exit(3)))
        }
        for command in ["search", "index", "get", "delete", "batch"] {
            let result = try place.apus(command, "--socket", "absent.sock", "a.txt")
            #expect(result.code == 3 && result.output == "" && result.errors.split(separator: "\n").count == 1)
        }
    }
}

import Foundation
import Testing

/// A terminal of eight rows and forty columns.
@Suite("On a screen", .enabled(if: DocumentationConsole.has("python3")))
struct ScreenTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        for number in 1...9 {
            try place.write("peace \(number) \(number == 1 ? "once" : "again")\n", to: "notes/a b\(number).txt")
        }
        #expect(try place.apus("index", "notes").code == 0)
    }

    private static let terminal = """
        import fcntl, os, pty, struct, sys, termios
        child, terminal = pty.fork()
        if child == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 8, 40, 0, 0))
            os.execvp("apus", ["apus"] + sys.argv[1:])
        shown = b""
        while True:
            try: piece = os.read(terminal, 4096)
            except OSError: break
            if not piece: break
            shown += piece
        sys.stdout.buffer.write(shown.replace(b"\\r\\n", b"\\n"))
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """

    private func shown(_ arguments: String..., environment: [String: String], code: Int32 = 0) throws -> String {
        try place.write(Self.terminal, to: "terminal.py")
        let python = try place.shell("command -v python3").output.split(separator: "\n").first.map(String.init)
        let result = try place.run(
            #require(python), ["terminal.py"] + arguments, environment: ["TERM": "xterm"].merging(environment) { $1 })
        #expect(result.code == code, "\(result)")
        return result.timeless.output
    }

    @Test("What fits is shown, and what does not goes to the pager, whole and once")
    func pager() throws {
        let environment = ["PAGER": "cat >paged", "NO_COLOR": "1"]
        #expect(try shown("search", "once", environment: environment).contains("1. notes/a b1.txt"))
        #expect(!place.exists("paged"))
        #expect(try shown("search", "peace", "-n", "9", environment: environment) == "")
        let paged = try place.content(of: "paged")
        #expect(paged.split(separator: "\n").count == 19)
        #expect(paged.hasPrefix("1. notes/a b1.txt") && paged.contains("9 documents in"))
        #expect(try shown("search", "peace", environment: ["PAGER": "cat"]).contains("9 documents in"))
        #expect(try shown("search", "peace", environment: ["PAGER": "false", "TERM": "dumb"]).contains("9 documents in"))
    }

    @Test("A row of the screen is counted where a long line wraps, and escapes take no room")
    func wrapping() throws {
        let environment = ["PAGER": "cat >paged", "VTE_VERSION": "6000"]
        // Seven rows, with more escapes than letters.
        #expect(try shown("search", "-n", "3", "peace", environment: environment).contains("9 documents in"))
        #expect(!place.exists("paged"))
        try place.write("peace " + String(repeating: "word ", count: 50), to: "long.txt")
        #expect(try place.apus("index", "long.txt").code == 0)
        #expect(try shown("search", "once", environment: environment).contains("notes/a b1.txt"))
        #expect(!place.exists("paged"))
        #expect(try shown("get", "long.txt", environment: environment) == "")
        #expect(place.exists("paged"))
    }

    @Test("One row is kept for the prompt, and a letter is one column whatever its bytes", arguments: [7, 8])
    func rows(count: Int) throws {
        try place.write(String(repeating: String(repeating: "é", count: 40) + "\n", count: count), to: "rows.txt")
        #expect(try place.apus("index", "rows.txt").code == 0)
        let text = try shown("get", "--raw", "rows.txt", environment: ["PAGER": "cat >paged"])
        #expect(text.split(separator: "\n").count == (count < 8 ? count : 0))
        #expect(place.exists("paged") == (count == 8))
    }

    @Test("What is wrong with a query is shown under its place")
    func caret() throws {
        let warned = try shown("search", "-c", "peace é 日本 AND", environment: [:])
        #expect(
            warned.contains(": nothing follows it; the operator is passed over\n  peace é 日本 AND\n               ^\n"),
            "\(warned)")
        // Of a long query the part around the place is shown.
        let long = try shown("search", "-c", String(repeating: "peace ", count: 40) + "AND", environment: [:])
        let rows = long.split(separator: "\n").suffix(3)
        let shownQuery = try #require(rows.first { $0.hasPrefix("  ") && $0.contains("peace") }, "\(long)")
        #expect(shownQuery.count < 76 && shownQuery.hasSuffix(" AND"), "\(long)")
        #expect(rows.contains(String(repeating: " ", count: shownQuery.count - 3) + "^"), "\(long)")
        let refused = try shown("search", "--strict", "peace (war", environment: [:], code: 2)
        #expect(refused.contains("\n  peace (war\n"), "\(refused)")
    }

    @Test("An id leads to its file where the terminal has links")
    func links() throws {
        let link = "\u{1B}]8;;file://"
        let linked = try shown("search", "once", environment: ["WT_SESSION": "1"])
        #expect(linked.contains(link) && linked.contains("/notes/a%20b1.txt\u{1B}\\"))
        #expect(try !shown("search", "once", environment: [:]).contains(link))
        #expect(try !shown("search", "once", environment: ["WT_SESSION": "1", "NO_COLOR": "1"]).contains(link))
        try FileManager.default.removeItem(atPath: place.path + "/notes/a b1.txt")
        #expect(try !shown("search", "once", environment: ["WT_SESSION": "1"]).contains(link))
    }
}

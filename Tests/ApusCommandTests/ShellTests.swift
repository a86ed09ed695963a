import Testing

@Suite("The shell")
struct ShellTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(
            """
            {"id":"a","text":"ready to pursue peace"}
            {"id":"b","text":"peace and peaceful talks"}
            {"id":"c\u{9B}2J","text":"a deal of the day"}

            """, to: "notes.jsonl")
        #expect(try place.apus("index", "notes.jsonl").code == 0)
    }

    @Test("Lines from standard input are answered in their order, and what is wrong with one spares the others")
    func lines() throws {
        let input = """
            \\n 1
            "pursue peace"
            \\c peace

            \\p a b
            \\x
            \\a Peace-loving
            \\g nothing
            \\d
            \\t peacef
            \\q
            peace

            """
        let result = try place.apus("shell", "--snippet", "0", input: input)
        #expect(
            result.output == """
                1\t1.4979719\ta\t
                2
                a b
                peace\t0\t5\t0
                loving\t6\t12\t1
                text\ttext
                peaceful\t1

                """)
        #expect(
            result.errors == """
                apus: there is no \\x; \\? tells what there is
                apus: no document has the id nothing

                """)
        #expect(result.code == 0)
    }

    @Test("Answers can be JSON, and are those of search")
    func json() throws {
        let one = try place.apus("search", "--json", "peace").timeless
        #expect(try place.apus("shell", "--json", input: "peace").timeless.output == one.output)
        #expect(try place.apus("shell", input: "\\j\npeace\n").timeless.output == "answers are JSON\n" + one.output)
    }

    // MARK: On a terminal

    /// Gives a shell a terminal, and types each line when it has been asked for; prints what the terminal showed.
    private static let typist = """
        import os, pty, sys
        child, terminal = pty.fork()
        if child == 0:
            os.environ["NO_COLOR"] = "1"
            os.execvp("apus", ["apus", "shell"])
        shown, seen = b"", 0
        def wait(mark):
            global shown, seen
            while mark not in shown[seen:]:
                try: piece = os.read(terminal, 4096)
                except OSError: piece = b""
                if not piece: return
                shown += piece
            seen = shown.index(mark, seen) + len(mark)
        for line in open("keys", "rb").read().split(b"\\n"):
            wait(b"apus> ")
            os.write(terminal, line)
            # The last of an answer is how long it took.
            wait(b" in " if line.endswith(b"\\r") else b"\\r\\n")
        wait(b"\\0never")
        sys.stdout.buffer.write(shown)
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """

    /// What the terminal shows while lines of keys are typed, the last of which is Ctrl-D.
    private func shown(_ lines: String...) throws -> String {
        try place.write((lines + ["\u{4}"]).joined(separator: "\n"), to: "keys")
        try place.write(Self.typist, to: "typist.py")
        let result = try place.shell("timeout 60 python3 typist.py")
        #expect(result.code == 0, "\(result)")
        return result.output
    }

    @Test(
        "A person is shown the place that a message is about, and why nothing was found",
        .enabled(if: DocumentationConsole.has("python3")))
    func reasons() throws {
        #expect(try shown("peace \"a b\"~x\r").contains("  peace \"a b\"~x\r\n             ^\r\n"))
        #expect(try shown("peacy\r").contains("“peacy” is in no document"))
    }

    @Test("A line is edited with the usual keys", .enabled(if: DocumentationConsole.has("python3")))
    func keys() throws {
        // Over the “x” and away with it, to the start, and the “z” too.
        let left = String(repeating: "\u{1B}[D", count: 6)
        #expect(try shown("zpexaceful\(left)\u{7F}\u{1B}[H\u{1B}[3~\r").contains("1. b"))
        #expect(try shown("nothing at all\u{15}pursue peace\r").contains("1. a"))
        #expect(try shown("pursue war\u{17}peace\r").contains("1. a"))
        #expect(try shown("nothing\u{3}", "deal\r").contains("1. c\u{FFFD}2J"))
        #expect(try shown("peace\u{1}\u{B}deal\r").contains("1. c\u{FFFD}2J"))
        #expect(try shown("peaceful  \u{17}deal\r").contains("1 document in"))
    }

    @Test(
        "Words are completed, and earlier lines come again, in the next session too",
        .enabled(if: DocumentationConsole.has("python3")))
    func completion() throws {
        #expect(try shown("purs\t\r").contains("apus> pursue "))
        #expect(try shown("pea\t\t\r").contains("peace  peaceful"))
        // Only what all have in common is put in.
        let both = try shown("d\t\u{15}peace\r")
        #expect(both.contains("deal  day") || both.contains("day  deal"))
        #expect(try place.content(of: ".local/state/apus/history") == "pursue\npeace\n")
        #expect(try shown("\u{1B}[A\u{1B}[A\u{1B}[B\u{1B}[A\r").contains("1. a"))
        // No command is a word of the index.
        #expect(try !shown("\\pea\t\u{15}deal\r").contains("\\peac"))
    }

    @Test(
        "The history is its owner's, holds a thousand lines and each once in a row, and gives back what was being typed",
        .enabled(if: DocumentationConsole.has("python3")))
    func history() throws {
        let file = ".local/state/apus/history"
        #expect(try shown("peace\r", "peace\r", "deal\r").contains("1. c\u{FFFD}2J"))
        #expect(try place.content(of: file) == "peace\ndeal\n")
        #expect(try place.shell("stat -c %a \(file)").output == "600\n")
        #expect(try shown("pursue\u{1B}[A\u{1B}[B\r").contains("1. a"))
        try place.write((1...1000).map { "line \($0)\n" }.joined(), to: file)
        _ = try shown("deal\r")
        let lines = try place.content(of: file).split(separator: "\n")
        #expect(lines.count == 1000 && lines.first == "line 2" && lines.last == "deal")
    }
}

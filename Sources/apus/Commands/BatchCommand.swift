import ApusWire
import ArgumentParser
import Glibc

/// `apus batch [FILE]`: one query a line, all on one commit.
struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Answers one query a line, all on one state of the index.",
        discussion: """
            A line is QUERY or ID<TAB>QUERY; without an id it is known by its line number. Empty lines are left out. Counts, --json and \
            --trec name the query; other lines are those of a search, and rank 1 begins those of the next query.
            """)

    @OptionGroup var place: Place
    @OptionGroup var options: SearchOptions

    @Option(help: "So many queries at once, where apus reads the index itself; a daemon has its own threads.")
    var jobs = 1

    @Flag(help: "In the end, how long it took and how fast queries were, on standard error.")
    var timings = false

    @Argument(help: "The queries; standard input where none is named.")
    var file: String?

    /// Queries sent before their answers are read.
    private static let window = 4096

    func validate() throws {
        guard (1...1024).contains(jobs) else { throw ValidationError("--jobs must be from 1 to 1024") }
        if options.after != nil { throw ValidationError("--after goes on with one query, not with those of a batch") }
    }

    func run() throws {
        let input = try opened()
        defer { close(input) }
        let pattern = try options.request("")
        let answerer = try place.answerer(writes: false)
        var printer = options.printer(isBatch: true)
        var (found, failed, isDamaged) = (false, false, false)
        var timings = BatchTimings()
        _ = try answerer.reply(Request(.batch, dialect: .json))
        var lines = QueryLines(input)
        while case let queries = lines.next(Self.window), !queries.isEmpty {
            try answerer.answerAll(queries.lazy.map { pattern.asking($0.query) }, jobs: jobs) { place, record in
                (printer.queryID, printer.query) = queries[place]
                printer.print(record)
                if case .failure(let error) = record {
                    failed = true
                    isDamaged = isDamaged || error.code == .damaged
                }
                if case .summary(let summary) = record {
                    timings.add(summary.tookMicroseconds, of: queries[place].id)
                    found = found || summary.total > 0
                    failed = failed || summary.partial != nil
                }
            }
            try Output.shared.flush()
        }
        if let code = lines.failure { throw unreadable(code) }
        _ = try answerer.reply(Request(.end, dialect: .json))
        if self.timings { Console.error(timings.sentence) }
        if isDamaged { throw CommandFailure(.damaged) }
        if failed { throw CommandFailure(.partial) }
        if !found { throw CommandFailure(.nothing) }
    }

    private func opened() throws -> Int32 {
        guard let file, file != "-" else { return STDIN_FILENO }
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(errno) }
        return descriptor
    }

    private func unreadable(_ code: Int32) -> CommandFailure {
        CommandFailure(.unavailable, "\(file ?? "-"): \(SystemMessage.text(code))")
    }
}

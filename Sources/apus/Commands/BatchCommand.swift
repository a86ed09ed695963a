import ApusWire
import ArgumentParser
import Glibc

/// `apus batch [FILE]`: one query a line, all on one commit.
struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Answers one query a line, all on one state of the index.",
        discussion: "A line is QUERY or ID<TAB>QUERY; without an id it is known by its line number. Empty lines are left out.")

    @OptionGroup var place: Place
    @OptionGroup var options: SearchOptions

    @Argument(help: "The queries; standard input where none is named.")
    var file: String?

    /// Queries sent before their answers are read.
    private static let window = 512

    func run() throws {
        guard let input = file == nil || file == "-" ? fdopen(STDIN_FILENO, "r") : fopen(file, "r") else {
            throw unreadable(errno)
        }
        defer { fclose(input) }
        let answerer = try place.answerer(writes: false)
        var printer = options.printer(isBatch: true)
        var (found, failed) = (false, false)
        _ = try answerer.reply(Request(.batch, dialect: .json))
        var lines = Lines(input)
        while case let queries = lines.next(Self.window), !queries.isEmpty {
            try answerer.answerAll(queries.map { options.request($0.query) }) { place, record in
                (printer.queryID, printer.query) = queries[place]
                printer.print(record)
                if case .failure = record { failed = true }
                if case .summary(let summary) = record {
                    found = found || summary.total > 0
                    failed = failed || summary.partial != nil
                }
            }
        }
        if let code = lines.failure { throw unreadable(code) }
        _ = try answerer.reply(Request(.end, dialect: .json))
        if failed { throw CommandFailure(.partial) }
        if !found { throw CommandFailure(.nothing) }
    }

    private func unreadable(_ code: Int32) -> CommandFailure {
        CommandFailure(.unavailable, "\(file ?? "-"): \(SystemMessage.text(code))")
    }

    /// The queries of the input with their ids.
    private struct Lines {
        private let file: UnsafeMutablePointer<FILE>
        private var number = 0
        /// Why reading ended before the input did.
        private(set) var failure: Int32?

        init(_ file: UnsafeMutablePointer<FILE>) { self.file = file }

        mutating func next(_ count: Int) -> [(id: String, query: String)] {
            var found: [(id: String, query: String)] = []
            while found.count < count, let line = readLine() {
                number += 1
                guard !line.isEmpty else { continue }
                if let tab = line.firstIndex(of: "\t") {
                    found.append((String(line[..<tab]), String(line[line.index(after: tab)...])))
                } else {
                    found.append(("\(number)", line))
                }
            }
            return found
        }

        private mutating func readLine() -> String? {
            var buffer: UnsafeMutablePointer<CChar>?
            var capacity = 0
            defer { free(buffer) }
            let length = getline(&buffer, &capacity, file)
            guard length > 0, let buffer else {
                if ferror(file) != 0 { failure = errno }
                return nil
            }
            var bytes = UnsafeRawBufferPointer(start: buffer, count: length)[...]
            if bytes.last == 0x0A { bytes.removeLast() }
            if bytes.last == 0x0D { bytes.removeLast() }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

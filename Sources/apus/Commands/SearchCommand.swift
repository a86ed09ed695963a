import ApusWire
import ArgumentParser

/// `apus search QUERY…`
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "search", abstract: "Ranked hits for a query.")

    @OptionGroup var place: Place
    @OptionGroup var options: SearchOptions

    @Argument(help: "The query; words of several arguments are put together.")
    var query: [String]

    func run() throws {
        var printer = options.printer()
        var final: Record?
        try place.answerer(writes: false).answer(try options.request(query.joined(separator: " "))) { record in
            printer.print(record)
            if record.isFinal { final = record }
        }
        try finish(final)
    }

    private func finish(_ final: Record?) throws {
        switch final {
        case .summary(let summary):
            if summary.partial != nil { throw CommandFailure(.partial, "the answer is partial: \(summary.partial ?? "")") }
            if summary.total == 0 && (summary.hits ?? 0) == 0 { throw CommandFailure(.nothing) }
        case .failure(let error):
            // With --json the error is a record already.
            var failure = CommandFailure(error)
            if options.form == .json { failure.message = nil }
            throw failure
        default: throw CommandFailure(.bug, "the reply has no end")
        }
    }
}

/// `apus count QUERY…`
struct CountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "count", abstract: "The number of matching documents.")

    @OptionGroup var place: Place

    @Flag(help: "JSON, one object a line.")
    var json = false

    @Flag(help: "Documents with any of the words (the default).")
    var any = false

    @Flag(help: "Documents with every word.")
    var all = false

    @Flag(name: [.customShort("P"), .customLong("phrase")], help: "All words are one phrase.")
    var phrase = false

    @Flag(help: "What cannot be read as written is an error.")
    var strict = false

    @OptionGroup var synonyms: SynonymFile

    @Option(help: ArgumentHelp("A query that documents have to match as well; may repeat.", valueName: "query"))
    var filter: [String] = []

    @Option(help: ArgumentHelp("How long the query may take, as in 2s.", valueName: "time"))
    var timeout: String?

    @Argument(help: "The query.")
    var query: [String]

    func run() throws {
        var requested: [Request.Option] = []
        if all { requested.append(.init(.all, "1")) }
        if phrase { requested.append(.init(.phrase, "1")) }
        if strict { requested.append(.init(.strict, "1")) }
        if let timeout { requested.append(.init(.timeout, timeout)) }
        requested += filter.map { .init(.filter, $0) }
        requested += try synonyms.options()
        let request = Request(.count, requested, query.joined(separator: " "), dialect: .json)
        var printer = HitPrinter(form: json ? .json : .count, style: Style(.never, isTerminal: false))
        var final: Record?
        try place.answerer(writes: false).answer(request) { record in
            printer.print(record)
            if record.isFinal { final = record }
        }
        switch final {
        case .summary(let summary) where summary.partial != nil:
            throw CommandFailure(.partial, "the answer is partial: \(summary.partial ?? "")")
        case .summary(let summary) where summary.total == 0: throw CommandFailure(.nothing)
        case .failure(let error): throw json ? CommandFailure(CommandFailure(error).status) : CommandFailure(error)
        default: break
        }
    }
}

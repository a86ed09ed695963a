import ApusWire
import ArgumentParser

/// `apus search QUERY…`
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "search", abstract: "Ranked hits for a query.")

    @OptionGroup var place: Place
    @OptionGroup var options: SearchOptions

    @Option(help: ArgumentHelp("Opens the file of the n-th hit with $VISUAL or $EDITOR, where it matches best.", valueName: "n"))
    var open: Int?

    @Argument(help: "The query; words of several arguments are put together.")
    var query: [String]

    func validate() throws {
        if let open, open < 1 { throw ValidationError("--open counts from 1") }
        if open != nil, options.count { throw ValidationError("--open and -c exclude each other") }
    }

    func run() throws {
        if let open { return try openHit(open) }
        var printer = options.printer()
        printer.query = query.joined(separator: " ")
        var final: Record?
        try place.answerer(writes: false).answer(try options.request(query.joined(separator: " "))) { record in
            printer.print(record)
            if record.isFinal { final = record }
        }
        if case .summary(let summary) = final, summary.total == 0, summary.partial == nil { try tellWhy() }
        try finish(final)
    }

    /// Shows nothing but the file.
    private func openHit(_ number: Int) throws {
        var request = try options.request(query.joined(separator: " "))
        request.options.removeAll { [.limit, .passages, .snippet, .explain, .spans, .fields, .facet].contains($0.name) }
        request.options += [.init(.limit, "\(number)"), .init(.passages, "1"), .init(.snippet, "160")]
        let reply = try place.answerer(writes: false).reply(request)
        var hits: [Record.Hit] = []
        for record in reply.rows {
            if case .hit(let hit) = record { hits.append(hit) } else { RowPrinter.print(record, json: false) }
        }
        guard hits.count >= number else {
            throw CommandFailure(.nothing, "there are \(hits.count) hits, and none of number \(number)")
        }
        let hit = hits[number - 1]
        try Editor.open(id: hit.id, line: hit.passages?.first?.line ?? 1)
    }

    /// Says to a person why nothing was found: asked only now, so that searches that find something do without.
    private func tellWhy() throws {
        guard Console.isTerminal, !options.explain, options.form == .terminal || options.form == .table else { return }
        try Output.shared.flush()
        var request = try options.request(query.joined(separator: " "))
        request.options.append(.init(.explain, "1"))
        for record in try place.answerer(writes: false).reply(request).rows {
            if case .note(let note) = record { Console.error(NoteText.line(note)) }
        }
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
            if let message = failure.message, let place = error.place {
                Console.error(message)
                Caret.show(query.joined(separator: " "), at: place)
                failure.message = nil
            }
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
        printer.query = query.joined(separator: " ")
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

import ApusWire

/// What a shell does with each line: asks a query, or runs a command that begins with a backslash.
struct ShellSession {
    private let answerer: any Answerer
    private var options: SearchOptions
    private var showsTime = true

    init(_ answerer: any Answerer, _ options: SearchOptions) {
        self.answerer = answerer
        self.options = options
    }

    static let help = """
        QUERY          the best hits
        \\c QUERY       the number of documents that match
        \\p QUERY       the query as it is understood
        \\a TEXT        the words of a text as they are indexed
        \\g ID          a stored document
        \\d             the fields of the index
        \\s             what the index holds and what it takes
        \\t [PREFIX]    words of the index, with the number of their documents
        \\n NUMBER      so many hits from now on
        \\j             answers as JSON, or not any more
        \\?             this
        \\q             the end

        """

    /// Does what a line says; false where it is the last.
    ///
    /// What is wrong with a line is said on standard error, and the next one is taken. Throws where nobody can answer any more.
    mutating func take(_ line: String) throws -> Bool {
        let line = line.trimmed
        guard !line.isEmpty else { return true }
        guard line.first == "\\" else {
            try ask(options.request(line), of: line)
            return true
        }
        let name = line.dropFirst().prefix { $0 != " " }
        let rest = line.dropFirst(name.count + 1).trimmed
        switch name {
        case "q": return false
        case "?", "h": Output.shared.write(Self.help)
        case "n": setLimit(rest)
        case "j":
            options.json.toggle()
            Output.shared.write("answers are \(options.json ? "JSON" : "text")\n")
        case "c": try ask(Request(.count, [], rest, dialect: .json), of: rest)
        case "p": try show(Request(.parse, [], rest, dialect: .json), of: rest)
        case "a": try show(Request(.analyze, [], rest, dialect: .json))
        case "g": try show(Request(.get, [], rest, dialect: .json))
        case "d": try show(Request(.schema, dialect: .json))
        case "s": try show(Request(.stats, dialect: .json))
        case "t": try show(Request(.terms, [.init(.limit, "\(max(20, options.limit))")], rest, dialect: .json))
        default: Console.error("there is no \\\(Style.safe(String(name))); \\? tells what there is")
        }
        return true
    }

    /// The words of the index that could end a text: none where it is a command, or nobody can say.
    func completions(of text: String) -> [String] {
        guard !text.isEmpty, text.last != " ", text.first != "\\" else { return [] }
        let request = Request(.suggest, [.init(.limit, "20")], text, dialect: .json)
        let rows = (try? answerer.reply(request).rows) ?? []
        return rows.compactMap { if case .term(let term) = $0 { term.term } else { nil } }
    }

    private mutating func setLimit(_ text: String) {
        guard let limit = Int(text), limit >= 0 else { return Console.error("\\n takes a number") }
        options.limit = limit
    }

    /// A search or a count.
    private func ask(_ request: Request, of query: String) throws {
        let isCount = request.verb == .count
        var printer =
            isCount ? HitPrinter(form: options.json ? .json : .count, style: options.style) : options.printer()
        printer.query = query
        var isEmpty = false
        try answerer.answer(request) { record in
            if case .failure(let error) = record, !options.json { return refuse(error, of: query) }
            if case .summary(let summary) = record { isEmpty = summary.total == 0 && summary.partial == nil }
            printer.print(record)
        }
        if isEmpty, !isCount { try tellWhy(request) }
    }

    private func refuse(_ error: WireError, of text: String) {
        Console.error(Style.safe(error.text))
        if let place = error.place { Caret.show(text, at: place) }
    }

    /// Says to a person why nothing was found.
    private func tellWhy(_ request: Request) throws {
        guard Console.isTerminal, !options.explain, options.form == .terminal || options.form == .table else { return }
        var request = request
        request.options.append(.init(.explain, "1"))
        for record in try answerer.reply(request).rows {
            if case .note(let note) = record { Console.error(NoteText.line(note)) }
        }
    }

    /// Rows of any other kind.
    /// - Parameter query: what the request is about, where that is a query.
    private func show(_ request: Request, of query: String = "") throws {
        try answerer.answer(request) { record in
            switch record {
            case .failure(let error) where !options.json: refuse(error, of: query)
            case .document(let document) where !options.json: DocumentPrinter.print(document)
            case .ok where !options.json: break
            default: RowPrinter.print(record, json: options.json)
            }
        }
    }
}

extension StringProtocol {
    /// Without spaces at its ends.
    fileprivate var trimmed: String {
        let start = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
    }
}

import ApusWire
import ArgumentParser

/// `apus facets FIELDS [QUERY…]`
struct FacetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facets", abstract: "Values of fields, counted over the documents that match.",
        discussion: """
            A field is one of keywords, numbers, booleans or dates. Numbers can be counted by a width (price:10), dates by year, month, day or \
            hour (date:month); =N behind a field shows its N most frequent values. Each line is field, value, count with tabs between them.
            """)

    @OptionGroup var place: Place

    @Option(name: [.customShort("n"), .customLong("limit")], help: "Values at most, of each field.")
    var limit: Int?

    @Flag(help: "JSON, one object a line.") var json = false
    @Flag(help: "Documents with any of the words (the default).") var any = false
    @Flag(help: "Documents with every word.") var all = false
    @Flag(name: [.customShort("P"), .customLong("phrase")], help: "All words are one phrase.") var phrase = false
    @Flag(help: "What cannot be read as written is an error.") var strict = false

    @OptionGroup var synonyms: SynonymFile

    @Option(help: ArgumentHelp("A query that documents have to match as well; may repeat.", valueName: "query"))
    var filter: [String] = []

    @Argument(help: ArgumentHelp("Fields, with commas between them.", valueName: "field[:interval][=n],…"))
    var fields: String

    @Argument(help: "The query; all documents where there is none.")
    var query: [String] = []

    func validate() throws {
        if any, all { throw ValidationError("--any and --all exclude each other") }
        if let limit, limit < 1 { throw ValidationError("-n must be at least 1") }
    }

    func run() throws {
        var options: [Request.Option] = [.init(.facet, fields)]
        if let limit { options.append(.init(.limit, "\(limit)")) }
        for (isOn, name) in [(any, OptionName.any), (all, .all), (phrase, .phrase), (strict, .strict)] where isOn {
            options.append(.init(name, "1"))
        }
        options += filter.map { .init(.filter, $0) }
        options += try synonyms.options()
        let request = Request(.facets, options, query.joined(separator: " "), dialect: .json)
        let reply = try place.answerer(writes: false).reply(request)
        RowPrinter.print((reply.rows, json ? reply.final : .ok([])), json: json)
        try CommandFailure.throwIfPartial(reply.final)
        guard case .ok(let properties) = reply.final else { return }
        if properties.contains(Property("total", 0)) { throw CommandFailure(.nothing) }
    }
}

import ApusWire
import ArgumentParser

/// Prints rows as JSON lines, or each as a name and a value.
enum RowPrinter {
    /// - Parameter warnsOfDamage: where damage is not what was asked for, and goes to standard error but with JSON.
    static func print(_ reply: (rows: [Record], final: Record), json: Bool, warnsOfDamage: Bool = false) {
        for record in reply.rows + [reply.final] { print(record, json: json, warnsOfDamage: warnsOfDamage) }
    }

    static func print(_ record: Record, json: Bool, warnsOfDamage: Bool = false) {
        if json { return line(record) }
        if warnsOfDamage, case .damage(let damage) = record { return HitPrinter.warn(damage) }
        plain(record)
    }

    private static func line(_ record: Record) {
        var bytes: [UInt8] = []
        JSONLineEncoder().append(record, to: &bytes)
        Output.shared.write(json: bytes)
    }

    private static func plain(_ record: Record) {
        switch record {
        case .stat(let stat): Output.shared.write("\(Style.safe(stat.name))\t\(Style.safe(stat.value.text))\n")
        case .term(let term):
            let place = term.place.map { "\t\($0.start)\t\($0.end)\t\($0.position)" } ?? ""
            let count = term.documentCount.map { "\t\($0)" } ?? ""
            Output.shared.write("\(Style.safe(term.term))\(place)\(count)\n")
        case .tree(let text):
            Output.shared.write(text.split(separator: "\n").map { Style.safe(String($0)) }.joined(separator: "\n") + "\n")
        case .damage(let damage):
            Output.shared.write("\(Style.safe(damage.file))\t\(damage.offset)\t\(Style.safe(damage.text))\n")
        case .facet(let facet):
            Output.shared.write("\(Style.safe(facet.field))\t\(Style.safe(facet.value))\t\(facet.count)\n")
        case .lost(let id): Output.shared.write("lost\t\(Style.safe(id))\n")
        case .warning(let warning): Console.error("warning: at byte \(warning.offset): \(Style.safe(warning.text))")
        case .field(let field): Output.shared.write("\(Style.safe(field.name))\t\(field.type.name)\n")
        case .ok(let properties):
            let shown = properties.map { "\($0.key)=\($0.value.text)" }.joined(separator: " ")
            if !shown.isEmpty { Output.shared.write(Style.safe(shown) + "\n") }
        default: break
        }
    }
}

/// `apus stats`
struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stats", abstract: "What the index holds and what it takes.")
    @OptionGroup var place: Place
    @Flag(help: "JSON, one object a line.") var json = false

    func run() throws {
        let reply = try place.answerer(writes: false).reply(Request(.stats, dialect: .json))
        // The generation is among the rows.
        RowPrinter.print((reply.rows, json ? reply.final : .ok([])), json: json)
        if reply.rows.contains(where: { if case .damage = $0 { true } else { false } }) {
            throw CommandFailure(.partial, "these are the figures of what is whole")
        }
    }
}

/// `apus merge`
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "merge", abstract: "Makes few segments of many.")
    @OptionGroup var place: Place
    @Option(help: "Segments left at most.") var segments = 1
    @Flag(help: "JSON, one object a line.") var json = false
    @Flag(
        help: """
            Put similar documents near each other: a smaller index and faster searches. Hits and scores stay, equal scores rank \
            by the new order. Takes a few times as long.
            """)
    var reorder = false

    func validate() throws {
        if segments < 1 { throw ValidationError("--segments must be at least 1") }
    }

    func run() throws {
        let options: [Request.Option] = [.init(.segments, "\(segments)")] + (reorder ? [.init(.reorder, "1")] : [])
        let request = Request(.merge, options, dialect: .json)
        RowPrinter.print(try place.answerer(writes: true).reply(request), json: json)
    }
}

/// `apus analyze TEXT`
struct AnalyzeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "analyze", abstract: "The words of a text as they are indexed.")
    @OptionGroup var place: Place
    @Flag(help: "JSON, one object a line.") var json = false
    @Argument(parsing: .remaining, help: "The text.") var text: [String]

    func run() throws {
        let request = Request(.analyze, [], text.joined(separator: " "), dialect: .json)
        let reply = try place.answerer(writes: false).reply(request)
        RowPrinter.print((reply.rows, json ? reply.final : .ok([])), json: json)
    }
}

/// `apus parse QUERY`
struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "parse", abstract: "A query as it is understood.")
    @OptionGroup var place: Place
    @Flag(help: "JSON, one object a line.") var json = false
    @Flag(help: "Documents with any of the words (the default).") var any = false
    @Flag(help: "Documents with every word.") var all = false
    @Flag(name: [.customShort("P"), .customLong("phrase")], help: "All words are one phrase.") var phrase = false
    @Flag(help: "What cannot be read as written is an error.") var strict = false
    @OptionGroup var synonyms: SynonymFile
    @Argument(help: "The query.") var query: [String]

    func run() throws {
        var options: [Request.Option] = []
        if all { options.append(.init(.all, "1")) }
        if phrase { options.append(.init(.phrase, "1")) }
        if strict { options.append(.init(.strict, "1")) }
        options += try synonyms.options()
        let reply = try place.answerer(writes: false).reply(
            Request(.parse, options, query.joined(separator: " "), dialect: .json))
        RowPrinter.print((reply.rows, json ? reply.final : .ok([])), json: json)
    }
}

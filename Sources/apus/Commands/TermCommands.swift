import ApusWire
import ArgumentParser

/// What `terms` and `suggest` have in common.
struct TermOptions: ParsableArguments {
    @Option(help: "The field; of all text fields where none is named.") var field: String?
    @Option(name: [.customShort("n"), .long], help: "So many at most.") var limit: Int?
    @Flag(help: "JSON, one object a line.") var json = false

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit must be 0 or more") }
    }

    /// Asks, and prints each word with the number of documents that have it. Finding none is exit code 1.
    func run(_ verb: Verb, _ text: String, _ more: [Request.Option] = [], at place: Place) throws {
        var options = more
        if let field { options.append(.init(.field, field)) }
        if let limit { options.append(.init(.limit, "\(limit)")) }
        let reply = try place.answerer(writes: false).reply(Request(verb, options, text, dialect: .json))
        RowPrinter.print((reply.rows, json ? reply.final : .ok([])), json: json, warnsOfDamage: true)
        try CommandFailure.throwIfPartial(reply.final)
        if !reply.rows.contains(where: { if case .term = $0 { true } else { false } }) { throw CommandFailure(.nothing) }
    }
}

/// `apus terms [PREFIX]`
struct TermsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "terms", abstract: "The words of the index in order, each with the number of its documents.")
    @OptionGroup var place: Place
    @OptionGroup var options: TermOptions
    @Option(help: "Only words behind this one: the last of the page before.") var after: String?
    @Argument(help: "What the words begin with.") var prefix = ""

    func run() throws { try options.run(.terms, prefix, after.map { [.init(.after, $0)] } ?? [], at: place) }
}

/// `apus suggest PREFIX`
struct SuggestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest", abstract: "Words that complete the last one of a text, the most common first.")
    @OptionGroup var place: Place
    @OptionGroup var options: TermOptions
    @Argument(help: "The text.") var text: [String]

    func run() throws { try options.run(.suggest, text.joined(separator: " "), at: place) }
}

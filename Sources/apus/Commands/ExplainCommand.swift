import Apus
import ApusWire
import ArgumentParser

/// `apus explain QUERY… ID`
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Why a document scores what it does for a query, or why it does not match.",
        discussion: "The last argument is the document's id.")

    @OptionGroup var place: Place
    @Flag(help: "JSON, one object a line.") var json = false
    @Flag(help: "Documents with any of the words (the default).") var any = false
    @Flag(help: "Documents with every word.") var all = false
    @Flag(name: [.customShort("P"), .customLong("phrase")], help: "All words are one phrase.") var phrase = false
    @Flag(help: "What cannot be read as written is an error.") var strict = false
    @Option(help: ArgumentHelp("A query that documents have to match as well; may repeat.", valueName: "query"))
    var filter: [String] = []
    @OptionGroup var synonyms: SynonymFile
    @Option(help: "BM25's k1, instead of the index's own.") var k1: Double?
    @Option(help: "BM25's b, instead of the index's own.") var b: Double?
    @Option(
        help: ArgumentHelp(
            "How a word in several text fields scores, instead of the index's own way.", valueName: "sum|bm25f[:field=weight,…]"))
    var combine: String?
    @Argument(help: "The query, and behind it the id.") var words: [String]

    func validate() throws {
        if any, all { throw ValidationError("--any and --all exclude each other") }
        try RankingArguments.check(BM25.Change(k1: k1, b: b))
        try RankingArguments.check(combine: combine)
        if words.count < 2 { throw ValidationError("a query and an id are needed") }
    }

    func run() throws {
        var options: [Request.Option] = [.init(.id, words[words.count - 1])]
        if all { options.append(.init(.all, "1")) }
        if phrase { options.append(.init(.phrase, "1")) }
        if strict { options.append(.init(.strict, "1")) }
        options += filter.map { .init(.filter, $0) }
        options += try synonyms.options()
        if let k1 { options.append(.init(.k1, "\(k1)")) }
        if let b { options.append(.init(.b, "\(b)")) }
        if let combine { options.append(.init(.combine, combine)) }
        let request = Request(.explain, options, words.dropLast().joined(separator: " "), dialect: .json)
        let reply = try place.answerer(writes: false).reply(request)
        for record in reply.rows {
            if !json, case .explanation(let explained) = record {
                Output.shared.write(
                    ExplanationText(Style(.auto, isTerminal: Output.shared.isTerminal)).text(explained.explanation))
            } else {
                RowPrinter.print(record, json: json, warnsOfDamage: true)
            }
        }
        if json { RowPrinter.print(reply.final, json: true) }
        try CommandFailure.throwIfPartial(reply.final)
    }
}

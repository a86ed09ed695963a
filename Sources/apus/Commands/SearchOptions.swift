import Apus
import ArgumentParser
import ApusWire

/// The flags that `search` and `batch` share.
struct SearchOptions: ParsableArguments {
    @Option(name: [.customShort("n"), .customLong("limit")], help: "Hits at most.")
    var limit = 10

    @Option(help: "Hits to leave out first.")
    var offset = 0

    @Flag(help: "Documents with any of the words (the default).")
    var any = false

    @Flag(help: "Documents with every word.")
    var all = false

    @Flag(name: [.customShort("P"), .customLong("phrase")], help: "All words are one phrase.")
    var phrase = false

    @Flag(help: "JSON, one object a line.")
    var json = false

    @Flag(help: "rank, score, id, snippet with tabs between them.")
    var tsv = false

    @Option(help: ArgumentHelp("TREC run lines.", valueName: "run"))
    var trec: String?

    @Flag(name: [.customShort("l"), .customLong("ids")], help: "Ids only.")
    var ids = false

    @Flag(name: .customShort("0"), help: "Ids only, each ended by a NUL byte.")
    var null = false

    @Flag(name: [.customShort("c"), .customLong("count")], help: "The number of matching documents only.")
    var count = false

    @Flag(name: [.customShort("q"), .customLong("quiet")], help: "Nothing: the exit code tells.")
    var quiet = false

    @Option(help: ArgumentHelp("Stored fields to show, with commas between them.", valueName: "a,b"))
    var fields: String?

    @Option(help: ArgumentHelp("Bytes of a snippet; 0 for none.", valueName: "n"))
    var snippet: Int?

    @Flag(help: "What cannot be read as written is an error.")
    var strict = false

    @OptionGroup var synonyms: SynonymFile

    @Option(help: ArgumentHelp("How long the query may take, as in 2s.", valueName: "time"))
    var timeout: String?

    @Option(help: "How far matches are counted: exact, bounded, none.")
    var total: TotalChoice?

    @Option(help: "auto, always, never; always also in a pipe, where the lines stay what they are.")
    var color = ColorChoice.auto

    @Option(
        help: ArgumentHelp(
            "How texts are written and what was found is marked in lines with tabs, passages and on a terminal: plain, ansi, html, markdown.",
            valueName: "form"))
    var markup: Rendering?

    @Option(help: ArgumentHelp("A query that hits have to match as well, without any score; may repeat.", valueName: "query"))
    var filter: [String] = []

    @Option(
        help: ArgumentHelp(
            "Fields to order hits by, score and id among them, with commas between them; :desc for the greatest first.",
            valueName: "field[:desc],…"))
    var sort: String?

    @Option(
        help: ArgumentHelp(
            """
            Fields whose values are counted over all matches, with commas between them or again: tag, tag=20 for at most 20 values, \
            price:10 and date:month for intervals (year, month, day, hour).
            """, valueName: "field[:interval][=n],…"))
    var facet: [String] = []

    @Option(help: ArgumentHelp("Goes on behind a page: the `next` of its summary, which --json shows.", valueName: "cursor"))
    var after: String?

    @Flag(help: "Where each hit matches, with --json and on a terminal: fields, lines, columns, bytes.")
    var spans = false

    @Option(help: "BM25's k1 for these hits, instead of the index's own.")
    var k1: Double?

    @Option(help: "BM25's b for these hits, instead of the index's own.")
    var b: Double?

    @Option(
        help: ArgumentHelp(
            "How a word in several text fields scores, instead of the index's own way: the sum of the fields, or bm25f, as one word.",
            valueName: "sum|bm25f[:field=weight,…]"))
    var combine: String?

    @Option(
        help: ArgumentHelp(
            "The best passages of each hit, so many at most (3 with --passages alone), as path:line:text where a program reads.",
            valueName: "n"))
    var passages = 0

    @Option(
        help: ArgumentHelp(
            "A date field by which scores are halved for each half-life (30d, 12h; 30d) before the origin (now).",
            valueName: "field[:half-life[:origin]]"))
    var decay: String?

    @Flag(help: "Why each hit scores what it does, as a tree; and why nothing was found.")
    var explain = false

    enum TotalChoice: String, ExpressibleByArgument, CaseIterable { case exact, bounded, none }

    func validate() throws {
        if any, all { throw ValidationError("--any and --all exclude each other") }
        if limit < 0 { throw ValidationError("-n must not be negative") }
        if offset < 0 { throw ValidationError("--offset must not be negative") }
        if let snippet, snippet < 0 { throw ValidationError("--snippet must not be negative") }
        let forms = [json, tsv, trec != nil, ids || null, count, quiet].count { $0 }
        if forms > 1 { throw ValidationError("only one of --json, --tsv, --trec, -l, -c and -q can be given") }
        if markup != nil, json || trec != nil || ids || null || count || quiet {
            throw ValidationError(
                "--markup is for plain lines, --tsv and a terminal, not for --json, --trec, -l, -0, -c and -q, which give texts as they are"
            )
        }
        if markup != nil, color != .auto { throw ValidationError("--markup and --color exclude each other") }
        if after != nil, offset > 0 { throw ValidationError("--after and --offset exclude each other") }
        if !facet.isEmpty, trec != nil || ids || null || count || quiet {
            throw ValidationError(
                "--facet is shown on a terminal, in lines with tabs and with --json, not with --trec, -l, -0, -c and -q")
        }
        if spans, form != .json, form != .terminal {
            throw ValidationError(
                "--spans is shown with --json and on a terminal, not in lines with tabs, --trec, -l, -0, -c and -q")
        }
        try RankingArguments.check(BM25.Change(k1: k1, b: b))
        try RankingArguments.check(combine: combine)
        if passages < 0 || passages > 1000 { throw ValidationError("--passages must be 0 to 1000") }
        if passages > 0, tsv || trec != nil || ids || null || count || quiet {
            throw ValidationError("--passages is shown on a terminal, in plain lines and with --json")
        }
        if explain, tsv || trec != nil || ids || null || count || quiet {
            throw ValidationError(
                "--explain is shown on a terminal, in plain lines and with --json, not with --tsv, --trec, -l, -0, -c and -q")
        }
    }

    /// How hits are printed.
    var form: HitPrinter.Form {
        if json { return .json }
        if let trec { return .trec(trec) }
        if ids || null { return .ids(endsWithNull: null) }
        if count { return .count }
        if quiet { return .quiet }
        return tsv || !Output.shared.isTerminal ? .table : .terminal
    }

    /// Colours: never in what a program is going to read.
    var style: Style {
        let choice = markup.map { $0 == .ansi ? ColorChoice.always : .never } ?? color
        return Style(tsv ? .never : choice, isTerminal: Output.shared.isTerminal)
    }

    /// The request for a query.
    func request(_ query: String) throws(CommandFailure) -> Request {
        var options: [Request.Option] = []
        let matching = self.matching + (try synonyms.options())
        if count {
            options = matching
            if total == nil { options.append(.init(.total, "exact")) }
            return Request(.count, options, query, dialect: .json)
        }
        options = [.init(.limit, "\(quiet ? min(limit, 1) : limit)")] + matching
        if offset > 0 { options.append(.init(.offset, "\(offset)")) }
        if let sort { options.append(.init(.sort, sort)) }
        if let after { options.append(.init(.after, after)) }
        if !facet.isEmpty { options.append(.init(.facet, facet.joined(separator: ","))) }
        if spans { options.append(.init(.spans, "1")) }
        if let decay { options.append(.init(.decay, decay)) }
        if let k1 { options.append(.init(.k1, "\(k1)")) }
        if let b { options.append(.init(.b, "\(b)")) }
        if let combine { options.append(.init(.combine, combine)) }
        if passages > 0 { options.append(.init(.passages, "\(passages)")) }
        if explain { options.append(.init(.explain, "1")) }
        if let requestedFields { options.append(.init(.fields, requestedFields)) }
        options.append(.init(.snippet, "\(showsSnippets ? snippet ?? Self.snippetBytes : 0)"))
        return Request(.search, options, query, dialect: .json)
    }

    /// What is fetched of a hit: what was asked for, and for a person the title.
    private var requestedFields: String? {
        guard form == .terminal else { return fields }
        return fields.map { "\($0),\(HitPrinter.titleField)" } ?? HitPrinter.titleField
    }

    /// Prints the answers as these options say.
    func printer(isBatch: Bool = false) -> HitPrinter {
        let names = (fields ?? "").split(separator: ",").map(String.init)
        return HitPrinter(
            form: form, style: style, rendering: markup, shownFields: names.contains("*") ? nil : names, isBatch: isBatch)
    }

    private static let snippetBytes = 160

    private var showsSnippets: Bool {
        switch form {
        case .terminal, .table, .json: true
        default: false
        }
    }

    private var matching: [Request.Option] {
        var options: [Request.Option] = []
        if all { options.append(.init(.all, "1")) }
        if phrase { options.append(.init(.phrase, "1")) }
        if strict { options.append(.init(.strict, "1")) }
        if let timeout { options.append(.init(.timeout, timeout)) }
        if let total { options.append(.init(.total, total.rawValue)) }
        return options + filter.map { .init(.filter, $0) }
    }
}

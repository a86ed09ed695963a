import Apus
import ApusInput
import ApusWire
import ArgumentParser
import Glibc

/// `apus index PATH…`: makes or updates an index from files, folders or standard input.
struct IndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index", abstract: "Makes or updates an index from files, folders or standard input (-).",
        discussion: "Unchanged files are skipped; a document with a known id replaces the one that had it.")

    @OptionGroup var place: Place

    @Option(help: "auto, text, markdown, jsonl, csv, tsv.")
    var format: String = "auto"

    @Option(help: ArgumentHelp("The field that is a record's id.", valueName: "field"))
    var idField: String?

    @Option(
        name: .customLong("field"),
        help: ArgumentHelp(
            "Defines a field: NAME=TYPE[:LANGUAGE][,unstored]; text, keyword, number, boolean, date.", valueName: "definition"))
    var fields: [String] = []

    @Option(help: "Threads that index; all processors where it is not given.")
    var threads: Int?

    @Option(help: "Memory for buffers, as in 512M.")
    var memory = "512M"

    @Option(
        name: .customLong("glob"),
        help: ArgumentHelp("Only files that match; with ! before it, only others.", valueName: "pattern"))
    var globs: [String] = []

    @Flag(help: "Drops documents under the paths whose file is gone.")
    var prune = false

    @Flag(help: "Goes on: follows the paths and indexes what changes, until Ctrl-C.")
    var watch = false

    @Option(help: "auto, json, none.")
    var progress = ProgressChoice.auto

    @Option(
        help: ArgumentHelp(
            "The language of text: bare words are found by their stems. ISO 639-1 code or English name.", valueName: "language"))
    var language: String?

    @Option(help: "BM25's k1 from now on: how far further occurrences of a word count; a new index has 1.2.")
    var k1: Double?

    @Option(help: "BM25's b from now on, 0 to 1: how far the length of a document counts; a new index has 0.75.")
    var b: Double?

    @Option(
        help: ArgumentHelp(
            "From now on, how a word in several text fields scores: the sum of the fields (in a new index), or bm25f, as one word.",
            valueName: "sum|bm25f[:field=weight,…]"))
    var combine: String?

    @Argument(help: "Files, folders, or - for standard input.")
    var paths: [String]

    enum ProgressChoice: String, ExpressibleByArgument, CaseIterable { case auto, json, none }

    func validate() throws {
        _ = try language.map { try LanguageArgument($0, of: "--language") }
        if format != "auto", InputFormat(rawValue: format) == nil {
            throw ValidationError("--format: \(format) is not one of auto, text, markdown, jsonl, csv, tsv")
        }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
        guard ByteSize(memory) != nil else { throw ValidationError("--memory: \(memory) is no size such as 512M") }
        for field in fields { _ = try FieldArgument(field) }
        try RankingArguments.check(ranking)
        try RankingArguments.check(combine: combine)
        if paths.contains("") { throw ValidationError("a path is empty; the folder itself is .") }
        if watch, paths.contains("-") { throw ValidationError("--watch follows files and folders, not standard input") }
    }

    func run() throws {
        let choice = InputChoice(paths: paths, globs: globs, indexPath: place.indexPath)
        guard watch else {
            _ = try index(choice.find())
            return
        }
        let wish = try TerminationWish()
        let follower = FolderFollower(choice, wish) { try makeRun(ProgressBar(.none), isFollowing: true) }
        let first = try index(follower.findInputs(), wish)
        try Output.shared.flush()
        try follower.follow(after: first)
    }

    /// Indexes what was found, and what is told of it. Following goes on where some of it could not be read.
    private func index(
        _ found: (sources: [InputSource], problems: [InputProblem]), _ wish: TerminationWish? = nil
    ) throws -> IndexRun {
        try refuseNothing(found)
        let run = try makeRun(ProgressBar(progress), isFollowing: wish != nil, isStopped: { wish?.isThere ?? false })
        found.problems.forEach(run.report)
        try run.add(found.sources)
        if prune { try run.prune(paths) }
        let generation = try run.finish()
        Output.shared.write(run.counts.summary(generation: generation))
        if wish == nil, run.counts.problems > 0 { throw CommandFailure(run.counts.good > 0 ? .partial : .unavailable) }
        return run
    }

    /// Nothing is made or opened for the sake of inputs of which none is there.
    private func refuseNothing(_ found: (sources: [InputSource], problems: [InputProblem])) throws {
        guard found.sources.isEmpty, !found.problems.isEmpty, !prune else { return }
        for problem in found.problems { Console.error(Style.safe(problem.description)) }
        throw CommandFailure(.unavailable)
    }

    private func makeRun(
        _ bar: ProgressBar, isFollowing: Bool, isStopped: @escaping () -> Bool = { false }
    ) throws -> IndexRun {
        let sink = try openSink()
        let definitions = try fields.map { try FieldArgument($0).definition }
        for definition in definitions { try sink.define(definition) }
        if let language { try sink.define(LanguageArgument(language, of: "--language").language) }
        if !ranking.isEmpty { try sink.define(ranking) }
        if let combination = combine.flatMap({ FieldCombination($0) }) { try sink.define(combination) }
        let options = InputOptions(
            format: InputFormat(rawValue: format), idField: idField,
            fieldTypes: Dictionary((try sink.fields() + definitions).map { (ExactText($0.name), $0.type) }) { $1 })
        return IndexRun(
            sink: sink, reader: InputReader(options: options), bar: bar, isFollowing: isFollowing, isStopped: isStopped)
    }

    private var ranking: BM25.Change { BM25.Change(k1: k1, b: b) }

    private func openSink() throws -> any DocumentSink {
        if let answerer = try place.listeningDaemon() { return DaemonSink(answerer) }
        var options = Apus.IndexOptions()
        options.threads = threads ?? 0
        options.memory = ByteSize(memory)?.bytes ?? options.memory
        return try DirectSink(path: place.indexPath, options: options)
    }
}

/// A language as a person types it.
struct LanguageArgument {
    let language: Language

    /// - Parameter option: which is named where there is no such language.
    init(_ text: String, of option: String) throws {
        do throws(WireError) { language = try UnknownName.language(text) } catch {
            throw ValidationError("\(option): \(error.text)")
        }
    }
}

/// `NAME=TYPE[:LANGUAGE][,unstored]`
struct FieldArgument {
    let definition: FieldDefinition

    init(_ text: String) throws {
        guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
            throw ValidationError("--field: \(text) is not NAME=TYPE")
        }
        let words = text[text.index(after: sign)...].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let kind = words[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let type = FieldType(name: kind[0]) else {
            throw ValidationError("--field: \(kind[0]) is not one of text, keyword, number, boolean, date")
        }
        if let other = words.dropFirst().first(where: { $0 != "unstored" }) {
            throw ValidationError("--field: \(other) is not an option of a field")
        }
        let language = kind.count == 2 ? try LanguageArgument(kind[1], of: "--field").language : nil
        guard language == nil || type == .text else {
            throw ValidationError("--field: \(kind[0]) has no language, only text has")
        }
        definition = FieldDefinition(
            name: String(text[..<sign]), type: type, isStored: words.count == 1, language: language)
    }
}

/// `512M`, `1G`, `65536`: binary multiples.
struct ByteSize {
    let bytes: Int

    init?(_ text: String) {
        let units: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
        let unit = text.uppercased().last.flatMap { units[$0] }
        guard let number = Int(unit == nil ? text : String(text.dropLast())), number >= 0 else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << (unit ?? 0))
        guard !overflow else { return nil }
        self.bytes = bytes
    }
}

import Apus
import ApusInput
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
            "Defines a field: NAME=TYPE[,unstored]; text, keyword, number, boolean, date.", valueName: "definition"))
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

    @Option(help: "auto, json, none.")
    var progress = ProgressChoice.auto

    @Option(help: .hidden) var language: String?

    @Argument(help: "Files, folders, or - for standard input.")
    var paths: [String]

    enum ProgressChoice: String, ExpressibleByArgument, CaseIterable { case auto, json, none }

    func validate() throws {
        if language != nil { throw ValidationError("--language is not supported yet") }
        if format != "auto", InputFormat(rawValue: format) == nil {
            throw ValidationError("--format: \(format) is not one of auto, text, markdown, jsonl, csv, tsv")
        }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
        guard ByteSize(memory) != nil else { throw ValidationError("--memory: \(memory) is no size such as 512M") }
        for field in fields { _ = try FieldArgument(field) }
    }

    func run() throws {
        let (sources, problems) = try findSources()
        let sink = try openSink()
        let definitions = try fields.map { try FieldArgument($0).definition }
        for definition in definitions { try sink.define(definition) }
        let options = InputOptions(
            format: InputFormat(rawValue: format), idField: idField,
            fieldTypes: Dictionary((try sink.fields() + definitions).map { (ExactText($0.name), $0.type) }) { $1 })
        let run = IndexRun(sink: sink, reader: InputReader(options: options), bar: ProgressBar(progress))
        problems.forEach(run.report)
        try run.add(sources)
        if prune { try run.prune(paths) }
        try run.finish()
    }

    /// The inputs, and what of them is not there. Nothing is made or opened for the sake of inputs of which none is there.
    private func findSources() throws -> (sources: [InputSource], problems: [InputProblem]) {
        let walker: InputWalker
        do { walker = try InputWalker(globs: globs, excluding: [place.indexPath]) } catch {
            throw CommandFailure(.usage, "--glob: \(error)")
        }
        var problems: [InputProblem] = []
        let sources = walker.sources(of: paths) { problems.append($0) }
        guard sources.isEmpty, !problems.isEmpty, !prune else { return (sources, problems) }
        for problem in problems { Console.error(Style.safe(problem.description)) }
        throw CommandFailure(.unavailable)
    }

    private func openSink() throws -> any DocumentSink {
        if let answerer = try place.listeningDaemon() { return DaemonSink(answerer) }
        var options = Apus.IndexOptions()
        options.threads = threads ?? 0
        options.memory = ByteSize(memory)?.bytes ?? options.memory
        return try DirectSink(path: place.indexPath, options: options)
    }
}

/// `NAME=TYPE[,unstored]`
struct FieldArgument {
    let definition: FieldDefinition

    init(_ text: String) throws {
        guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
            throw ValidationError("--field: \(text) is not NAME=TYPE")
        }
        let words = text[text.index(after: sign)...].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard let type = FieldType(name: words[0]) else {
            throw ValidationError("--field: \(words[0]) is not one of text, keyword, number, boolean, date")
        }
        if let other = words.dropFirst().first(where: { $0 != "unstored" }) {
            throw ValidationError("--field: \(other) is not an option of a field")
        }
        definition = FieldDefinition(name: String(text[..<sign]), type: type, isStored: words.count == 1)
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

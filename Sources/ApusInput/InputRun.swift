import Apus

/// The reading of one source.
struct InputRun {
    private let source: InputSource
    private let options: InputOptions
    private let path: String
    private var file: FileStream?
    private var counts = InputSummary()
    private var reportedBytes = 0

    init(_ source: InputSource, options: InputOptions) {
        self.source = source
        self.options = options
        path = source.path
    }

    var summary: InputSummary {
        var summary = counts
        summary.byteCount = file?.byteCount ?? 0
        summary.fingerprint = source.kind == .file ? file?.fingerprint.map(ReadingMark(source, options).marking) : nil
        return summary
    }

    /// Throws an `InputFailure` where the source cannot be read on, and what `consume` throws.
    mutating func read(_ consume: (InputEvent) throws -> Void) throws {
        let file = try FileStream(source)
        self.file = file
        let stream = try SniffedStream(file, of: source, forced: options.format)
        defer { counts.replacementCount += stream.transcoder?.replacementCount ?? 0 }
        switch stream.format {
        case .text, .markdown: try readText(stream, consume)
        case .jsonl: try readLines(stream, consume)
        case .csv, .tsv: try readTable(stream, consume)
        }
    }

    mutating func report(_ failure: InputFailure, _ consume: (InputEvent) throws -> Void) throws {
        try forward(.problem(InputProblem(file: path, reason: failure.description)), consume)
    }

    mutating func reportProgress(atLeast byteCount: Int, _ consume: (InputEvent) throws -> Void) throws {
        let new = (file?.byteCount ?? 0) - reportedBytes
        guard new >= byteCount else { return }
        reportedBytes += new
        try consume(.progress(byteCount: new))
    }

    private mutating func readText(_ stream: SniffedStream, _ consume: (InputEvent) throws -> Void) throws {
        var reader = TextReader(id: path, isMarkdown: stream.format == .markdown)
        defer { counts.replacementCount += reader.replacementCount }
        try reader.read(stream.bytes) { try forward($0, consume) }
    }

    private mutating func readLines(_ stream: SniffedStream, _ consume: (InputEvent) throws -> Void) throws {
        var reader = JSONLinesReader(file: path, idField: options.idField)
        defer { counts.replacementCount += reader.replacementCount }
        try reader.read(stream.bytes) { try forward($0, consume) }
    }

    private mutating func readTable(_ stream: SniffedStream, _ consume: (InputEvent) throws -> Void) throws {
        var reader = TableReader(file: path, options: options)
        defer { counts.replacementCount += reader.replacementCount }
        try reader.read(TableRecords(stream.bytes, format: stream.format)) { try forward($0, consume) }
    }

    private mutating func forward(_ event: InputEvent, _ consume: (InputEvent) throws -> Void) throws {
        switch event {
        case .document: counts.documentCount += 1
        case .problem: counts.problemCount += 1
        case .progress: break
        }
        try consume(event)
        try reportProgress(atLeast: InputLimits.progressBytes, consume)
    }
}

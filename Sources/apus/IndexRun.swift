import Apus
import ApusInput
import Glibc

/// One run of `apus index`: reads sources in order, gives their documents to a sink, and counts.
final class IndexRun {
    /// Input between two commits.
    private static let commitBytes = 256 << 20

    let sink: any DocumentSink
    private let reader: InputReader
    private let bar: ProgressBar
    private let isFollowing: Bool
    private let isStopped: () -> Bool
    private var bytesSinceCommit = 0
    var counts = IndexCounts()
    /// The files whose documents were dropped.
    var dropped: Set<ExactText> = []
    /// The files that were met.
    private(set) var found: Set<ExactText> = []
    /// Those of them with which something was wrong.
    private(set) var troubled: [InputSource] = []

    /// - Parameters:
    ///   - isFollowing: whether files may come and go in this moment, which then is no problem.
    ///   - isStopped: asked between files, whether to leave out the rest.
    init(
        sink: any DocumentSink, reader: InputReader, bar: ProgressBar, isFollowing: Bool = false,
        isStopped: @escaping () -> Bool = { false }
    ) {
        self.sink = sink
        self.reader = reader
        self.bar = bar
        self.isFollowing = isFollowing
        self.isStopped = isStopped
    }

    /// - Parameter trustingTimes: whether a file of the same size and time counts as unchanged without a look at its content.
    func add(_ sources: [InputSource], trustingTimes: Bool = true) throws {
        bar.start(files: sources.count, bytes: sources.reduce(0) { $0 + Int(clamping: $1.size) })
        for source in sources { found.insert(ExactText(source.path)) }
        for source in sources where !isStopped() {
            if try isUnchanged(source, trustingTimes) {
                counts.unchanged += 1
                counts.good += 1
                bar.advance(bytes: Int(clamping: source.size))
            } else {
                try read(source)
            }
            bar.advanceFile()
        }
    }

    private func isUnchanged(_ source: InputSource, _ trustsTime: Bool) throws -> Bool {
        guard source.kind == .file, let known = try sink.known(source.path) else { return false }
        guard let now = reader.unchanged(source, since: known, trustsTime: trustsTime) else { return false }
        if now != known { try sink.note(source.path, now) }
        return true
    }

    /// Whether there may be documents of the file that have other ids than those that come now.
    private func wasReadInAnotherWay(_ source: InputSource) throws -> Bool {
        guard source.kind == .file, let known = try sink.known(source.path) else { return false }
        return !reader.readsAlike(source, as: known)
    }

    private func read(_ source: InputSource) throws {
        counts.files += 1
        let (problemsBefore, documentsBefore) = (counts.problems, counts.documents)
        var isWhole = true
        var isReadAnew = try wasReadInAnotherWay(source)
        let summary = try reader.read(source) { event in
            switch event {
            case .document(let document):
                if isReadAnew { try sink.delete(source: source.path) }
                isReadAnew = false
                try self.add(document, from: source)
            case .problem(let problem):
                if problem.line == nil {
                    isWhole = false
                    if self.isFollowing, source.isGone { return }
                }
                self.report(problem)
            case .progress(let bytes):
                self.bar.advance(bytes: bytes)
                self.bytesSinceCommit += bytes
            }
        }
        counts.replacements += summary.replacementCount
        if isWhole || counts.documents > documentsBefore { counts.good += 1 }
        if counts.problems > problemsBefore { troubled.append(source) }
        try note(source, summary, hasProblems: counts.problems > problemsBefore, hasDocuments: counts.documents > documentsBefore)
    }

    /// A file with problems is read again next time, so that they are told again; that there are documents of it is noted all the same.
    private func note(_ source: InputSource, _ summary: InputSummary, hasProblems: Bool, hasDocuments: Bool) throws {
        if let fingerprint = summary.fingerprint, !hasProblems {
            try sink.note(source.path, fingerprint)
        } else if hasDocuments, source.kind == .file {
            try sink.note(source.path, reader.outdated(source))
        }
    }

    private func add(_ document: InputDocument, from source: InputSource) throws {
        do {
            try sink.add(document, source: source.kind == .file ? source.path : nil)
            counts.documents += 1
            bar.advanceDocument()
        } catch let error as DocumentError {
            report(document.problem(error))
        }
        guard bytesSinceCommit >= Self.commitBytes || sink.wantsCommit else { return }
        try sink.commit()
        reportRefused()
        bytesSinceCommit = 0
    }

    func report(_ problem: InputProblem) {
        counts.problems += 1
        bar.clear()
        Console.error(Style.safe(problem.description))
    }

    private func reportRefused() {
        for problem in sink.takeRefused() {
            counts.documents -= 1
            report(problem)
        }
    }

    /// Commits, and gives the generation.
    func finish() throws -> UInt64 {
        let generation = try sink.finish()
        reportRefused()
        bar.finish()
        return generation
    }
}

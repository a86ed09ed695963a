import Apus
import ApusInput
import Glibc

/// One run of `apus index`: reads sources in order, gives their documents to a sink, and counts.
final class IndexRun {
    /// Input between two commits.
    private static let commitBytes = 256 << 20

    private let sink: any DocumentSink
    private let reader: InputReader
    private let bar: ProgressBar
    private var counts = Counts()
    private var bytesSinceCommit = 0

    struct Counts {
        var documents = 0
        var files = 0
        var unchanged = 0
        var pruned = 0
        var problems = 0
        /// Inputs that were read, or need not be.
        var good = 0
        var replacements = 0
    }

    init(sink: any DocumentSink, reader: InputReader, bar: ProgressBar) {
        self.sink = sink
        self.reader = reader
        self.bar = bar
    }

    func add(_ sources: [InputSource]) throws {
        bar.start(files: sources.count, bytes: sources.reduce(0) { $0 + Int(clamping: $1.size) })
        for source in sources {
            if try isUnchanged(source) {
                counts.unchanged += 1
                counts.good += 1
                bar.advance(bytes: Int(clamping: source.size))
            } else {
                try read(source)
            }
            bar.advanceFile()
        }
    }

    private func isUnchanged(_ source: InputSource) throws -> Bool {
        guard source.kind == .file, let known = try sink.known(source.path) else { return false }
        guard let now = reader.unchanged(source, since: known) else { return false }
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
                if problem.line == nil { isWhole = false }
                self.report(problem)
            case .progress(let bytes):
                self.bar.advance(bytes: bytes)
                self.bytesSinceCommit += bytes
            }
        }
        counts.replacements += summary.replacementCount
        if isWhole || counts.documents > documentsBefore { counts.good += 1 }
        // A file with problems is read again next time, so that they are told again.
        if let fingerprint = summary.fingerprint, counts.problems == problemsBefore { try sink.note(source.path, fingerprint) }
    }

    private func add(_ document: InputDocument, from source: InputSource) throws {
        do {
            try sink.add(document, source: source.kind == .file ? source.path : nil)
            counts.documents += 1
            bar.advanceDocument()
        } catch let error as DocumentError {
            report(document.problem(error))
        } catch IndexError.document(_, let reason) {
            report(InputProblem(file: document.file, line: document.line, reason: reason))
        }
        guard bytesSinceCommit >= Self.commitBytes || sink.wantsCommit else { return }
        try sink.commit()
        reportRefused()
        bytesSinceCommit = 0
    }

    /// Drops the documents of files that were indexed from under these paths and are there no more.
    func prune(_ paths: [String]) throws {
        let roots = paths.filter { $0 != "-" }.map(InputWalker.normalized)
        for path in try sink.sources() where roots.contains(where: { Self.isUnder(path, $0) }) {
            var status = stat()
            guard lstat(path, &status) != 0, errno == ENOENT || errno == ENOTDIR else { continue }
            try sink.delete(source: path)
            counts.pruned += 1
            counts.good += 1
        }
    }

    private static func isUnder(_ path: String, _ root: String) -> Bool {
        root == "."
            ? !path.utf8.starts(with: "/".utf8) && !path.utf8.starts(with: "../".utf8)
            : path.isExactly(root) || path.utf8.starts(with: (root.utf8.last == UInt8(ascii: "/") ? root : root + "/").utf8)
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

    func finish() throws {
        let generation = try sink.finish()
        reportRefused()
        bar.finish()
        var parts = [
            "\(counts.documents) \(counts.documents == 1 ? "document" : "documents") from \(counts.files) \(counts.files == 1 ? "file" : "files")"
        ]
        if counts.unchanged > 0 { parts.append("\(counts.unchanged) unchanged") }
        if counts.pruned > 0 { parts.append("\(counts.pruned) pruned") }
        if counts.replacements > 0 { parts.append("\(counts.replacements) places that were no UTF-8") }
        if counts.problems > 0 { parts.append("\(counts.problems) \(counts.problems == 1 ? "problem" : "problems")") }
        Output.shared.write("indexed \(parts.joined(separator: ", ")); generation \(generation)\n")
        guard counts.problems > 0 else { return }
        throw CommandFailure(counts.good > 0 ? .partial : .unavailable)
    }
}

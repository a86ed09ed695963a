/// Reads a whole index and says what is wrong with it: checksums, structure, order, and what one file says of another.
///
/// Nothing is changed, no lock is taken; the index may be in use. O(bytes), in memory for one field's document lengths.
public struct IndexCheck: Sendable {
    /// What was found.
    public struct Report: Equatable, Sendable {
        /// What is wrong, in the order in which it was found; empty for a sound index.
        public var problems: [DamagedFile] = []
        /// Files that no commit names: a writer that died left them, and the next one removes them.
        public var leftovers: [String] = []
        /// Files read.
        public var files = 0
        /// Of the files read.
        public var bytes: UInt64 = 0
        /// Documents that can be found.
        public var documents = 0
        /// Different terms, segment by segment.
        public var terms = 0
        /// Words of text fields, those of deleted documents included.
        public var tokens: UInt64 = 0
        /// Segments of the last commit.
        public var segments = 0
        /// The last commit.
        public var generation: UInt64 = 0
        /// What the system failed to read, which does not make it damaged.
        var failure: IndexError?
    }

    private let storage: any Storage
    private let analyzer: Analyzer

    /// A check of the index in a storage, `FileStorage(path:)` for a directory.
    /// - Parameters:
    ///   - storage: where the index is.
    ///   - analyzer: the one that the index was made with.
    public init(_ storage: any Storage, analyzer: Analyzer = .standard) {
        self.storage = storage
        self.analyzer = analyzer
    }

    /// Reads everything. Throws where there is no index, or one of another version, and where
    /// nothing is damaged but the system fails to read a file.
    ///
    /// A commit or merge that comes meanwhile takes files away or puts others in their place: then it begins again.
    public func run() throws(IndexError) -> Report {
        var report = Report()
        for _ in 0..<Self.attempts {
            do {
                guard let file = try ManifestFile(in: storage) else {
                    guard try IndexFileName.hasSegments(storage) else { throw IndexError.missing(IndexFileName.manifest) }
                    throw IndexError.damaged(IndexFileName.missingManifest)
                }
                report = self.report(of: file.manifest)
                if report.problems.isEmpty {
                    if let failure = report.failure { throw failure }
                    return report
                }
                if try !file.isReplaced(in: storage) { return report }
            } catch {
                guard case .damaged(let file) = IndexError(error) else { throw IndexError(error) }
                return Report(problems: [file])
            }
        }
        return report
    }

    /// How often a commit that is replaced while it is read is followed to the next.
    private static let attempts = 20

    private func report(of manifest: Manifest) -> Report {
        var report = Report()
        report.generation = manifest.generation
        report.segments = manifest.segments.count
        report.documents = manifest.segments.reduce(0) { $0 + Int($1.liveCount) }
        for record in manifest.segments { check(record, &report) }
        checkDuplicates(manifest, &report)
        if let sources = manifest.sources {
            report.files += 1
            report.bytes += sources.length
            note(&report) {
                try SourceTable(sources, in: storage).verify()
            }
        }
        report.leftovers = (try? IndexFileName.leftovers(in: storage, besides: [manifest]).sorted()) ?? []
        return report
    }

    private func check(_ record: SegmentRecord, _ report: inout Report) {
        report.files += record.parts.count + (record.deletions == nil ? 0 : 1)
        report.bytes += record.byteCount
        let assessment = SegmentAssessment(record, in: storage)
        report.problems += assessment.problems
        report.failure = report.failure ?? assessment.failure
        report.terms += assessment.counts.terms
        report.tokens += assessment.counts.tokens
    }

    /// No two living documents have one id.
    private func checkDuplicates(_ manifest: Manifest, _ report: inout Report) {
        guard report.problems.isEmpty, let snapshot = try? Snapshot(manifest, storage: storage, analyzer: analyzer) else {
            return
        }
        for (place, newer) in snapshot.segments.enumerated() {
            for older in snapshot.segments[...place] {
                note(&report) {
                    for document in try newer.reader.ids.duplicates(in: older.reader.ids)
                    where !older.isDeleted(DocumentID(document)) {
                        let id = try older.reader.ids.id(of: document)
                        let living = try newer.reader.ids.documents(withID: id.utf8).filter { !newer.isDeleted(DocumentID($0)) }
                        guard living.isEmpty || (living == [document] && older.reader === newer.reader) else {
                            throw DamagedFile(
                                file: newer.reader.record.fileName(of: .ids), offset: 0, reason: "two documents have the id \(id)"
                            )
                        }
                    }
                }
            }
        }
    }

    private func note(_ report: inout Report, _ body: () throws -> Void) {
        do { try body() } catch {
            let error = IndexError(error)
            if let damage = error.damage { report.problems.append(damage) } else { report.failure = report.failure ?? error }
        }
    }
}

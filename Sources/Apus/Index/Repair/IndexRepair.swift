/// Makes an index sound again: keeps all that is whole, puts aside what is damaged, and says what was lost.
///
/// Damaged files are moved into the folder `damaged` of the index and never deleted. The repair is one commit: whatever happens on the
/// way, the index is the damaged one or the repaired one, and the damaged files are still there.
public struct IndexRepair: Sendable {
    /// Where damaged files are put, within the index.
    public static let folder = "damaged"

    /// What a repair found and did.
    public struct Report: Equatable, Sendable {
        /// What was wrong; empty where nothing was, and then nothing was changed.
        public var problems: [DamagedFile] = []
        /// Ids of documents that are lost, as far as they could be read. Where a file of ids is damaged itself, some may be wrong.
        public var lostIDs: [String] = []
        /// Lost documents whose ids could not be read.
        public var namelessLosses = 0
        /// Documents that were indexed anew from their stored fields.
        public var reindexed = 0
        /// Fields that are not stored, so that documents that were indexed anew are not found by them until they are added again.
        public var unstoredFields: [String] = []
        /// Documents that had been deleted by their ids and are there again, because what said so is damaged.
        public var revived = 0
        /// Files that lie in `folder` now, by their names there.
        public var asideNames: [String] = []
        /// The last commit.
        public var generation: UInt64 = 0

        /// Documents that are lost.
        public var lostCount: Int { lostIDs.count + namelessLosses }
    }

    private let storage: any Storage
    private let options: IndexOptions

    /// A repair of the index in a storage, `FileStorage(path:)` for a directory.
    public init(_ storage: any Storage, options: IndexOptions = IndexOptions()) {
        self.storage = storage
        self.options = options
    }

    /// Takes the writer's lock and repairs. O(bytes).
    ///
    /// Throws `IndexError`: `.missing`, `.newer` or `.older`, `.storage` (`StorageError.locked` where somebody writes), and `.damaged` where the
    /// manifest is past help, in which case nothing is changed.
    public func run() throws(IndexError) -> Report {
        let lock: any StorageLock
        do throws(StorageError) { lock = try storage.lock() } catch { throw .storage(error) }
        defer { lock.release() }
        return try runLocked()
    }

    /// The same for who holds the lock.
    func runLocked() throws(IndexError) -> Report {
        let found = try RestoredManifest(in: storage)
        try refuseOtherAnalyzer(found.manifest)
        let assessments = found.manifest.segments.map { SegmentAssessment($0, in: storage) }
        if let failure = assessments.lazy.compactMap(\.failure).first { throw failure }
        let (sources, sourcesDamage) = try sources(found.manifest)
        var report = Report(generation: found.manifest.generation)
        report.problems =
            (found.problem.map { [$0] } ?? []) + assessments.flatMap(\.problems) + (sourcesDamage.map { [$0] } ?? [])
        guard !report.problems.isEmpty else { return report }
        do {
            if found.problem == nil { try IndexFileName.removeLeftovers(in: storage, besides: found.manifest) }
            var manifest = found.manifest
            manifest.generation += 1
            manifest.segments = try salvage(assessments, manifest, &report)
            if sourcesDamage != nil || report.lostCount + report.reindexed > 0 {
                manifest.sources = try sources?.forgetting(generation: manifest.generation, in: storage)
            }
            let kept = Set(manifest.fileNames)
            let replaced = found.manifest.fileNames.filter { !kept.contains($0) }
            report.asideNames = try AsideFolder(storage).keep(replaced, generation: found.manifest.generation)
            try manifest.commit(to: storage)
            report.generation = manifest.generation
            // They have their second names; one that cannot be removed now is removed by the next writer.
            for name in replaced { try? storage.remove(name) }
            return report
        } catch { throw IndexError(error) }
    }

    private func refuseOtherAnalyzer(_ manifest: Manifest) throws(IndexError) {
        let record = manifest.analyzer
        guard record.name == options.analyzer.name, record.version == options.analyzer.version else {
            throw .analyzer(name: record.name, version: Int(record.version))
        }
    }

    /// The table of sources, or what is wrong with it.
    private func sources(_ manifest: Manifest) throws(IndexError) -> (SourceTable?, DamagedFile?) {
        guard let record = manifest.sources else { return (nil, nil) }
        do {
            let table = try SourceTable(record, in: storage)
            try table.verify()
            return (table, nil)
        } catch {
            guard let damaged = IndexError(error).damage else { throw IndexError(error) }
            return (nil, damaged)
        }
    }

    /// The segments of the repaired commit. From the last to the first: what replaced a document stands behind it.
    private func salvage(
        _ assessments: [SegmentAssessment], _ manifest: Manifest, _ report: inout Report
    ) throws(IndexError) -> [SegmentRecord] {
        var salvage = SegmentSalvage(storage, schema: manifest.schema, options: options, generation: manifest.generation)
        var records: [[SegmentRecord]] = []
        var losses: [SalvagedSegment] = []
        for assessment in assessments.reversed() {
            var salvaged = SalvagedSegment(records: [assessment.record])
            if !assessment.isSound { salvaged = try salvage.run(assessment) }
            records.append(salvaged.records)
            losses.append(salvaged)
            if !assessment.broken.contains(.ids), let ids = try salvage.ids(of: assessment) { salvage.newer.append(ids) }
        }
        for loss in losses.reversed() {
            report.lostIDs += loss.lostIDs
            report.namelessLosses += loss.namelessLosses
            report.reindexed += loss.reindexed
            report.revived += loss.revived
        }
        if report.reindexed > 0 { report.unstoredFields = manifest.schema.fields.filter { !$0.isStored }.map(\.name) }
        return Array(records.reversed().joined())
    }
}

/// What became of a damaged segment.
struct SalvagedSegment {
    /// What takes its place, in order; none where nothing is left.
    var records: [SegmentRecord] = []
    /// Ids of living documents that are lost, as far as they can be read.
    var lostIDs: [String] = []
    /// Living documents that are lost and whose ids cannot be read.
    var namelessLosses = 0
    /// Documents that were indexed anew from their stored fields.
    var reindexed = 0
    /// Documents that had been deleted and are there again, because nothing says so any more.
    var revived = 0
}

/// Makes of a damaged segment sound ones with all of its documents that are whole.
///
/// A document needs its id and its stored fields. Where what is searched is whole too, the segment is written anew without what is
/// lost; else the documents are indexed again. Nothing of the damaged segment is changed.
struct SegmentSalvage {
    let storage: any Storage
    let schema: Schema
    let options: IndexOptions
    /// The commit that is going to be made.
    let generation: UInt64
    /// Of the segments behind this one, those that can be read.
    var newer: [DocumentIDsReader] = []
    /// Of the next temporary files.
    private var number = 0

    init(_ storage: any Storage, schema: Schema, options: IndexOptions, generation: UInt64) {
        self.storage = storage
        self.schema = schema
        self.options = options
        self.generation = generation
    }

    mutating func run(_ assessment: SegmentAssessment) throws(IndexError) -> SalvagedSegment {
        guard !assessment.broken.contains(.ids), let ids = try ids(of: assessment) else { return try unnamedLoss(assessment) }
        do {
            let deletions = try deletions(assessment, ids)
            if let kept = try keeping(assessment, deletions) { return kept }
            return try salvage(assessment, ids, deletions)
        } catch { throw IndexError(error) }
    }

    /// The ids, whatever the file's header and footer say; nil where they cannot be read.
    func ids(of assessment: SegmentAssessment) throws(IndexError) -> DocumentIDsReader? {
        guard let part = try part(.ids, of: assessment.record) else { return nil }
        if assessment.broken.contains(.ids), part.isOfAnother(than: assessment.record.identity) { return nil }
        return try? DocumentIDsReader(part, documentCount: Int(assessment.record.documentCount))
    }

    /// A file of the segment; nil where it is damaged, or not there. Throws where it may be sound and cannot be read.
    private func part(_ part: SegmentPart, of record: SegmentRecord) throws(IndexError) -> PartReader? {
        guard let expected = record.part(part) else { return nil }
        do {
            return try PartReader(
                expected, name: record.fileName(of: part), segment: record.identity, in: storage, checksEnvelope: false)
        } catch {
            guard IndexError(error).damage != nil else { throw IndexError(error) }
            return nil
        }
    }

    // MARK: Deletions

    /// What was deleted. Where that cannot be read: what a later document has replaced.
    private func deletions(_ assessment: SegmentAssessment, _ ids: DocumentIDsReader) throws -> Deletions {
        let none = Deletions(documentCount: ids.documentCount)
        guard assessment.broken.contains(.deletions) else { return assessment.deletions ?? none }
        var deletions = none
        for later in [ids] + newer { deletions = deletions.inserting(try later.earlier(in: ids)) }
        return deletions
    }

    /// Where only the deletions are damaged the files can stay.
    private func keeping(_ assessment: SegmentAssessment, _ deletions: Deletions) throws -> SalvagedSegment? {
        var record = assessment.record
        guard assessment.problems.allSatisfy({ $0.file == record.deletionsFileName }) else { return nil }
        let before = Int(record.deletions?.deletedCount ?? 0)
        record.deletions = deletions.count == 0 ? nil : try deletions.write(for: record, generation: generation, in: storage)
        let revived = max(0, before - deletions.count)
        return SalvagedSegment(records: record.liveCount == 0 ? [] : [record], revived: revived)
    }

    // MARK: Documents

    private mutating func salvage(
        _ assessment: SegmentAssessment, _ ids: DocumentIDsReader, _ deletions: Deletions
    ) throws -> SalvagedSegment {
        var salvaged = SalvagedSegment()
        if assessment.broken.contains(.deletions) {
            salvaged.revived = max(0, Int(assessment.record.deletions?.deletedCount ?? 0) - deletions.count)
        }
        let store = try part(.stored, of: assessment.record).flatMap {
            try? DocumentStoreReader($0, documentCount: ids.documentCount)
        }
        let readable = store?.readableDocuments() ?? [Bool](repeating: false, count: ids.documentCount)
        for document in readable.indices where !readable[document] && !deletions.contains(UInt32(document)) {
            salvaged.lostIDs.append(try ids.id(of: UInt32(document)))
        }
        let isLost = { (document: UInt32) in !readable[Int(document)] || deletions.contains(document) }
        guard let store, readable.indices.contains(where: { !isLost(UInt32($0)) }) else { return salvaged }
        if let record = try rewritten(assessment, isLost) {
            salvaged.records = [record]
            return salvaged
        }
        let sources = try DocumentSources(of: assessment) { (part) throws(IndexError) in
            try self.part(part, of: assessment.record)
        }
        var reindexing = Reindexing(store: store, ids: ids, sources: sources, schema: schema, storage: storage)
        do {
            salvaged.records = try reindexing.run(options: options, number: nextNumber(), isLost: isLost)
            salvaged.reindexed = readable.indices.reduce(0) { $0 + (isLost(UInt32($1)) ? 0 : 1) }
        } catch {
            guard IndexError(error).damage != nil else { throw error }
            salvaged.lostIDs = try readable.indices.filter { !deletions.contains(UInt32($0)) }.map { try ids.id(of: UInt32($0)) }
        }
        return salvaged
    }

    /// The segment without what is lost; nil where what is searched is damaged.
    private mutating func rewritten(
        _ assessment: SegmentAssessment, _ isLost: @escaping (UInt32) -> Bool
    ) throws -> SegmentRecord? {
        guard let reader = assessment.reader, assessment.broken.isDisjoint(with: SegmentAssessment.searched) else { return nil }
        do {
            var merger = try SegmentMerger(
                [(reader, isLost)], schema: schema, storage: storage, pairs: options.pairs, memory: options.memory,
                isCancelled: { false })
            return try merger.merge(number: nextNumber())
        } catch {
            guard error.damage != nil else { throw error }
            return nil
        }
    }

    private mutating func nextNumber() -> Int {
        defer { number += 1 }
        return number
    }

    // MARK: Nothing to be had

    /// All of a segment whose ids are damaged: a wrong id would be worse than none. They are named as far as they can be read.
    private func unnamedLoss(_ assessment: SegmentAssessment) throws(IndexError) -> SalvagedSegment {
        var names: [String] = []
        if let ids = try ids(of: assessment) {
            for document in 0..<UInt32(ids.documentCount) where !(assessment.deletions?.contains(document) ?? false) {
                guard let bytes = try? ids.bytes(of: document), let id = String(validating: bytes, as: UTF8.self) else {
                    continue
                }
                if !id.isEmpty, bytes.count <= Limits.idBytes { names.append(id) }
            }
        }
        return SalvagedSegment(lostIDs: names, namelessLosses: max(0, Int(assessment.record.liveCount) - names.count))
    }
}

extension DocumentIDsReader {
    /// The documents of an older segment that ones of this segment replace; of this segment itself, all but the last of each id.
    fileprivate func earlier(in older: DocumentIDsReader) throws(DamagedFile) -> [UInt32] {
        guard older === self else { return try duplicates(in: older) }
        var earlier: [UInt32] = []
        for place in 1..<max(1, documentCount) {
            let (one, other) = (document(atPlace: place - 1), document(atPlace: place))
            if bytewiseOrder(try bytes(of: one), try bytes(of: other)) == 0 { earlier.append(one) }
        }
        return earlier
    }
}

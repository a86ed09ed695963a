/// What of a segment is whole: each of its files by itself, then all of them held against each other.
struct SegmentAssessment {
    /// The parts without which nothing can be searched, and nothing told of a document but its stored fields.
    static let searched: Set<SegmentPart> = [.terms, .postings, .positions, .norms, .columns]

    let record: SegmentRecord
    /// What is wrong, in the order of the files; empty for a sound segment.
    private(set) var problems: [DamagedFile] = []
    /// The parts whose content is not what was written, or cannot be there. Damage of a header or footer alone breaks none.
    private(set) var broken: Set<SegmentPart> = []
    private(set) var counts = SegmentCheck.Counts()
    /// What kept a file from being read that may be sound: then nothing is known of it.
    private(set) var failure: IndexError?
    /// The segment without its derived parts that are broken; nil where that is not enough to open it.
    private(set) var reader: SegmentReader?
    /// What was deleted; nil where nothing was, or where it cannot be read.
    private(set) var deletions: Deletions?

    /// Reads all of it. O(bytes).
    init(_ record: SegmentRecord, in storage: any Storage) {
        self.record = record
        assessDeletions(in: storage)
        for part in record.parts { assess(part, in: storage) }
        for part in SegmentPart.allCases where part != .deletions && !part.isDerived && record.part(part) == nil {
            problems.append(
                DamagedFile(file: IndexFileName.manifest, offset: 0, reason: "segment \(record.name) has no \(part.name)"))
            broken.insert(part)
        }
        if broken.allSatisfy({ $0 == .stored || $0 == .deletions || $0.isDerived }) { assessStructure(in: storage) }
    }

    var isSound: Bool { problems.isEmpty && failure == nil }

    private mutating func assessDeletions(in storage: any Storage) {
        guard let expected = record.deletions?.file, let name = record.deletionsFileName else { return }
        do {
            try PartReader(expected, name: name, segment: record.identity, in: storage).verify()
            deletions = try Deletions(record, in: storage)
        } catch {
            if hasWholeContent(expected, name, in: storage) {
                deletions = try? Deletions(record, in: storage, checksEnvelope: false)
            }
            note(error, .deletions, breaks: deletions == nil)
        }
    }

    private mutating func assess(_ part: PartWriter.Finished, in storage: any Storage) {
        let name = record.fileName(of: part.part)
        do {
            try PartReader(part, name: name, segment: record.identity, in: storage).verify()
        } catch {
            note(error, part.part, breaks: !hasWholeContent(part, name, in: storage))
        }
    }

    /// Whether all but a file's header and footer, which follow from the manifest, is as it was written.
    private mutating func hasWholeContent(_ part: PartWriter.Finished, _ name: String, in storage: any Storage) -> Bool {
        do {
            let inside = try PartReader(part, name: name, segment: record.identity, in: storage, checksEnvelope: false)
            return inside.hasWholeContent(segment: record.identity)
        } catch {
            noteFailure(IndexError(error))
            return false
        }
    }

    private mutating func assessStructure(in storage: any Storage) {
        var opened = record
        opened.parts.removeAll { $0.part.isDerived && broken.contains($0.part) }
        do {
            let reader = try SegmentReader(opened, in: storage, checksEnvelopes: false)
            self.reader = reader
            counts = try SegmentCheck(reader, checksStored: !broken.contains(.stored)).run()
        } catch {
            noteFailure(IndexError(error))
            let file = IndexError(error).damage?.file ?? ""
            // A broken store that cannot even be opened has been told of.
            let part = SegmentPart.allCases.first { record.fileName(of: $0) == file } ?? .terms
            guard !broken.contains(part) else { return }
            note(error, part, breaks: true)
            if part.isDerived { assessStructure(in: storage) }
        }
    }

    private mutating func note(_ error: any Error, _ part: SegmentPart, breaks: Bool) {
        let error = IndexError(error)
        noteFailure(error)
        if let damage = error.damage { problems.append(damage) }
        if breaks { broken.insert(part) }
    }

    private mutating func noteFailure(_ error: IndexError) {
        if error.damage == nil { failure = failure ?? error }
    }
}

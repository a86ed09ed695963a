/// The files of a segment while they are written, under a name of their own until the segment's identity is known.
final class SegmentFiles {
    /// Held from the look at the names that are taken until the new one is: a flush and a merge may end at the same time.
    private static let naming = Locked(())

    let storage: any Storage
    private let temporaryName: String
    let terms: PartWriter
    let postings: PartWriter
    let positions: PartWriter
    let norms: PartWriter
    let stored: PartWriter
    let ids: PartWriter
    let columns: PartWriter
    /// Parts that only some segments have.
    private var others: [PartWriter] = []

    private var all: [PartWriter] { [terms, postings, positions, norms, stored, ids, columns] + others }

    /// - Parameter number: tells files that are written at the same time apart.
    init(number: Int, in storage: any Storage) throws(StorageError) {
        self.storage = storage
        temporaryName = IndexFileName.temporaryPrefix + String(number)
        let name = temporaryName
        func part(_ part: SegmentPart) throws(StorageError) -> PartWriter {
            try PartWriter(part, name: IndexFileName.part(part, of: name), in: storage)
        }
        terms = try part(.terms)
        postings = try part(.postings)
        positions = try part(.positions)
        norms = try part(.norms)
        stored = try part(.stored)
        ids = try part(.ids)
        columns = try part(.columns)
    }

    /// Opens the file of a part that only some segments have. Parts are made in the order of their numbers.
    func makePart(_ part: SegmentPart) throws(StorageError) -> PartWriter {
        let writer = try PartWriter(part, name: IndexFileName.part(part, of: temporaryName), in: storage)
        others.append(writer)
        return writer
    }

    /// Makes all files durable under the segment's own name, the first that is free.
    func finish(
        identity: UInt64, documentCount: Int, fields: [FieldStatistics], traits: SegmentRecord.Traits
    ) throws(StorageError) -> SegmentRecord {
        var finished: [PartWriter.Finished] = []
        for writer in all { finished.append(try writer.finish(segment: identity)) }
        let name = try Self.naming.withLock { (_) throws(StorageError) in try rename(identity: identity) }
        return SegmentRecord(
            identity: identity, name: name, documentCount: UInt32(documentCount), parts: finished, fields: fields,
            traits: traits)
    }

    private func rename(identity: UInt64) throws(StorageError) -> String {
        let taken = Set(try storage.names().compactMap { $0.split(separator: ".").first.map(String.init) })
        let name = IndexFileName.segment(identity, besides: taken)
        for writer in all { try storage.rename(writer.name, to: IndexFileName.part(writer.part, of: name)) }
        return name
    }

    /// Removes what was written.
    func abandon() {
        for writer in all { try? storage.remove(writer.name) }
    }
}

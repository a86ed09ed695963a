/// One immutable segment, opened: its files are mapped, and nothing of them is read but headers and small tables.
package final class SegmentReader: Sendable {
    package let record: SegmentRecord
    package let documentCount: Int
    package let dictionary: TermDictionaryReader
    package let norms: NormsReader
    package let store: DocumentStoreReader
    package let ids: DocumentIDsReader
    package let columns: ColumnsReader
    /// Nil where no words of the segment are common enough.
    package let pairs: PairsReader?
    /// Nil where the segment has no filters of neighbours.
    package let neighbours: NeighbourFilterReader?
    /// How the fields are numbered by those who ask; nil where that is as the segment itself has them.
    package let numbering: FieldNumbering?
    private let parts: [SegmentPart: PartReader]
    private let postings: PartReader
    private let positions: PartReader

    /// - Parameter checksEnvelopes: whether the headers and footers of the files must be right.
    package init(_ record: SegmentRecord, in storage: any Storage, checksEnvelopes: Bool = true) throws(IndexError) {
        self.record = record
        documentCount = Int(record.documentCount)
        numbering = nil
        func part(_ part: SegmentPart) throws -> PartReader {
            let name = record.fileName(of: part)
            guard let finished = record.part(part) else {
                throw DamagedFile(file: IndexFileName.manifest, offset: 0, reason: "segment \(record.name) has no \(part.name)")
            }
            return try PartReader(
                finished, name: name, segment: record.identity, in: storage, checksEnvelope: checksEnvelopes)
        }
        do {
            let terms = try part(.terms)
            postings = try part(.postings)
            positions = try part(.positions)
            do throws(CorruptBytes) { dictionary = try TermDictionaryReader(terms) } catch { throw terms.damage(error) }
            let (normsPart, storedPart) = (try part(.norms), try part(.stored))
            let (idsPart, columnsPart) = (try part(.ids), try part(.columns))
            norms = try NormsReader(normsPart, documentCount: documentCount)
            store = try DocumentStoreReader(storedPart, documentCount: documentCount)
            ids = try DocumentIDsReader(idsPart, documentCount: documentCount)
            columns = try ColumnsReader(columnsPart, documentCount: documentCount)
            let pairsPart = try record.part(.pairs).map { _ in try part(.pairs) }
            let neighboursPart = try record.part(.neighbours).map { _ in try part(.neighbours) }
            pairs = try pairsPart.map { [documentCount] part in try PairsReader(part, documentCount: documentCount) }
            neighbours = try neighboursPart.map { [documentCount] part in
                try NeighbourFilterReader(part, documentCount: documentCount)
            }
            var parts: [SegmentPart: PartReader] = [
                .terms: terms, .postings: postings, .positions: positions, .norms: normsPart, .stored: storedPart, .ids: idsPart,
                .columns: columnsPart,
            ]
            (parts[.pairs], parts[.neighbours]) = (pairsPart, neighboursPart)
            self.parts = parts
        } catch {
            throw IndexError(error)
        }
    }

    /// The same segment, asked for the fields of several indexes.
    package init(_ other: SegmentReader, numbering: FieldNumbering) {
        (record, documentCount, self.numbering) = (other.record, other.documentCount, numbering)
        (dictionary, norms, store, ids) = (other.dictionary, other.norms, other.store, other.ids)
        (columns, pairs, neighbours) = (other.columns, other.pairs, other.neighbours)
        (parts, postings, positions) = (other.parts, other.postings, other.positions)
    }

    /// The entry of a term in a field, or nil when no document has it there. O(log terms).
    package func entry(field: Int, term: some Collection<UInt8>) throws(IndexError) -> TermEntry? {
        let key = TermKey.bytes(field: field, term: term)
        return try key.withUnsafeBufferPointer { (key) throws(IndexError) in try entry(key: key) }
    }

    /// The entry of a key (`TermKey`), or nil when no document has it. O(log terms).
    package func entry(key: UnsafeBufferPointer<UInt8>) throws(IndexError) -> TermEntry? {
        do throws(CorruptBytes) {
            guard let numbering else { return try dictionary.entry(key) }
            return try numbering.own(key: key).withUnsafeBufferPointer { (key) throws(CorruptBytes) in try dictionary.entry(key) }
        } catch { throw .damaged(termsDamage(error)) }
    }

    /// Where an entry's lists are. What is read through it borrows from this reader.
    /// - Parameter norms: those of the term's field (`norms(field:)`), without which its positions cannot be read.
    package func list(_ entry: TermEntry, norms: UnsafePointer<UInt8>? = nil) throws(IndexError) -> PostingList {
        do throws(CorruptBytes) {
            guard entry.positionsLength > 0 || entry.totalFrequency == UInt64(entry.documentFrequency) else {
                throw CorruptBytes(
                    at: max(0, entry.postingsOffset), "a term without positions occurs more than once in a document")
            }
            return try PostingList(
                entry, postings: postings.content, positions: positions.content, documentLimit: UInt32(documentCount),
                norms: norms)
        } catch { throw .damaged(postings.damage(error)) }
    }

    /// The norms of a field, or of the one that it stands beside (`HiddenField`), `documentCount` bytes valid for as long as this reader lives; nil where no document has the field.
    package func norms(field: Int) throws(IndexError) -> UnsafePointer<UInt8>? {
        do throws(DamagedFile) { return try norms.norms(ofField: own(field: HiddenField.owner(of: field)))?.bytes } catch {
            throw .damaged(error)
        }
    }

    /// Says in which file, and where, a cursor found wrong bytes.
    package func damage(_ damage: SearchArena.Damage) -> DamagedFile {
        for part in [postings, positions] + (pairs.map { [$0.part] } ?? []) {
            let content = part.content
            guard let base = content.baseAddress else { continue }
            let offset = damage.address - base
            if offset >= 0, offset <= content.count { return part.damage(CorruptBytes(at: offset, damage.reason)) }
        }
        return DamagedFile(file: postings.name, offset: 0, reason: damage.reason)
    }

    /// Turns an error in the dictionary into one that names its file.
    func termsDamage(_ error: CorruptBytes) -> DamagedFile {
        parts[.terms]?.damage(error) ?? DamagedFile(file: record.fileName(of: .terms), offset: error.offset, reason: error.reason)
    }

    package func part(_ part: SegmentPart) -> PartReader? { parts[part] }

    /// All files, in the order of the parts.
    package var allParts: [PartReader] { SegmentPart.allCases.compactMap { parts[$0] } }
}

/// One commit of an index, to be searched by any number of threads for as long as it is held; it never changes.
///
/// It keeps its files' bytes alive even after later commits and merges have removed their names.
public final class Snapshot: Sendable {
    /// The number of the commit; it rises with each.
    public let generation: UInt64
    /// The fields that documents have had so far.
    public let schema: Schema
    /// What documents are ranked by, unless a request says otherwise.
    public let bm25: BM25
    /// How words score that are in several text fields, unless a request says otherwise.
    public let combination: FieldCombination
    /// Documents that can be found: not those of segments that are damaged.
    public let documentCount: Int
    /// For each segment that cannot be read, what is wrong with it; searches answer from the others. Empty for a sound commit, as far
    /// as opening it tells.
    public let damage: [DamagedFile]
    package let segments: [SegmentView]
    package let analyzer: Analyzer
    package let manifest: Manifest
    /// What the manifest says of the segments that can be read.
    package let records: [SegmentRecord]
    package let sources: SourceTable?
    /// Why there is no table of sources, where the commit has one.
    package let sourcesDamage: DamagedFile?
    /// What ranking computes of a field's statistics once, by the field's number.
    package let normTables = Memo<Int, DoubleTable>()
    /// The fields that hold text, where a word is looked for that names no field.
    package let textFields: [Int]
    /// Whether any field has a language.
    package let hasLanguages: Bool
    /// Whether a field has this name; made once, for parsers.
    package let isField: @Sendable (String) -> Bool
    /// By field number; see `statistics(field:)`.
    let fieldStatistics: [FieldStatistics]
    /// The indexes whose segments these are, in their order; empty where it is one.
    package let indexNames: [String]
    /// Memory for searches.
    package let arenas = SearchArenaPool()

    /// A segment as one commit sees it.
    package struct SegmentView: Sendable {
        package let reader: SegmentReader
        package let deletions: Deletions?
        /// The number of the segment's first document, counted over the whole snapshot, deleted ones included.
        package let documentBase: Int
        /// Which of the snapshot's indexes it belongs to.
        package var indexNumber = 0

        @inline(__always)
        package func isDeleted(_ document: DocumentID) -> Bool { deletions?.contains(document.rawValue) ?? false }
    }

    /// Opens what the manifest names; segments that `earlier` has open are shared with it. What is damaged is left out, and said.
    package convenience init(_ manifest: Manifest, storage: any Storage, analyzer: Analyzer, sharing earlier: Snapshot? = nil)
        throws(IndexError)
    {
        var parts = Parts()
        for record in manifest.segments {
            do throws(IndexError) {
                parts.views.append(try Self.view(record, base: parts.nextBase, storage: storage, earlier: earlier))
            } catch {
                guard let damaged = error.damage else { throw error }
                parts.damage.append(damaged)
            }
        }
        do throws(IndexError) { parts.sources = try Self.sources(manifest, storage: storage, earlier: earlier) } catch {
            guard let damaged = error.damage else { throw error }
            parts.sourcesDamage = damaged
        }
        self.init(manifest, parts, analyzer: analyzer)
    }

    /// What of a commit could be opened.
    struct Parts {
        var views: [SegmentView] = []
        var damage: [DamagedFile] = []
        var sources: SourceTable?
        var sourcesDamage: DamagedFile?
        var indexNames: [String] = []

        var nextBase: Int { views.last.map { $0.documentBase + $0.reader.documentCount } ?? 0 }
    }

    init(_ manifest: Manifest, _ parts: Parts, analyzer: Analyzer) {
        self.manifest = manifest
        self.analyzer = analyzer
        generation = manifest.generation
        (schema, bm25, combination) = (manifest.schema, manifest.bm25, manifest.combination)
        segments = parts.views
        (damage, sources, sourcesDamage) = (parts.damage, parts.sources, parts.sourcesDamage)
        indexNames = parts.indexNames
        let names = Set(parts.views.map(\.reader.record.name))
        records = manifest.segments.filter { names.contains($0.name) }
        documentCount = records.reduce(0) { $0 + Int($1.liveCount) }
        textFields = schema.fields.indices.filter { [schema] in schema.fields[$0].type == .text }
        hasLanguages = schema.fields.contains { $0.language != nil }
        isField = { [schema] name in schema.number(of: name) != nil }
        fieldStatistics = Self.statistics(records)
    }

    private static func view(
        _ record: SegmentRecord, base: Int, storage: any Storage, earlier: Snapshot?
    ) throws(IndexError) -> SegmentView {
        let known = earlier?.segments.first { $0.reader.record.name == record.name && $0.reader.record.parts == record.parts }
        let reader = if let known { known.reader } else { try SegmentReader(record, in: storage) }
        if let known, known.deletions?.record == record.deletions {
            return SegmentView(reader: reader, deletions: known.deletions, documentBase: base)
        }
        do {
            let deletions = try record.deletions.map { _ in try Deletions(record, in: storage) }
            return SegmentView(reader: reader, deletions: deletions, documentBase: base)
        } catch { throw IndexError(error) }
    }

    private static func sources(_ manifest: Manifest, storage: any Storage, earlier: Snapshot?) throws(IndexError) -> SourceTable?
    {
        guard let record = manifest.sources else { return nil }
        if let earlier, earlier.manifest.sources == record { return earlier.sources }
        do { return try SourceTable(record, in: storage) } catch { throw IndexError(error) }
    }

    /// Documents with a token in the field and tokens in it, over all segments; deleted documents count until they are merged away.
    package func statistics(field: Int) -> FieldStatistics {
        let field = HiddenField.owner(of: field)
        return field < fieldStatistics.count ? fieldStatistics[field] : FieldStatistics()
    }

    private static func statistics(_ records: [SegmentRecord]) -> [FieldStatistics] {
        let fieldCount = records.map(\.fields.count).max() ?? 0
        return (0..<fieldCount).map { field in
            records.reduce(into: FieldStatistics()) { sum, segment in
                guard field < segment.fields.count else { return }
                sum.documentCount += segment.fields[field].documentCount
                sum.tokenCount += segment.fields[field].tokenCount
            }
        }
    }

    /// The stored fields of a document, or nil when there is none of this id. O(log documents) in each segment, and one block of 2 KiB
    /// or more to inflate. Throws `.damaged` where it is not found and might be in what cannot be read.
    public func document(id: String) throws(IndexError) -> Document? {
        var unread = damage.first
        for view in segments.reversed() {
            do {
                guard let number = try view.reader.ids.document(withID: id.utf8), !view.isDeleted(DocumentID(number)) else {
                    continue
                }
                return try document(number, in: view)
            } catch {
                let error = IndexError(error)
                guard let damaged = error.damage else { throw error }
                unread = unread ?? damaged
            }
        }
        if let unread { throw .damaged(unread) }
        return nil
    }

    package func document(_ number: UInt32, in view: SegmentView) throws(IndexError) -> Document {
        do {
            let record = try view.reader.store.document(number)
            return Document(
                id: try view.reader.ids.id(of: number), fields: record.named(by: view.reader.numbering?.schema ?? schema))
        } catch { throw IndexError(error) }
    }
}

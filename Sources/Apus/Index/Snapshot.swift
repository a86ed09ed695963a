/// One commit of an index, to be searched by any number of threads for as long as it is held; it never changes.
///
/// It keeps its files' bytes alive even after later commits and merges have removed their names.
public final class Snapshot: Sendable {
    /// The number of the commit; it rises with each.
    public let generation: UInt64
    /// The fields that documents have had so far.
    public let schema: Schema
    /// Documents that can be found.
    public let documentCount: Int
    package let segments: [SegmentView]
    package let analyzer: Analyzer
    package let manifest: Manifest
    package let sources: SourceTable?
    /// What ranking computes of a field's statistics once, by the field's number.
    package let normTables = Memo<Int, DoubleTable>()
    /// The fields that hold text, where a word is looked for that names no field.
    package let textFields: [Int]
    /// Whether a field has this name; made once, for parsers.
    package let isField: @Sendable (String) -> Bool
    private let fieldStatistics: [FieldStatistics]
    /// Memory for searches.
    package let arenas = SearchArenaPool()

    /// A segment as one commit sees it.
    package struct SegmentView: Sendable {
        package let reader: SegmentReader
        package let deletions: Deletions?
        /// The number of the segment's first document, counted over the whole snapshot, deleted ones included.
        package let documentBase: Int

        @inline(__always)
        package func isDeleted(_ document: DocumentID) -> Bool { deletions?.contains(document.rawValue) ?? false }
    }

    /// Opens what the manifest names; segments that `earlier` has open are shared with it.
    package init(_ manifest: Manifest, storage: any Storage, analyzer: Analyzer, sharing earlier: Snapshot? = nil)
        throws(IndexError)
    {
        self.manifest = manifest
        self.analyzer = analyzer
        generation = manifest.generation
        schema = manifest.schema
        documentCount = manifest.segments.reduce(0) { $0 + Int($1.liveCount) }
        var views: [SegmentView] = []
        var base = 0
        for record in manifest.segments {
            views.append(try Self.view(record, base: base, storage: storage, earlier: earlier))
            base += Int(record.documentCount)
        }
        segments = views
        sources = try Self.sources(manifest, storage: storage, earlier: earlier)
        textFields = schema.fields.indices.filter { [schema] in schema.fields[$0].type == .text }
        isField = { [schema] name in schema.number(of: name) != nil }
        fieldStatistics = Self.statistics(manifest)
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
        field < fieldStatistics.count ? fieldStatistics[field] : FieldStatistics()
    }

    private static func statistics(_ manifest: Manifest) -> [FieldStatistics] {
        let fieldCount = manifest.segments.map(\.fields.count).max() ?? 0
        return (0..<fieldCount).map { field in
            manifest.segments.reduce(into: FieldStatistics()) { sum, segment in
                guard field < segment.fields.count else { return }
                sum.documentCount += segment.fields[field].documentCount
                sum.tokenCount += segment.fields[field].tokenCount
            }
        }
    }

    /// The stored fields of a document, or nil when there is none of this id. O(log documents) in each segment, and one block of 16 KiB
    /// or more to inflate.
    public func document(id: String) throws(IndexError) -> Document? {
        do {
            for view in segments.reversed() {
                guard let number = try view.reader.ids.document(withID: id.utf8), !view.isDeleted(DocumentID(number)) else {
                    continue
                }
                return try document(number, in: view)
            }
            return nil
        } catch { throw IndexError(error) }
    }

    package func document(_ number: UInt32, in view: SegmentView) throws(IndexError) -> Document {
        do {
            let record = try view.reader.store.document(number)
            return Document(id: try view.reader.ids.id(of: number), fields: record.named(by: schema))
        } catch { throw IndexError(error) }
    }
}

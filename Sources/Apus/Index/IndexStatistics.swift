/// What an index holds and what it takes.
public struct IndexStatistics: Equatable, Sendable {
    /// One field.
    public struct Field: Equatable, Sendable {
        /// As documents name it.
        public var name: String
        /// Decided when it first appeared.
        public var type: FieldType
        /// Whether its values can be read back.
        public var isStored: Bool
        /// Documents with at least one token, and tokens; 0 for fields without text. Deleted documents count until they are merged away.
        public var documents: Int
        /// Words of the field.
        public var tokens: UInt64
    }

    /// The commit.
    public var generation: UInt64
    /// Documents that can be found.
    public var documents: Int
    /// Deleted documents.
    public var deleted: Int
    /// Segments that a search goes through.
    public var segments: Int
    /// Different terms, segment by segment added up.
    public var terms: Int
    /// Words of all text fields.
    public var tokens: UInt64
    /// Pairs of neighbouring words that have lists of their own, segment by segment added up.
    public var pairs: Int
    /// In the order in which they first appeared.
    public var fields: [Field]
    /// Bytes of each kind of file, and of all.
    public var bytesByPart: [(name: String, bytes: UInt64)]
    /// Of all files together.
    public var bytes: UInt64

    /// Whether two commits hold the same; compared by what sums them up.
    public static func == (one: Self, other: Self) -> Bool {
        one.generation == other.generation && one.documents == other.documents && one.bytes == other.bytes
            && one.fields == other.fields
    }
}

extension Snapshot {
    /// What this commit holds. O(segments · fields).
    public var indexStatistics: IndexStatistics {
        let records = self.records
        let fields = schema.fields.enumerated().map { number, field in
            let statistics = self.statistics(field: number)
            return IndexStatistics.Field(
                name: field.name, type: field.type, isStored: field.isStored, documents: statistics.documentCount,
                tokens: statistics.tokenCount)
        }
        var byPart = SegmentPart.allCases.map { part in
            let bytes = records.reduce(UInt64(0)) { sum, record in
                sum + (part == .deletions ? record.deletions?.file.length ?? 0 : record.part(part)?.length ?? 0)
            }
            return (name: part.name, bytes: bytes)
        }
        byPart.append((name: "sources", bytes: manifest.sources?.length ?? 0))
        return IndexStatistics(
            generation: generation, documents: documentCount,
            deleted: records.reduce(0) { $0 + Int($1.documentCount) } - documentCount,
            segments: records.count, terms: segments.reduce(0) { $0 + $1.reader.wordTermCount(textFields: textFields) },
            tokens: fields.reduce(0) { $0 + $1.tokens },
            pairs: segments.reduce(0) { $0 + ($1.reader.pairs?.pairCount ?? 0) }, fields: fields, bytesByPart: byPart,
            bytes: byPart.reduce(0) { $0 + $1.bytes })
    }
}

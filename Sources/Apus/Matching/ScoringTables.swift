/// The norm tables of the fields of one query; they live as long as it, and mostly as its snapshot, which keeps them for the next query.
struct ScoringTables {
    private let snapshot: Snapshot
    private let bm25: BM25
    /// Nil where the snapshot ranks by these parameters, and its own tables hold.
    private let tables: Memo<Int, DoubleTable>?
    /// Of fields whose statistics are not the snapshot's.
    private let others: [Int: DoubleTable]?

    /// - Parameter statistics: what lengths are measured by instead of the snapshot's own.
    init(_ snapshot: Snapshot, bm25: BM25, statistics: RankingStatistics? = nil) {
        self.snapshot = snapshot
        self.bm25 = bm25
        tables = bm25 == snapshot.bm25 ? nil : Memo()
        others = statistics?.fields.mapValues { Self.table($0, bm25) }
    }

    /// The table of a text field, or of one whose matches all score the same.
    func table(field: Int, isText: Bool) -> UnsafePointer<Double> {
        guard isText else { return BM25.constantTable.values }
        if let table = others?[field] { return table.values }
        let table = (tables ?? snapshot.normTables).value(for: field) { Self.table(snapshot.statistics(field: field), bm25) }
        return table.values
    }

    private static func table(_ statistics: FieldStatistics, _ bm25: BM25) -> DoubleTable {
        bm25.table(documentCount: statistics.documentCount, tokenCount: Int(clamping: statistics.tokenCount))
    }
}

/// The norm tables of the fields of one query; they live as long as its snapshot, which keeps them for the next query.
struct ScoringTables {
    private let snapshot: Snapshot
    private let bm25: BM25

    init(_ snapshot: Snapshot, bm25: BM25) {
        self.snapshot = snapshot
        self.bm25 = bm25
    }

    /// The table of a text field, or of one whose matches all score the same.
    func table(field: Int, isText: Bool) -> UnsafePointer<Double> {
        guard isText else { return BM25.constantTable.values }
        let table = snapshot.normTables.value(for: field) {
            let statistics = snapshot.statistics(field: field)
            return bm25.table(documentCount: statistics.documentCount, tokenCount: Int(clamping: statistics.tokenCount))
        }
        return table.values
    }
}

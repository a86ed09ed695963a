/// The norm tables of the fields of one query, made when a field is first scored; they live as long as this object.
final class ScoringTables {
    private let snapshot: Snapshot
    private let bm25: BM25
    private let arena = SearchArena()
    private var byField: [(field: Int, table: UnsafePointer<Double>)] = []

    init(_ snapshot: Snapshot, bm25: BM25) {
        self.snapshot = snapshot
        self.bm25 = bm25
    }

    /// The table of a text field, or of one whose matches all score the same.
    func table(field: Int, isText: Bool) -> UnsafePointer<Double> {
        let key = isText ? field : -1
        if let known = byField.first(where: { $0.field == key }) { return known.table }
        let statistics = snapshot.statistics(field: field)
        let table =
            isText
            ? bm25.table(
                documentCount: statistics.documentCount, tokenCount: Int(clamping: statistics.tokenCount), in: arena)
            : BM25.constantTable(in: arena)
        byField.append((key, table))
        return table
    }
}

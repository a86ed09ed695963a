/// What the cursor of the next page is made of, once somebody wants it.
final class NextPage: Sendable {
    private let shared: SharedPlan
    private let fields: [FieldStatistics]
    private let given: RankingStatistics?
    private let rank: Int
    private let place: SearchCursor.Place

    /// - Parameters:
    ///   - rank: that of the last hit.
    ///   - given: statistics that the page was ranked by instead of the snapshot's own.
    init(_ shared: SharedPlan, of snapshot: Snapshot, given: RankingStatistics?, rank: Int, place: SearchCursor.Place) {
        (self.shared, fields, self.given, self.rank, self.place) = (shared, snapshot.fieldStatistics, given, rank, place)
    }

    var text: String {
        SearchCursor(rank: rank, statistics: shared.plan.statistics(fields: fields, given: given), place: place).text
    }
}

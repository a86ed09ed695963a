/// What the cursor of the next page is made of, once somebody wants it.
final class NextPage: Sendable {
    private let plan: QueryPlan
    private let fields: [FieldStatistics]
    private let given: RankingStatistics?
    private let rank: Int
    private let place: SearchCursor.Place

    /// - Parameters:
    ///   - rank: that of the last hit.
    ///   - given: statistics that the page was ranked by instead of the snapshot's own.
    init(_ plan: QueryPlan, of snapshot: Snapshot, given: RankingStatistics?, rank: Int, place: SearchCursor.Place) {
        (self.plan, fields, self.given, self.rank, self.place) = (plan, snapshot.fieldStatistics, given, rank, place)
    }

    var text: String {
        SearchCursor(rank: rank, statistics: plan.statistics(fields: fields, given: given), place: place).text
    }
}

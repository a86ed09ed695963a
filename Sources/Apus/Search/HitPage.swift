/// The hits of a search before they are read: which documents, in their order, and how many there were.
struct HitPage {
    /// The offset's among them.
    var entries: [TopHits.Entry]
    /// Matches seen, as far as they were counted; those that earlier pages had are not among them.
    var count: Int
    /// Matches that earlier pages had.
    var passedOver: Int
    /// Whether there may be more than the entries.
    var isFull: Bool
    /// In a sorted search, what each of the entries is ordered by.
    var sorted: SortedHits?
}

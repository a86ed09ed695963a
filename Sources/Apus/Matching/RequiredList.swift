/// A list of a segment that takes part in a query: a term's, or that of two words next to each other.
struct RequiredList: BitwiseCopyable {
    /// The term, or the first of the two, as a place in the plan.
    let first: Int
    /// The second of the two; -1 for a term.
    let second: Int
    let list: PostingList
    let field: Int
    let isText: Bool
    /// What it adds at most; 0 where it only bounds or confirms a phrase.
    let weight: Double

    init(_ term: Int, _ known: QueryPlan.Term, list: PostingList, boost: Double) {
        (first, second, self.list) = (term, -1, list)
        (field, isText, weight) = (known.field, known.isText, known.weight * boost)
    }

    /// A term of a text field that adds something else than it does by itself.
    init(_ term: Int, field: Int, list: PostingList, weight: Double) {
        (first, second, self.list) = (term, -1, list)
        (self.field, isText, self.weight) = (field, true, weight)
    }

    init(_ pair: PhrasePairs.Pair, field: Int, weight: Double) {
        (first, second, list) = (pair.first, pair.second, pair.list)
        (self.field, isText, self.weight) = (field, true, weight)
    }

    func isSame(as other: RequiredList) -> Bool { first == other.first && second == other.second }

    /// Rarest first; the same list's places side by side, what adds most before the others.
    static func inOrder(_ one: RequiredList, _ other: RequiredList) -> Bool {
        (one.list.documentFrequency, one.first, one.second, -one.weight)
            < (other.list.documentFrequency, other.first, other.second, -other.weight)
    }
}

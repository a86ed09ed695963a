extension QueryPlan {
    /// A word in several text fields that scores as one word (BM25F, Robertson, Zaragoza & Taylor 2004, with a length for each field as
    /// Zaragoza et al. 2004 have it).
    ///
    /// It adds `weight · x / (1 + x)`, where x is the sum over its members of `member.weight · tf / K`, K that of the member's field. A
    /// word in one field of weight 1 adds what it does by itself. Its df is the highest of its members', its N the highest of their
    /// fields': what is known without walking lists, adds up over segments, and comes next to the union's where one field holds most of a
    /// word's documents, as Lucene's `CombinedFieldQuery` has it.
    struct Combination: Sendable {
        /// At least two, each of another field.
        let members: [Member]
        /// idf · (k1 + 1)
        var weight = 0.0

        /// A term of one field, as a place in the plan, and how much its occurrences count.
        struct Member: Hashable, Sendable {
            let term: Int
            let weight: Double
        }
    }

    /// The df and N that one of the plan's combinations is weighed by.
    /// - Parameter statistics: instead of the snapshot's own, as far as they tell.
    func statistics(
        ofCombination number: Int, given statistics: RankingStatistics?, over snapshot: Snapshot
    ) -> (documentFrequency: Int, documentCount: Int) {
        let statistics = statistics ?? RankingStatistics()
        return combinations[number].members.reduce((0, 0)) { most, member in
            let term = terms[member.term]
            return (
                max(most.0, statistics.documentFrequency(of: term, in: self)),
                max(most.1, statistics.documentCount(ofField: term.field, over: snapshot))
            )
        }
    }
}

/// Statistics that words are weighed by instead of the snapshot's own: those of a first page for the pages that follow it, so that
/// scores stay what they were while documents come and go.
///
/// What they do not tell is the snapshot's.
struct RankingStatistics: Equatable, Sendable {
    /// By field number.
    var fields: [Int: FieldStatistics] = [:]
    /// Documents with a term, by the hash of its key.
    var frequencies: [UInt32: Int] = [:]

    /// Names a term in few bytes: FNV-1a, 32 bits (Fowler, Noll, Vo).
    static func hash(_ key: some Sequence<UInt8>) -> UInt32 {
        key.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }
}

extension RankingStatistics {
    /// Documents with a word in a field.
    func documentCount(ofField field: Int, over snapshot: Snapshot) -> Int {
        (fields[field] ?? snapshot.statistics(field: field)).documentCount
    }

    /// Documents with a term of a plan.
    func documentFrequency(of term: QueryPlan.Term, in plan: QueryPlan) -> Int {
        frequencies[Self.hash(plan.keys[term.key])] ?? term.documentFrequency
    }
}

extension QueryPlan {
    /// The statistics that the plan's words were weighed by.
    /// - Parameters:
    ///   - fields: those of the snapshot, by field number.
    ///   - given: what was taken instead.
    func statistics(fields: [FieldStatistics], given: RankingStatistics?) -> RankingStatistics {
        var statistics = RankingStatistics()
        for term in terms where term.isText && term.isInTree {
            let hash = RankingStatistics.hash(keys[term.key])
            statistics.frequencies[hash] = given?.frequencies[hash] ?? term.documentFrequency
            let own = term.field < fields.count ? fields[term.field] : FieldStatistics()
            statistics.fields[term.field] = given?.fields[term.field] ?? own
        }
        return statistics
    }
}

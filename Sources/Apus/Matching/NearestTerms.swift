/// The terms of a field that are nearest to a word: fewest edits first, then those of the most documents, then in the order of bytes.
struct NearestTerms {
    private(set) var terms: [TermExpansion.Term] = []

    /// - Parameters:
    ///   - word: bytes of a term, which need not be there.
    ///   - edits: at most so many.
    ///   - limit: at most so many terms.
    ///
    /// What is not found before the deadline is missing. Memory O(limit).
    init(
        to word: [UInt8], edits: Int, limit: Int, field: Int, in snapshot: Snapshot, deadline: Deadline
    ) throws(SearchError) {
        guard let pattern = try? TermPattern(near: word, edits: edits) else {
            throw .limit(name: QueryLimits.Name.expansion.rawValue, max: TermPattern.mostStates)
        }
        do throws(IndexError) {
            var expansion = try TermExpansion(pattern, field: field, in: snapshot)
            while !deadline.passes(), let term = try expansion.next() { insert(term, limit: limit) }
        } catch { throw SearchError(error) }
    }

    private mutating func insert(_ term: TermExpansion.Term, limit: Int) {
        if terms.count == limit {
            guard let last = terms.last, Self.isNearer(term, last) else { return }
            terms.removeLast()
        }
        terms.insert(term, at: partition(terms.indices) { Self.isNearer(term, terms[$0]) })
    }

    private static func isNearer(_ one: TermExpansion.Term, _ other: TermExpansion.Term) -> Bool {
        if one.edits != other.edits { return one.edits < other.edits }
        if one.documentFrequency != other.documentFrequency { return one.documentFrequency > other.documentFrequency }
        return one.bytes.lexicographicallyPrecedes(other.bytes)
    }
}

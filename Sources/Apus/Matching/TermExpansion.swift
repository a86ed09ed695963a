/// The terms of a field that a pattern matches, in the order of their bytes, each once with what all segments hold of it.
///
/// Walks the dictionaries side by side, so memory does not depend on how many terms there are.
struct TermExpansion {
    /// A term and what is known of it.
    struct Term: Equatable {
        var bytes: [UInt8]
        /// Documents of all segments that hold it, those that are deleted but not yet merged away among them.
        var documentFrequency: Int
        /// What the pattern says that it costs: its edits.
        var edits: Int
    }

    private struct Walk {
        let reader: SegmentReader
        var matches: TermMatches
        /// Nil at the end.
        var entry: TermEntry?
    }

    private var walks: [Walk] = []

    /// Before the first term.
    init(_ pattern: TermPattern, field: Int, in snapshot: Snapshot) throws(IndexError) {
        for segment in snapshot.segments {
            let automaton = TermAutomaton(pattern)
            var walk = Walk(reader: segment.reader, matches: try segment.reader.terms(ofField: field, automaton))
            walk.entry = try walk.reader.next(&walk.matches)
            if walk.entry != nil { walks.append(walk) }
        }
    }

    /// The next term; nil when there is none. O(segments) and what the dictionaries take.
    mutating func next() throws(IndexError) -> Term? {
        guard var least = walks.indices.first else { return nil }
        for index in walks.indices.dropFirst()
        where walks[index].matches.term.lexicographicallyPrecedes(walks[least].matches.term) {
            least = index
        }
        var term = Term(bytes: Array(walks[least].matches.term), documentFrequency: 0, edits: walks[least].matches.cost)
        for index in walks.indices.reversed() where walks[index].matches.term.elementsEqual(term.bytes) {
            term.documentFrequency += Int(walks[index].entry?.documentFrequency ?? 0)
            walks[index].entry = try walks[index].reader.next(&walks[index].matches)
            if walks[index].entry == nil { walks.remove(at: index) }
        }
        return term
    }

    /// All terms, at most so many; nil where there are more. What is not found before the deadline is missing.
    mutating func terms(atMost most: Int, deadline: Deadline) throws(IndexError) -> [Term]? {
        var terms: [Term] = []
        while !deadline.passes(), let term = try next() {
            guard terms.count < most else { return nil }
            terms.append(term)
        }
        return terms
    }
}

/// The terms that patterns of fields match, in the order of their bytes, each once with what all segments hold of it.
///
/// Walks the dictionaries side by side, so memory does not depend on how many terms there are.
struct TermExpansion {
    /// A pattern, folded as the field's words are.
    struct FieldPattern {
        var field: Int
        var pattern: TermPattern
    }

    /// A term and what is known of it.
    struct Term: Equatable {
        var bytes: [UInt8]
        /// Documents of all segments that hold it, those that are deleted but not yet merged away among them; of several fields those of
        /// the one where they are most.
        var documentFrequency: Int
        /// What the pattern says that it costs: its edits.
        var edits: Int
    }

    private struct Walk {
        /// Which of the patterns.
        let place: Int
        let reader: SegmentReader
        var matches: TermMatches
        /// Nil at the end.
        var entry: TermEntry?
    }

    private let deadline: Deadline
    private var walks: [Walk] = []
    /// Documents of the current term by pattern.
    private var counts: [Int]

    /// Before the first term. - Parameters:
    ///   - after: terms up to this one are passed over.
    ///   - deadline: what is not found before it is missing, however long the dictionaries are and however little of them matches.
    init(_ patterns: [FieldPattern], in snapshot: Snapshot, after: [UInt8] = [], deadline: Deadline) throws(IndexError) {
        self.deadline = deadline
        counts = [Int](repeating: 0, count: patterns.count)
        for (place, pattern) in patterns.enumerated() {
            for segment in snapshot.segments {
                let matches = try segment.reader.terms(
                    ofField: pattern.field, TermAutomaton(pattern.pattern), after: after)
                var walk = Walk(place: place, reader: segment.reader, matches: matches)
                walk.entry = try walk.reader.next(&walk.matches, while: { !deadline.passes() })
                if walk.entry != nil { walks.append(walk) }
            }
        }
    }

    /// The next term; nil when there is none. O(segments × patterns) and what the dictionaries take.
    mutating func next() throws(IndexError) -> Term? {
        guard var least = walks.indices.first else { return nil }
        for index in walks.indices.dropFirst()
        where walks[index].matches.term.lexicographicallyPrecedes(walks[least].matches.term) {
            least = index
        }
        var term = Term(bytes: Array(walks[least].matches.term), documentFrequency: 0, edits: walks[least].matches.cost)
        for place in counts.indices { counts[place] = 0 }
        for index in walks.indices.reversed() where walks[index].matches.term.elementsEqual(term.bytes) {
            let place = walks[index].place
            counts[place] += Int(walks[index].entry?.documentFrequency ?? 0)
            term.documentFrequency = max(term.documentFrequency, counts[place])
            term.edits = min(term.edits, walks[index].matches.cost)
            walks[index].entry = try walks[index].reader.next(&walks[index].matches, while: { [deadline] in !deadline.passes() })
            if walks[index].entry == nil { walks.remove(at: index) }
        }
        return term
    }

    /// So many terms, in order; all where there are fewer. What is not found before the deadline is missing.
    mutating func terms(atMost most: Int) throws(IndexError) -> [Term] {
        var terms: [Term] = []
        while terms.count < most, !deadline.passes(), let term = try next() { terms.append(term) }
        return terms
    }

    /// So many of the best terms, best first. What is not found before the deadline is missing. Memory O(most).
    mutating func best(_ most: Int, by isBetter: (Term, Term) -> Bool) throws(IndexError) -> [Term] {
        var best: [Term] = []
        while most > 0, !deadline.passes(), let term = try next() {
            if best.count == most {
                guard isBetter(term, best[most - 1]) else { continue }
                best.removeLast()
            }
            best.insert(term, at: partition(best.indices) { isBetter(term, best[$0]) })
        }
        return best
    }
}

extension TermExpansion.Term {
    /// Fewest edits first, then most documents, then in the order of bytes.
    static func isNearer(_ one: Self, _ other: Self) -> Bool {
        one.edits == other.edits ? isMoreCommon(one, other) : one.edits < other.edits
    }

    /// Most documents first, then in the order of bytes.
    static func isMoreCommon(_ one: Self, _ other: Self) -> Bool {
        one.documentFrequency == other.documentFrequency
            ? one.bytes.lexicographicallyPrecedes(other.bytes) : one.documentFrequency > other.documentFrequency
    }
}

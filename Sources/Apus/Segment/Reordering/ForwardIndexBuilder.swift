/// Turns the postings of the segments of a merge round: for each document the terms that bisection looks at.
///
/// The dictionaries are walked three times: to see how frequent terms are, to see how many of those that are taken each document
/// has, and to note them. O(terms + postings of the terms that are taken).
struct ForwardIndexBuilder {
    /// Each segment with the numbers that its living documents have before they are reordered.
    let segments: [(reader: SegmentReader, documents: DocumentRenumbering)]
    /// Living documents of all segments.
    let documentCount: Int
    /// Bytes that the forward index, and what goes with it, may take; see `BisectionTerms`.
    let memory: Int

    func build() throws -> ForwardIndex {
        let terms = BisectionTerms(frequencies: try frequencies(), documentCount: documentCount, memory: memory)
        var counts = [UInt32](repeating: 0, count: documentCount)
        try forEachPosting(of: terms) { _, document in counts[Int(document)] += 1 }
        let index = ForwardIndex(counts: counts, termCount: terms.terms)
        // A file that changes under the map may give a document more terms than were counted: they are left out.
        try forEachPosting(of: terms) { term, document in _ = index.append(term, to: document) }
        return index
    }

    /// How many terms there are of each document frequency.
    private func frequencies() throws -> [Int: Int] {
        var counts: [Int: Int] = [:]
        var walk = try MergedTermCursor(segments.map(\.reader))
        while !walk.isAtEnd {
            counts[walk.documentFrequency, default: 0] += 1
            try walk.advance()
        }
        return counts
    }

    /// Calls with each posting of the terms taken, which are numbered in their order.
    private func forEachPosting(of terms: BisectionTerms, _ body: (UInt32, UInt32) -> Void) throws {
        var walk = try MergedTermCursor(segments.map(\.reader))
        let arena = SearchArena()
        var term: UInt32 = 0
        while !walk.isAtEnd, term < terms.terms {
            if terms.frequencies.contains(walk.documentFrequency) {
                for holder in walk.holders {
                    guard let entry = walk.entry(in: holder) else { continue }
                    try forEachDocument(of: entry, in: segments[holder], arena) { body(term, $0) }
                }
                term += 1
            }
            try walk.advance()
        }
    }

    private func forEachDocument(
        of entry: TermEntry, in segment: (reader: SegmentReader, documents: DocumentRenumbering), _ arena: SearchArena,
        _ body: (UInt32) -> Void
    ) throws {
        arena.reuse()
        var cursor = TermCursor(try segment.reader.list(entry), arena: arena)
        while cursor.document != .end {
            if let document = segment.documents[cursor.document.rawValue] { body(document) }
            cursor.advance()
        }
        if let damage = arena.damage { throw segment.reader.damage(damage) }
    }
}

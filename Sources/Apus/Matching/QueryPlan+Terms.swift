extension QueryPlan {
    /// Looks up the terms that a tree holds; the others stay absent. O(terms × segments) look-ups.
    mutating func lookTermsUp(
        _ root: Node, in snapshot: Snapshot, limits: QueryLimits, deadline: Deadline
    ) throws(SearchError) {
        var isWanted = [Bool](repeating: false, count: terms.count)
        root.forEachLeaf { leaf in
            switch leaf {
            case .term(let term, _): isWanted[term] = true
            case .phrase(let phrase, _): for word in phrases[phrase].words { isWanted[word] = true }
            default: break
            }
        }
        var present = 0
        for index in terms.indices where isWanted[index] {
            try lookUp(index, in: snapshot, deadline)
            present += terms[index].documentFrequency > 0 ? 1 : 0
            guard present <= limits.expansion else {
                throw .limit(name: QueryLimits.Name.expansion.rawValue, max: limits.expansion)
            }
        }
    }

    private mutating func lookUp(_ index: Int, in snapshot: Snapshot, _ deadline: Deadline) throws(SearchError) {
        let (field, bytes) = (terms[index].field, terms[index].bytes)
        do throws(IndexError) {
            for (place, segment) in snapshot.segments.enumerated() {
                // Many fields times many words: what is left after the deadline counts as absent.
                guard !deadline.passes(), let entry = try segment.reader.entry(field: field, term: bytes) else { continue }
                terms[index].entries[place] = entry
                terms[index].documentFrequency += Int(entry.documentFrequency)
            }
        } catch { throw SearchError(error) }
    }

    /// Gives words and phrases the weights that the snapshot's statistics make.
    mutating func weighTerms(by snapshot: Snapshot, _ bm25: BM25) {
        for index in terms.indices where terms[index].isText {
            let documents = snapshot.statistics(field: terms[index].field).documentCount
            terms[index].weight = bm25.weight(documentFrequency: terms[index].documentFrequency, documentCount: documents)
        }
        for index in phrases.indices {
            phrases[index].weight = phrases[index].words.reduce(0) { [terms] in $0 + terms[$1].weight }
        }
    }
}

extension QueryPlan {
    /// The bytes of a term, as the analyser made them.
    func bytes(ofTerm term: Int) -> [UInt8] { Array(keys[terms[term].key.dropFirst(TermDictionaryLayout.fieldBytes)]) }

    /// Whether a range of the keys is the same as a term's.
    func isKey(_ key: Range<Int>, ofTerm term: Int) -> Bool { keys[key].elementsEqual(keys[terms[term].key]) }

    /// What a segment's dictionary says of a term; nil where the segment does not hold it.
    func entry(ofTerm term: Int, segment: Int) -> TermEntry? { entries[term &* segmentCount &+ segment] }

    /// Looks up the terms that a tree holds; the others stay absent. O(terms × segments) look-ups.
    mutating func lookTermsUp(
        _ root: Node, in snapshot: Snapshot, limits: QueryLimits, deadline: Deadline
    ) throws(SearchError) {
        root.forEachLeaf { leaf in
            switch leaf {
            case .term(let term, _): terms[term].isInTree = true
            case .phrase(let phrase, _): for word in phrases[phrase].words { terms[word].isInTree = true }
            case .proximity(let proximity, _): proximities[proximity].tree.forEachTerm { terms[$0].isInTree = true }
            default: break
            }
        }
        let entryCount = terms.count * segmentCount
        entries.reserveCapacity(entryCount)
        while entries.count < entryCount { entries.append(nil) }
        var present = 0
        for index in terms.indices where terms[index].isInTree {
            try lookUp(index, in: snapshot, deadline)
            present += terms[index].documentFrequency > 0 ? 1 : 0
            guard present <= limits.expansion else {
                throw .limit(name: QueryLimits.Name.expansion.rawValue, max: limits.expansion)
            }
        }
    }

    private mutating func lookUp(_ index: Int, in snapshot: Snapshot, _ deadline: Deadline) throws(SearchError) {
        for segment in 0..<segmentCount {
            // Many fields times many words: what is left after the deadline counts as absent.
            guard !deadline.passes(), let entry = try entry(index, in: snapshot.segments[segment].reader) else { continue }
            entries[index * segmentCount + segment] = entry
            terms[index].documentFrequency += Int(entry.documentFrequency)
        }
    }

    private func entry(_ index: Int, in segment: SegmentReader) throws(SearchError) -> TermEntry? {
        do throws(IndexError) {
            return try keys.withUnsafeBufferPointer { (keys) throws(IndexError) in
                try segment.entry(key: UnsafeBufferPointer(rebasing: keys[terms[index].key]))
            }
        } catch { throw SearchError(error) }
    }

    /// Gives words and phrases the weights that the snapshot's statistics make.
    mutating func weighTerms(by snapshot: Snapshot, _ bm25: BM25) {
        for index in terms.indices where terms[index].isText {
            let documents = snapshot.statistics(field: terms[index].field).documentCount
            terms[index].weight = bm25.weight(documentFrequency: terms[index].documentFrequency, documentCount: documents)
        }
        weighPhrases()
    }

    /// Gives words and phrases the weights that other statistics make, as far as these tell.
    mutating func weighTerms(by statistics: RankingStatistics, over snapshot: Snapshot, _ bm25: BM25) {
        for index in terms.indices where terms[index].isText {
            let term = terms[index]
            let documents = (statistics.fields[term.field] ?? snapshot.statistics(field: term.field)).documentCount
            let frequency = statistics.frequencies[RankingStatistics.hash(keys[term.key])] ?? term.documentFrequency
            terms[index].weight = bm25.weight(documentFrequency: frequency, documentCount: documents)
        }
        weighPhrases()
    }

    private mutating func weighPhrases() {
        for index in phrases.indices {
            phrases[index].weight = phrases[index].words.reduce(0) { [terms] in $0 + terms[$1].weight }
        }
        for index in proximities.indices {
            // Nothing that is absent takes part in the weight.
            let tree = proximities[index].tree.renamed { [terms] in terms[$0].documentFrequency > 0 ? $0 : nil }
            proximities[index].weight = tree?.weight { [terms] in terms[$0].weight } ?? 0
        }
    }
}

extension QueryPlan {
    /// The bytes of a term, as the analyser made them.
    func bytes(ofTerm term: Int) -> [UInt8] { Array(keys[terms[term].key.dropFirst(TermDictionaryLayout.fieldBytes)]) }

    /// Whether a range of the keys is the same as a term's.
    func isKey(_ key: Range<Int>, ofTerm term: Int) -> Bool { keys[key].elementsEqual(keys[terms[term].key]) }

    /// What a segment's dictionary says of a term; nil where the segment does not hold it.
    @inline(__always)
    func entry(ofTerm term: Int, segment: Int) -> TermEntry? { entries[term &* segmentCount &+ segment] }

    /// Looks up the terms that a tree holds; the others stay absent. O(terms × segments) look-ups.
    mutating func lookTermsUp(
        _ root: Node, in snapshot: Snapshot, limits: QueryLimits, deadline: Deadline
    ) throws(SearchError) {
        root.forEachLeaf { leaf in
            switch leaf {
            case .term(let term, _): terms[term].isInTree = true
            case .phrase(let phrase, _): for word in phrases[phrase].words { terms[word].isInTree = true }
            case .combination(let combination, _):
                for member in combinations[combination].members { terms[member.term].isInTree = true }
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

    /// Gives words and phrases the weights that statistics make.
    /// - Parameter statistics: instead of the snapshot's own, as far as they tell.
    mutating func weighTerms(by statistics: RankingStatistics?, over snapshot: Snapshot, _ bm25: BM25) {
        if let statistics { weighTerms(by: statistics, over: snapshot, bm25) } else { weighTerms(by: snapshot, bm25) }
        weighPhrases()
        for number in combinations.indices {
            let (found, all) = self.statistics(ofCombination: number, given: statistics, over: snapshot)
            combinations[number].weight = bm25.weight(documentFrequency: found, documentCount: all)
        }
    }

    private mutating func weighTerms(by snapshot: Snapshot, _ bm25: BM25) {
        for index in terms.indices where terms[index].isText {
            let documents = snapshot.statistics(field: terms[index].field).documentCount
            terms[index].weight = bm25.weight(documentFrequency: terms[index].documentFrequency, documentCount: documents)
        }
    }

    private mutating func weighTerms(by statistics: RankingStatistics, over snapshot: Snapshot, _ bm25: BM25) {
        for index in terms.indices where terms[index].isText {
            let documents = statistics.documentCount(ofField: terms[index].field, over: snapshot)
            let frequency = statistics.documentFrequency(of: terms[index], in: self)
            terms[index].weight = bm25.weight(documentFrequency: frequency, documentCount: documents)
        }
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

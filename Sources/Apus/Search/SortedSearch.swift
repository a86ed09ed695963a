/// Visits the matches of one segment after the other and keeps those that come first in a sort order.
///
/// A document whose fields alone show that it cannot enter is not scored, and where no further matches are counted not even confirmed.
struct SortedSearch {
    let hits: SortedHits
    private let countLimit: Int
    private let deadline: Deadline
    /// The page before ended here.
    private let pageEnd: [SortPlaceValue]?
    /// Matches seen, as far as they are counted.
    private(set) var count = 0
    /// Of these, the ones that earlier pages had.
    private(set) var passedOver = 0

    /// - Parameter countLimit: up to how many matches are counted exactly; 0 for none.
    init(_ hits: SortedHits, countLimit: Int, after pageEnd: [SortPlaceValue]?, deadline: Deadline) {
        (self.hits, self.countLimit, self.pageEnd, self.deadline) = (hits, countLimit, pageEnd, deadline)
    }

    /// - Parameter list: where the matches are the documents of one list, a cursor on its first that shares nothing with `matcher`.
    mutating func run(
        _ matcher: Matcher, _ list: TermCursor? = nil, _ segment: SortedSegment, deletions: Deletions?, decay: ScoreDecay?
    ) throws(DamagedFile) {
        hits.begin(segment)
        if let list, let column = segment.firstNumbers {
            return try run(matcher, list, column, segment, deletions: deletions, decay: decay)
        }
        while matcher.document != .end, !deadline.passes() {
            let document = matcher.document.rawValue
            if !(deletions?.contains(document) ?? false) { try visit(document, matcher, decay) }
            matcher.advance()
        }
    }

    /// Looks at the first key of each document in a loop over the list's blocks: most cannot enter by it, and are not visited.
    private mutating func run(
        _ matcher: Matcher, _ list: TermCursor, _ column: ColumnReader.SingleValues, _ segment: SortedSegment,
        deletions: Deletions?, decay: ScoreDecay?
    ) throws(DamagedFile) {
        var list = list
        var limit = hits.firstKeyLimit
        while list.document != .end, !deadline.passes() {
            let documents = list.documents
            for index in 0..<list.countInBlock {
                let document = documents[index]
                let cannotEnter = segment.firstKey(of: column[document]) > limit
                if cannotEnter, countLimit == 0 || count > countLimit { continue }
                if deletions?.contains(document) ?? false { continue }
                if cannotEnter {
                    count += 1
                } else {
                    matcher.seek(DocumentID(document))
                    try visit(document, matcher, decay)
                    limit = hits.firstKeyLimit
                }
            }
            list.nextBlock()
        }
    }

    private mutating func visit(_ document: UInt32, _ matcher: Matcher, _ decay: ScoreDecay?) throws(DamagedFile) {
        guard try hits.offer(document) else {
            if count <= countLimit, countLimit > 0, matcher.matches() { count += 1 }
            return
        }
        let score = matcher.score(atLeast: -.infinity)
        guard score >= 0 else { return }
        count += 1
        hits.score(Float(decay?.score(score, of: document) ?? score))
        if let pageEnd, !(try hits.isBehind(pageEnd)) {
            passedOver += 1
            return
        }
        try hits.add()
    }
}

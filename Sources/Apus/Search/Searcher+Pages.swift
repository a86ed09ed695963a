extension Searcher {
    /// Where the page before ended; nil on a first page.
    func cursor(_ order: SortOrder?) throws(SearchError) -> SearchCursor? {
        guard let text = request.after else { return nil }
        guard request.offset <= 0 else { throw .option(name: "after", text: "a cursor and an offset exclude each other") }
        return try SearchCursor(text, order: order)
    }

    /// The best documents: equal scores in the order of the index.
    func bestHits(
        _ shared: SharedPlan, _ scope: Scope, count: Int, countLimit: Int, after cursor: SearchCursor?
    ) throws(SearchError) -> HitPage {
        let decay = try decay()
        let collector = HitCollector(
            limit: count, countLimit: countLimit, deadline: deadline, prunes: request.prunes,
            after: try cursor?.pageEnd(in: snapshot), decays: decay != nil)
        try withSegments(shared, scope) { (operators) throws(SearchError) in
            let segmentDecay = try decay?.inSegment(operators.reader)
            collector.begin(documentBase: operators.documentBase, deletions: operators.deletions, decay: segmentDecay)
            try operators.search(collector)
            if let damaged = segmentDecay?.damage { throw .damaged(damaged) }
        }
        guard !collector.isInDoubt else {
            throw .option(
                name: "after",
                text:
                    "the last hit was deleted and merged away, and others score the same: sort by score for pages that outlast that"
            )
        }
        let isFull = collector.isFull
        return HitPage(
            entries: collector.takeRanked(few: few(of: count)), count: collector.count, passedOver: collector.passedOver,
            isFull: isFull)
    }

    /// The first documents in a sort order. Every match is looked at.
    func sortedHits(
        _ shared: SharedPlan, _ scope: Scope, _ order: SortOrder, count: Int, countLimit: Int, after cursor: SearchCursor?
    ) throws(SearchError) -> HitPage {
        var search = SortedSearch(
            SortedHits(order, capacity: count), countLimit: countLimit, after: cursor?.sortedPlace, deadline: deadline)
        var bases: [Int] = []
        let decay = try decay()
        try withSegments(shared, scope) { (operators) throws(SearchError) in
            bases.append(operators.documentBase)
            let segmentDecay = try decay?.inSegment(operators.reader)
            do throws(IndexError) {
                let matcher = try operators.matcher(operators.root)
                let list = try operators.listCursor(operators.root)
                let sorted = try SortedSegment(snapshot.segments[operators.segmentIndex], order)
                try Self.damaged { () throws(DamagedFile) in
                    try search.run(matcher, list, sorted, deletions: operators.deletions, decay: segmentDecay)
                }
            } catch { throw SearchError(error) }
            try operators.checkDamage()
            if let damaged = segmentDecay?.damage { throw .damaged(damaged) }
        }
        let hits = search.hits
        do throws(DamagedFile) {
            let entries = try hits.ranked(until: deadline, few: few(of: count)).map {
                TopHits.Entry(score: $0.score, document: bases[$0.segment] + Int($0.document))
            }
            return HitPage(
                entries: entries, count: search.count - search.passedOver, passedOver: search.passedOver,
                isFull: entries.count >= count, sorted: hits)
        } catch { throw .damaged(error) }
    }

    /// Of hits that were found and are ranked behind the deadline, how many: those of a first page, none of one far on.
    private func few(of count: Int) -> Int {
        let page = count - max(0, request.limit) + HitIDs.most
        return page > Self.mostRankedLate ? 0 : min(page, count)
    }

    private static let mostRankedLate = 10_000

    private static func damaged(_ body: () throws(DamagedFile) -> Void) throws(IndexError) {
        do throws(DamagedFile) { try body() } catch { throw .damaged(error) }
    }

    /// What the cursor behind the last hit is made of; nil where no match is left.
    func nextPage(
        behind found: HitPage, _ shared: SharedPlan, _ scope: Scope, offset: Int, _ result: SearchResult
    ) throws(SearchError) -> NextPage? {
        let last = offset + result.hits.count - 1
        guard found.isFull, let hit = result.hits.last, found.entries.indices.contains(last) else { return nil }
        if result.totalIsExact, result.total <= found.passedOver + last + 1 { return nil }
        let place: SearchCursor.Place
        if let sorted = found.sorted {
            do throws(DamagedFile) {
                place = .sorted(order: sorted.order.fingerprint, try sorted.place(ofRank: last))
            } catch { throw .damaged(error) }
        } else {
            let entry = found.entries[last]
            let (segment, number) = snapshot.place(of: entry.document)
            place = .ranked(
                SearchCursor.RankedPlace(
                    score: entry.score, document: entry.document, of: snapshot.segments[segment], number: number, id: hit.id,
                    in: snapshot))
        }
        return NextPage(shared, of: snapshot, given: scope.statistics, rank: hit.rank, place: place)
    }
}

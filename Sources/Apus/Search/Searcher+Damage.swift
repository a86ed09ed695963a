extension Searcher {
    /// What is asked of the segments.
    enum Question { case best, count }

    /// The answer of the segments that can be read: one in which damage shows on the way is left out, and the others are asked again.
    ///
    /// So it is what an index of the sound segments alone would give, scores and totals too, and says that it is partial. One deadline
    /// holds for all attempts, of which there are at most as many as segments. Throws `.damaged` where no segment is left, and of a
    /// strict request for the first damage.
    func answer(_ question: Question) throws(SearchError) -> SearchResult {
        guard snapshot.damage.isEmpty else { return try answerOfTheSound(question) }
        do throws(SearchError) { return try direct(question) } catch {
            return try without(damageOf: error).answerOfTheSound(question)
        }
    }

    private func answerOfTheSound(_ question: Question) throws(SearchError) -> SearchResult {
        var searcher = self
        while true {
            let snapshot = searcher.snapshot
            if let damaged = snapshot.damage.first, snapshot.segments.isEmpty || request.isStrict { throw .damaged(damaged) }
            do throws(SearchError) { return try searcher.direct(question) } catch {
                searcher = try searcher.without(damageOf: error)
            }
        }
    }

    /// A search of the segments beside the one whose damage has shown. Any other error is thrown again.
    private func without(damageOf error: SearchError) throws(SearchError) -> Searcher {
        guard case .damaged(let damaged) = error, let rest = snapshot.without(damaged) else { throw error }
        return searching(rest)
    }

    @inline(__always)
    private func direct(_ question: Question) throws(SearchError) -> SearchResult {
        switch question {
        case .best: try search()
        case .count: try count()
        }
    }
}

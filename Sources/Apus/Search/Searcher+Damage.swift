extension Searcher {
    /// What is asked of the segments.
    enum Question { case best, count }

    /// The answer of the segments that can be read: one in which damage shows on the way is left out, and the others are asked again.
    ///
    /// So it is what an index of the sound segments alone would give, scores and totals too, and says that it is partial. One deadline
    /// holds for all attempts, of which there are at most as many as segments. Throws `.damaged` where no segment is left, and of a
    /// strict request for the first damage.
    /// - Parameter result: an answer without anything yet.
    func answer(_ question: Question, into result: inout SearchResult) throws(SearchError) {
        guard snapshot.damage.isEmpty else { return try answerOfTheSound(question, into: &result) }
        do throws(SearchError) { try direct(question, into: &result) } catch {
            try without(damageOf: error).answerOfTheSound(question, into: &result)
        }
    }

    private func answerOfTheSound(_ question: Question, into result: inout SearchResult) throws(SearchError) {
        var searcher = self
        while true {
            let snapshot = searcher.snapshot
            if let damaged = snapshot.damage.first, snapshot.segments.isEmpty || request.isStrict { throw .damaged(damaged) }
            // What an attempt before left is taken back.
            result = SearchResult(generation: snapshot.generation)
            do throws(SearchError) { return try searcher.direct(question, into: &result) } catch {
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
    private func direct(_ question: Question, into result: inout SearchResult) throws(SearchError) {
        switch question {
        case .best: try search(into: &result)
        case .count: try count(into: &result)
        }
    }
}

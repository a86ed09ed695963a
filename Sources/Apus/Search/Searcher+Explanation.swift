extension Searcher {
    /// Why a document scores what it does, or why it does not match; nil where there is none of this id.
    func explained(id: String) throws(SearchError) -> ExplainedDocument? {
        try checkRanking()
        let kinship = DocumentKinship(snapshot, bm25: bm25, deadline: deadline)
        guard let place = try kinship.place(ofID: id) else {
            if let damaged = snapshot.damage.first { throw .damaged(damaged) }
            return nil
        }
        let parsed = try parsed(request.question, isPhrase: request.isPhrase, keepsOperands: true)
        let question = QuestionText(request.question, parsed: parsed)
        let origins = PlanOrigins()
        var planner = QueryPlanner(
            snapshot, bm25: bm25, combining: combining, places: parsed.places, deadline: deadline)
        planner.origins = origins
        let shared = SharedPlan(try planner.plan(parsed.query))
        let warnings = QueryWarning.inOrder(parsed.warnings + planner.warnings)
        if request.isStrict, let warning = warnings.first { throw .query(offset: warning.offset, text: warning.text) }
        if let failure = try failure(of: place, question) {
            return ExplainedDocument(id: id, explanation: .failure(failure), warnings: warnings)
        }
        let explainer = ScoreExplainer(
            shared: shared, snapshot: snapshot, bm25: bm25, statistics: nil, deadline: deadline,
            places: PlanPlaces(origins: origins, parts: question.parts))
        let tree = try explainer.tree(of: place)
        let late = QueryFailure(text: question.text ?? "", place: nil, reason: "the time was over before this was known")
        return ExplainedDocument(id: id, explanation: tree.map { .score($0) } ?? .failure(late), warnings: warnings)
    }

    /// What a document fails first, of the query and then of the filters.
    private func failure(of place: DocumentKinship.Place, _ question: QuestionText) throws(SearchError) -> QueryFailure? {
        let probe = DocumentProbe(snapshot: snapshot, place: place, bm25: bm25, deadline: deadline)
        if let failure = try FailureFinder(probe: probe, question: question, filter: nil).failure() { return failure }
        for (number, filter) in request.filters.enumerated() {
            let text = QuestionText(filter, parsed: try parsed(filter, isPhrase: false, keepsOperands: true))
            if let failure = try FailureFinder(probe: probe, question: text, filter: number).failure() { return failure }
        }
        return nil
    }
}

extension Snapshot {
    /// Why a document of this commit scores what it does for a request, or which part of the query or of a filter it fails first; nil
    /// where no document has the id. What the request says of pages, order and hits does not matter.
    ///
    /// Throws `SearchError` as `search` does. Costs some look-ups for each part of the query; patterns and ranges cost what they cost a
    /// search of one segment.
    public func explain(
        _ request: SearchRequest, id: String, cancellation: Cancellation? = nil
    ) throws(SearchError) -> ExplainedDocument? {
        let searcher = Searcher(self, request, cancellation: cancellation)
        let explained = try searcher.explained(id: id)
        if searcher.deadline.isOver, cancellation?.isCancelled ?? false { throw .cancelled }
        return explained
    }
}

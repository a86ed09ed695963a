/// A search over the segments that can be read: one in which damage shows on the way is left out, and the others are searched again.
///
/// So an answer is what an index of the sound segments alone would give, scores and totals too, and says that it is partial. One
/// deadline holds for all attempts, of which there are at most as many as segments.
struct SoundSearch {
    private let snapshot: Snapshot
    private let request: SearchRequest
    private let cancellation: Cancellation?
    private let deadline: Deadline
    private let started = Deadline.now()

    init(_ snapshot: Snapshot, _ request: SearchRequest, cancellation: Cancellation?) {
        self.snapshot = snapshot
        self.request = request
        self.cancellation = cancellation
        deadline = Deadline(timeout: request.timeout, cancellation: cancellation)
    }

    /// Throws `.damaged` where no segment is left, and of a strict request for the first damage.
    func run(_ body: (Searcher) throws(SearchError) -> SearchResult) throws(SearchError) -> SearchResult {
        var snapshot = self.snapshot
        while true {
            if let damaged = snapshot.damage.first, snapshot.segments.isEmpty || request.isStrict { throw .damaged(damaged) }
            do throws(SearchError) {
                return try body(
                    Searcher(snapshot, request, deadline: deadline, cancellation: cancellation, started: started))
            } catch {
                guard case .damaged(let damaged) = error, let rest = snapshot.without(damaged) else { throw error }
                snapshot = rest
            }
        }
    }
}

import Apus
import ApusWire

/// One client's requests, with what belongs to its connection: changes that wait for a commit, and the snapshot of a batch.
///
/// Requests may run on several threads at once. Each gets exactly one final record.
public final class ServiceSession: Sendable {
    struct State {
        /// By index name.
        var pending: [String: PendingChanges] = [:]
        var batch: [String: Snapshot]?
        /// Those of the batch that were joined.
        var joined: [JoinedIndexes: Snapshot] = [:]
    }

    let service: IndexService
    let state = Locked(State())
    /// The indexes that are meant by requests that name none; none stands for the first.
    let defaultIndexes: [String]

    /// A session of one connection. - Parameter defaultIndex: what requests mean that name none; nil is the first.
    public convenience init(_ service: IndexService, defaultIndex: String? = nil) {
        self.init(service, defaultIndexes: defaultIndex.map { [$0] } ?? [])
    }

    /// A session whose requests, where they name no index, mean several as one.
    package init(_ service: IndexService, defaultIndexes: [String]) {
        self.service = service
        self.defaultIndexes = defaultIndexes
    }

    deinit { service.release(state.withLock { $0.pending.values.reduce(0) { $0 + $1.bytes } }) }

    /// Answers a request: any rows, then one final record. `cancel` and what concerns the connection itself are the server's.
    /// - Parameter time: its deadline counts from when it arrived.
    public func answer(
        _ request: Request, time: RequestTime = RequestTime(), cancellation: Cancellation? = nil, _ emit: (Record) -> Void
    ) {
        let began = ContinuousClock.now
        do throws(WireError) {
            try run(request, time, cancellation: cancellation, emit)
        } catch {
            var error = error
            if error.code == .cancelled {
                error.properties = [Property("after", .microseconds((ContinuousClock.now - began).microseconds))]
            }
            emit(.failure(error))
        }
    }

    private func run(
        _ request: Request, _ time: RequestTime, cancellation: Cancellation?, _ emit: (Record) -> Void
    ) throws(WireError) {
        switch request.verb {
        case .search: try search(request, time, cancellation, emit)
        case .count: try count(request, time, cancellation, emit)
        case .get: try get(request, cancellation, emit)
        case .analyze: try analyze(request, cancellation, emit)
        case .parse: try parse(request, cancellation, emit)
        case .add: try add(request, emit)
        case .delete: try delete(request, cancellation, emit)
        case .commit: try commit(request, emit)
        case .stats: try stats(request, cancellation, emit)
        case .check: try check(request, emit)
        case .backup: try backup(request, emit)
        case .merge: try merge(request, emit)
        case .schema: try schema(request, cancellation, emit)
        case .known: try known(request, cancellation, emit)
        case .batch: try beginBatch(request, emit)
        case .end: endBatch(emit)
        case .hello: emit(.ok(service.properties))
        case .help: try help(request, emit)
        case .ping: emit(.ok([]))
        case .status: status(emit)
        case .reload: try reload(request, emit)
        case .cancel: emit(.ok([Property("cancelled", 0)]))
        case .quit, .shutdown: emit(.ok([]))
        case .facets: try facets(request, time, cancellation, emit)
        case .terms: try terms(request, cancellation, emit)
        case .suggest: try suggest(request, cancellation, emit)
        case .explain: try explain(request, time, cancellation, emit)
        }
    }

    // MARK: What requests share

    /// The commit that a request sees: the batch's for an untagged one, else the newest, and not before the one asked for.
    func snapshot(_ request: Request, timeout: Duration? = nil, _ cancellation: Cancellation?) throws(WireError) -> Snapshot {
        if let joined = try joinedSnapshot(request) { return joined }
        let named = try named(request)
        if request.tag == nil, let batch = state.withLock({ $0.batch?[named.name] }) { return batch }
        let wanted = UInt64(try request.count(.minimumGeneration) ?? 0)
        let patience = timeout ?? service.limits.timeout
        return try GenerationWait(index: named.index, generation: wanted, timeout: patience, cancellation: cancellation)
            .snapshot()
    }
}

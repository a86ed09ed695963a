import ApusSocket
import ApusWire

/// How a connection's thread answers what its client has sent, in order. Answers gather until the input is used up.
struct Answering {
    private let connection: Connection
    private var lines: [UInt8] = []
    private(set) var answeredCount = 0
    private var isQuitting = false
    var wait: Wait?

    init(_ connection: Connection) { self.connection = connection }

    /// Whether nothing more is to be taken up.
    var isOver: Bool { isQuitting || connection.outbox.isBroken }

    mutating func answer(_ item: Inbox.Item) {
        answeredCount += 1
        switch item {
        case .settled(let request, let record): append(record, ReplyEncoder(for: request))
        case .event(.refusal(let refusal)): append(.failure(refusal.error), ReplyEncoder(for: refusal))
        case .event(.request(let request)): answer(request)
        }
        if connection.outbox.add(&lines) >= Connection.flushedBytes { flush() }
    }

    func flush() { connection.outbox.flush() }

    private mutating func answer(_ request: Request) {
        if connection.isStopping.load(ordering: .sequentiallyConsistent) {
            append(.failure(WireError(.stopping, text: "the daemon is stopping")), ReplyEncoder(for: request))
        } else if request.verb.isUrgent {
            append(connection.settle(request) { _ in false }, ReplyEncoder(for: request))
        } else if request.verb == .quit {
            isQuitting = true
            append(.ok([]), ReplyEncoder(for: request))
        } else if let tag = request.tag {
            start(request, tag: tag)
        } else {
            run(request)
        }
    }

    private mutating func append(_ record: Record, _ encoder: ReplyEncoder) { encoder.append(record, to: &lines) }

    /// Answers an untagged request on this thread.
    private mutating func run(_ request: Request) {
        let connection = connection
        var reply = Reply(to: request, over: connection, arrival: MonotonicClock.now())
        swap(&reply.lines, &lines)
        connection.busily(answeringUntagged: true) { reply.run(since: $0, cancellation: connection.cancellation) }
        swap(&reply.lines, &lines)
        guard reply.leavesMuch else { return }
        _ = connection.outbox.add(&lines)
        flush()
        withExtendedLifetime(reply) {}
    }

    /// Hands a tagged request to the pool. Waits while too many of them run.
    private mutating func start(_ request: Request, tag: String) {
        let connection = connection
        let (limit, arrival) = (connection.core.options.inflight, MonotonicClock.now())
        if connection.tagged.isFull(limit: limit) { flush() }
        let start =
            connection.tagged.isFull(limit: limit)
            ? connection.busily(answeringUntagged: false) { _ in Self.start(tag, on: connection) }
            : Self.start(tag, on: connection)
        switch start {
        case nil: break
        case .tagInUse:
            let error = WireError(.conflict, text: "the tag is in use by a request that runs")
            append(.failure(error), ReplyEncoder(for: request))
        case .cancelled: append(.failure(.cancelledBeforeStart), ReplyEncoder(for: request))
        case .started(let cancellation):
            connection.core.attendant.noteActivity()
            let job: @Sendable () -> Void = {
                var reply = Reply(to: request, over: connection, arrival: arrival)
                reply.run(since: MonotonicClock.now(), cancellation: cancellation)
                // Whoever sends the answer, its tag is free when the client has it, and not before.
                _ = connection.outbox.add(&reply.lines, alongside: { connection.tagged.free(tag) })
                connection.outbox.flush()
                connection.tagged.finish()
                withExtendedLifetime(reply) {}
            }
            // What may wait for a commit has a thread of its own: on the pool's it could keep that very commit waiting.
            if request[.minimumGeneration] != nil, DetachedThread.start(job) { return }
            connection.core.pool.submit(job, to: connection.lane)
        }
    }

    private static func start(_ tag: String, on connection: Connection) -> TaggedRequests.Start? {
        connection.tagged.start(tag, limit: connection.core.options.inflight) { connection.outbox.isBroken }
    }
}

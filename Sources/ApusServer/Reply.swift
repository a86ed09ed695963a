import Apus
import ApusService
import ApusSocket
import ApusWire

/// The answer to one request while it is made: lines that wait, sent early where they become many.
struct Reply {
    private let request: Request
    private let connection: Connection
    private let encoder: ReplyEncoder
    private var failure: WireError?
    private let time: RequestTime
    /// The client takes no more, so nothing more is written for it.
    private var isAbandoned = false
    var lines: [UInt8] = []

    /// - Parameter arrival: on the monotonic clock.
    init(to request: Request, over connection: Connection, arrival: UInt64) {
        time = RequestTime(arrival: arrival)
        self.request = request
        self.connection = connection
        encoder = ReplyEncoder(for: request)
    }

    /// Whether what it was made of takes long to be let go of, so that it should be sent before.
    var leavesMuch: Bool { !time.leftovers.isEmpty }

    /// Answers the request. - Parameter began: on the monotonic clock.
    mutating func run(since began: UInt64, cancellation: Cancellation) {
        if cancellation.isCancelled {
            append(.failure(WireError(.cancelled, [Property("after", .microseconds(0))], text: "cancelled by the client")))
        } else if request.needsAdministrator, connection.role != .administrator {
            append(.failure(WireError(.denied, text: "`\(request.verb.rawValue)` is refused here: this socket is for reading")))
        } else {
            answer(cancellation)
        }
        connection.core.note(request, on: connection, nanoseconds: MonotonicClock.now() - began, failure: failure)
    }

    private mutating func answer(_ cancellation: Cancellation) {
        switch request.verb {
        case .hello: append(.ok(connection.core.greeting(role: connection.role).properties))
        case .shutdown:
            append(.ok([]))
            connection.core.requestStop()
        case .status:
            for stat in connection.core.stats { append(.stat(stat)) }
            fallthrough
        default:
            connection.session.answer(request, time: time, cancellation: cancellation) { append($0) }
        }
    }

    private mutating func append(_ record: Record) {
        if case .failure(let error) = record { failure = error }
        guard !isAbandoned else { return }
        encoder.append(record, to: &lines, until: time.writing)
        guard lines.count >= Connection.flushedBytes, !record.isFinal else { return }
        _ = connection.outbox.add(&lines)
        connection.outbox.flush()
        guard connection.outbox.isBroken else { return }
        isAbandoned = true
        connection.hangUp()
    }
}

extension Request {
    /// Whether it changes an index or the daemon, and so is refused at a door for reading.
    fileprivate var needsAdministrator: Bool {
        verb.needsAdministrator || (verb == .schema && self[.field] != nil) || (verb == .check && self[.repair] != nil)
    }
}

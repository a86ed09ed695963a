import Apus

/// The time of one request: when it arrived, and by when its answer has to be written. One thread uses it at a time.
///
/// Its deadline counts from the arrival, so that what waits for a thread, or for a commit, has so much less to search in.
public final class RequestTime {
    /// Nanoseconds behind the deadline in which an answer is still written: what is found in the last moment is to be seen.
    private static let grace: UInt64 = 30_000_000
    /// Nanoseconds from which on it has taken long.
    private static let long: UInt64 = 5_000_000

    private let arrival: UInt64
    /// By when its answer is to be written; nil as long as nobody has said it, or where there is no hurry.
    package private(set) var writing: Deadline?
    /// What takes long to let go of, kept until the answer is sent.
    package private(set) var leftovers: [Hit] = []

    /// - Parameter arrival: nanoseconds of the monotonic clock.
    public init(arrival: UInt64) { self.arrival = arrival }

    /// That of a request that arrives now.
    public convenience init() { self.init(arrival: Deadline.now()) }

    /// What is left of a time that began with the arrival; nil where it has no end.
    package func left(of timeout: Duration?) -> Duration? {
        guard let timeout else { return nil }
        return max(.zero, timeout - .nanoseconds(Int64(clamping: waited)))
    }

    /// The answer has to be written in this time from now on, or a little later.
    package func write(within timeout: Duration?) {
        writing = timeout.map { Deadline(Deadline(timeout: $0, cancellation: nil), later: Self.grace) }
    }

    /// Keeps hits until the answer is sent, if finding them took long.
    package func keep(_ hits: [Hit]) { if waited > Self.long { leftovers = hits } }

    private var waited: UInt64 {
        let now = Deadline.now()
        return now > arrival ? now - arrival : 0
    }
}

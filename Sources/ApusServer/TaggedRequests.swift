import Apus
import ApusSocket

/// The tagged requests of one connection that have been started or wait for a thread, by their tags.
final class TaggedRequests: Sendable {
    private struct State {
        var cancellations: [ExactText: Cancellation] = [:]
        /// The request that waits until fewer run.
        var waiting: (tag: ExactText, cancellation: Cancellation)?
        /// Requests whose answer is not wholly handed over yet; a tag is free again a little earlier.
        var unfinishedCount = 0
    }

    /// What an attempt to start a request came to.
    enum Start {
        case started(Cancellation)
        case tagInUse
        /// It was cancelled while it waited.
        case cancelled
    }

    private let state = Monitor(State())

    var isEmpty: Bool { state.withLock { $0.unfinishedCount == 0 } }

    /// Waits until fewer than `limit` run. Nil when `isOver` before that.
    func start(_ tag: String, limit: Int, unless isOver: () -> Bool) -> Start? {
        let tag = ExactText(tag)
        let cancellation = Cancellation()
        let start: Start?? = state.wait { state in
            state.waiting = nil
            if state.cancellations[tag] != nil { return .some(.tagInUse) }
            if isOver() { return .some(nil) }
            if cancellation.isCancelled { return .some(.cancelled) }
            guard state.cancellations.count < limit else {
                state.waiting = (tag, cancellation)
                return nil
            }
            state.cancellations[tag] = cancellation
            state.unfinishedCount += 1
            return .some(.started(cancellation))
        }
        return start ?? nil
    }

    /// Whether one more would have to wait.
    func isFull(limit: Int) -> Bool { state.withLock { $0.cancellations.count >= limit } }

    /// The answer is complete: the client may use the tag again once it has read it.
    func free(_ tag: String) { state.change { $0.cancellations[ExactText(tag)] = nil } }

    /// The answer is handed over.
    func finish() { state.change { $0.unfinishedCount -= 1 } }

    /// Stops the request of that tag; false where there is none.
    func cancel(_ tag: String) -> Bool {
        state.change { state in
            let tag = ExactText(tag)
            let cancellation =
                state.cancellations[tag]
                ?? state.waiting.flatMap { $0.tag == tag && !$0.cancellation.isCancelled ? $0.cancellation : nil }
            cancellation?.cancel()
            return cancellation != nil
        }
    }

    func cancelAll() { state.withLock { for cancellation in $0.cancellations.values { cancellation.cancel() } } }

    /// Lets whoever waits look again whether it is over.
    func wake() { state.change { _ in } }

    /// Waits until none is left.
    func waitForAll() { _ = state.wait { $0.unfinishedCount == 0 ? true : nil } }
}

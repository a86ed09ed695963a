import Synchronization

/// Tells a running search to stop; it does so within a few milliseconds and throws `SearchError.cancelled`.
public final class Cancellation: Sendable {
    private let flag = Atomic(false)

    public init() {}

    /// Stops every search that was given this; from any thread, any number of times.
    public func cancel() { flag.store(true, ordering: .relaxed) }

    public var isCancelled: Bool { flag.load(ordering: .relaxed) }
}

import Synchronization

/// Tells a running search to stop; it does so within a few milliseconds and throws `SearchError.cancelled`.
public final class Cancellation: Sendable {
    private let flag = Atomic(false)

    /// One that nobody has cancelled yet.
    public init() {}

    /// Stops every search that was given this; from any thread, any number of times.
    public func cancel() { flag.store(true, ordering: .relaxed) }

    /// Whether `cancel` was called.
    public var isCancelled: Bool { flag.load(ordering: .relaxed) }
}

/// How long to wait before what failed is tried again: a second, then twice as long each time, up to a minute.
struct RetryDelay {
    private static let longest = Duration.seconds(60)

    private var delay = Duration.seconds(1)
    private(set) var next: ContinuousClock.Instant?
    /// What the last try failed with.
    private(set) var failure: CommandFailure?

    /// Whether it may be tried now.
    var isOver: Bool { next.map { $0 <= .now } ?? true }

    /// Notes a failure. Gives whether it is another than the last one, which then has to be told.
    mutating func fails(with failure: CommandFailure) -> Bool {
        let isNew = self.failure?.message != failure.message
        self.failure = failure
        next = .now + delay
        delay = min(delay * 2, Self.longest)
        return isNew
    }

    /// The last try may be made at once.
    mutating func end() { next = nil }
}

/// When changes are to be dealt with: soon after they have come to rest, so that a file that is written, renamed and written again is read
/// once; at the latest a second after the first of them; and never sooner than a second after the last commit.
package struct ChangeSchedule {
    /// How long nothing may change before it counts as rest.
    package static let rest = Duration.milliseconds(100)
    /// How long a change waits for rest at most.
    package static let patience = Duration.seconds(1)
    /// Between two commits at least.
    package static let pause = Duration.seconds(1)

    private var first: ContinuousClock.Instant?
    private var last: ContinuousClock.Instant?
    private var earliest: ContinuousClock.Instant?

    package init() {}

    /// Something changed.
    package mutating func change(at moment: ContinuousClock.Instant) {
        first = first ?? moment
        last = moment
    }

    /// All that changed was dealt with, and committed.
    package mutating func commit(at moment: ContinuousClock.Instant, pause: Duration = Self.pause) {
        first = nil
        last = nil
        earliest = moment + pause
    }

    /// When it is time; nil while nothing has changed.
    package var due: ContinuousClock.Instant? {
        guard let first, let last else { return nil }
        let rested = min(last + Self.rest, first + Self.patience)
        return max(rested, earliest ?? rested)
    }
}

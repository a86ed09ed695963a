import Glibc

/// When a search has to stop: asked once a window of documents, it looks at the clock now and then, and once over stays over.
package final class Deadline {
    private static let looksEvery = 32
    private let end: UInt64?
    private let cancellation: Cancellation?
    private let clock: () -> UInt64
    private var asked = 0
    // What other modules could read while it changes would be watched at run time, at every question.
    private var hasPassed = false

    /// Whether it was over at the last look.
    @inline(__always)
    package var isOver: Bool { hasPassed }

    /// - Parameters:
    ///   - timeout: from now; nil for as long as it takes.
    ///   - clock: tells nanoseconds.
    package init(timeout: Duration?, cancellation: Cancellation?, clock: @escaping () -> UInt64 = Deadline.now) {
        (self.cancellation, self.clock) = (cancellation, clock)
        end = timeout.map { timeout in
            let (seconds, attoseconds) = timeout.components
            guard seconds >= 0, attoseconds >= 0 else { return 0 }
            let wait = UInt64(min(seconds, 1 << 32)) * 1_000_000_000 + UInt64(attoseconds) / 1_000_000_000
            return clock() + wait
        }
    }

    /// The same deadline, so much later.
    package init(_ deadline: Deadline, later nanoseconds: UInt64) {
        (cancellation, clock) = (deadline.cancellation, deadline.clock)
        end = deadline.end.map { $0.addingReportingOverflow(nanoseconds).partialValue }
    }

    /// Whether the search has to stop here.
    @inline(__always)
    func passes() -> Bool { passes(owing: 0) }

    /// Whether it has to stop here when so many nanoseconds are still to be spent on what is there already.
    @inline(__always)
    package func passes(owing nanoseconds: Int) -> Bool {
        asked &+= 1
        return asked % Self.looksEvery == 0 ? !leaves(nanoseconds) : hasPassed
    }

    /// Looks at the clock at once.
    package func look() -> Bool { !leaves(0) }

    /// Looks at the clock at once: whether so many nanoseconds are left. If not, it is over, for what would take them is not done.
    @inline(never)
    package func leaves(_ nanoseconds: Int) -> Bool {
        if hasPassed { return false }
        hasPassed = cancellation?.isCancelled ?? false || end.map { clock() &+ UInt64(max(0, nanoseconds)) >= $0 } ?? false
        return !hasPassed
    }

    /// It is over, for there is no time for what comes next.
    func giveUp() { hasPassed = true }

    /// Nanoseconds of a clock that only goes forward.
    package static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

import Glibc

/// When a search has to stop: asked once a window of documents, it looks at the clock now and then, and once over stays over.
final class Deadline {
    private static let looksEvery = 32
    private let end: UInt64?
    private let cancellation: Cancellation?
    private var asked = 0
    private(set) var isOver = false

    /// - Parameter timeout: from now; nil for as long as it takes.
    init(timeout: Duration?, cancellation: Cancellation?) {
        self.cancellation = cancellation
        end = timeout.map { timeout in
            let (seconds, attoseconds) = timeout.components
            guard seconds >= 0, attoseconds >= 0 else { return 0 }
            let wait = UInt64(min(seconds, 1 << 32)) * 1_000_000_000 + UInt64(attoseconds) / 1_000_000_000
            return Self.now() + wait
        }
    }

    /// The same deadline, so much later.
    init(_ deadline: Deadline, later nanoseconds: UInt64) {
        cancellation = deadline.cancellation
        end = deadline.end.map { $0.addingReportingOverflow(nanoseconds).partialValue }
    }

    /// Whether the search has to stop here.
    @inline(__always)
    func passes() -> Bool {
        asked &+= 1
        return asked % Self.looksEvery == 0 ? look() : isOver
    }

    /// Looks at the clock at once.
    @inline(never)
    func look() -> Bool {
        if isOver { return true }
        isOver = cancellation?.isCancelled ?? false || end.map { Self.now() >= $0 } ?? false
        return isOver
    }

    /// Nanoseconds of a clock that only goes forward.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

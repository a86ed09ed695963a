/// Times loops by the least of some passes: what else the machine does only ever adds.
struct Stopwatch {
    private static let passes = 60
    private let clock = ContinuousClock()
    /// The sum of all results, so that none is left out as unused.
    private(set) var residue = 0

    /// Nanoseconds of one of the operations that `body` does; it returns something that depends on all of them.
    mutating func nanoseconds(_ operations: Int, _ body: () throws -> Int) rethrows -> Double {
        var least = Duration.seconds(1000)
        for _ in 0..<Self.passes { least = min(least, try time(body)) }
        return Self.nanoseconds(least, operations)
    }

    /// The same of two bodies that take turns, so that the machine is as busy with others for both.
    mutating func nanoseconds(_ operations: Int, _ one: () -> Int, beside other: () -> Int) -> (one: Double, other: Double) {
        var least = (one: Duration.seconds(1000), other: Duration.seconds(1000))
        for _ in 0..<Self.passes { least = (min(least.one, time(one)), min(least.other, time(other))) }
        return (Self.nanoseconds(least.one, operations), Self.nanoseconds(least.other, operations))
    }

    private mutating func time(_ body: () throws -> Int) rethrows -> Duration {
        let start = clock.now
        residue &+= try body()
        return clock.now - start
    }

    private static func nanoseconds(_ duration: Duration, _ operations: Int) -> Double {
        (Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) / 1e9) / Double(operations)
    }
}

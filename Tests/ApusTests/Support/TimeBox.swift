import Glibc

/// How long the long form of a test runs: `APUS_TORTURE_SECONDS`, else not at all.
enum TimeBox {
    static let seconds = getenv("APUS_TORTURE_SECONDS").flatMap { Double(String(cString: $0)) } ?? 0

    /// `APUS_TORTURE_SEED`: a round to be run again.
    static let seed = getenv("APUS_TORTURE_SEED").flatMap { UInt64(String(cString: $0)) }

    static var isSet: Bool { seconds > 0 }

    /// Runs rounds until the time is over, or so many are done; at least one. A round returns how many it was. Prints how many it were, for a
    /// script to read.
    static func run(_ name: String, most: Int = .max, _ round: (Int) throws -> Int) rethrows {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        var (calls, rounds) = (0, 0)
        repeat {
            rounds += try round(calls)
            calls += 1
        } while rounds < most && clock.now < end
        print("rounds: \(name) \(rounds)")
        fflush(nil)
    }
}

import Glibc

/// How often a random test repeats itself: all rounds in a long run (`scripts/test --long`), fewer in the one after each change.
enum Rounds {
    static let areLong = getenv("APUS_LONG_TESTS") != nil

    static func of(_ long: Int, quick: Int) -> Int { areLong ? long : quick }

    /// The seeds of a test: all, or in a quick run so many of them, others each time. A failure names its seed.
    static func seeds(_ all: ClosedRange<UInt64>, quick: Int) -> [UInt64] {
        areLong ? Array(all) : Array(all.shuffled().prefix(quick))
    }
}

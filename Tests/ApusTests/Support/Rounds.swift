import Glibc

/// How often a random test repeats itself: all rounds in a long run (`scripts/test --long`), fewer in the one after each change.
enum Rounds {
    static let areLong = getenv("APUS_LONG_TESTS") != nil

    static func of(_ long: Int, quick: Int) -> Int { areLong ? long : quick }
}

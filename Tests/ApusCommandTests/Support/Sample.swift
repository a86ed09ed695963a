import Glibc

/// Of the many cases of a test that starts programs for each: all in a long run (`scripts/test --long`), and in the run after each change
/// every so many, beginning at another one each time, so that many runs come by all of them. A failure names its case.
enum Sample {
    static func of<Case>(_ cases: [Case], oneIn step: Int) -> [Case] {
        guard getenv("APUS_LONG_TESTS") == nil else { return cases }
        return stride(from: Int.random(in: 0..<min(step, cases.count)), to: cases.count, by: step).map { cases[$0] }
    }
}

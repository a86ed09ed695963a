import Apus
import Glibc

/// `merge DIR REORDER`: joins all segments, in a new order if asked to, and prints one line of what it cost.
struct Merge {
    let directory: String
    let reorders: Bool

    func run() throws {
        let clock = ContinuousClock()
        let index = try Index(at: directory)
        let before = directoryBytes(directory)
        let start = clock.now
        try index.merge(toSegments: 1, reordering: reorders)
        let seconds = (clock.now - start).seconds
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        print(
            "{\"seconds\": \(seconds), \"max_rss_kb\": \(usage.ru_maxrss), \"bytes_before\": \(before), \"bytes\": \(directoryBytes(directory))}"
        )
    }
}

import Apus
import Glibc

/// `merge DIR REORDER MEMORY`: joins all segments, in a new order if asked to, with so many MiB of memory, and prints one line of
/// what it cost.
struct Merge {
    let directory: String
    let reorders: Bool
    let memory: Int

    func run() throws {
        let clock = ContinuousClock()
        var options = IndexOptions()
        options.memory = memory << 20
        let index = try Index(at: directory, options: options)
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

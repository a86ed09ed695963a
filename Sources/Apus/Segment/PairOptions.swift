/// Which neighbouring words get lists of their own when a segment is made. Users have no say in it; tests do.
package struct PairOptions: Equatable, Sendable {
    /// Two words are looked at when, spread evenly, they would meet in so many documents; nil makes no pairs.
    package var leastMeetings: Int? = 1000
    /// What pairs may take of the bytes of terms, postings and positions, in thousandths.
    package var permille = 80
    /// Words of a text that are put together at a time.
    package var windowWords = 1 << 16
    /// Windows from which it is estimated what the pairs would take.
    package var sampledWindows = 64
    /// Bytes in which lists are gathered at a time; nil follows from the memory of the index.
    package var memory: Int?

    package init() {}

    /// No pairs.
    package static var none: PairOptions {
        var options = PairOptions()
        options.leastMeetings = nil
        return options
    }

    /// Bytes in which lists are gathered at a time, where indexing may take so many.
    func memory(of indexing: Int) -> Int { memory ?? max(Self.leastMemory, indexing / 8) }

    private static let leastMemory = 16 << 20
}

/// Which neighbouring words get lists of their own, and which a filter, when a segment is made. Users have no say in it; tests do.
package struct PairOptions: Equatable, Sendable {
    /// Two words are looked at when, spread evenly, they would meet in so many documents; nil makes no pairs.
    package var leastMeetings: Int? = 1000
    /// Segments whose terms, postings and positions take less have no pairs: their phrases are fast, and they are merged soon.
    package var leastIndexBytes = 16 << 20
    /// What pairs may take of the bytes of terms, postings and positions, in thousandths.
    package var permille = 80
    /// Words of a text that are put together at a time.
    package var windowWords = 1 << 23
    /// Windows of the text from which it is estimated what the pairs would take, and their words.
    package var sampledWindows = 32
    package var sampleWords: Int { min(windowWords, 1 << 16) }
    /// What filters of neighbours may take of these bytes, in thousandths.
    package var filterPermille = 45
    /// Bytes in which lists are gathered at a time; nil follows from the memory of the index.
    package var memory: Int?

    package init() {}

    /// No pairs, and no filters.
    package static var none: PairOptions {
        var options = PairOptions()
        options.leastMeetings = nil
        options.filterPermille = 0
        return options
    }

    /// Bytes in which lists are gathered at a time, where indexing may take so many.
    func memory(of indexing: Int) -> Int { memory ?? max(Self.leastMemory, indexing / 8) }

    private static let leastMemory = 16 << 20
    /// Words that cost phrases less (`TermEntry.phraseCost`) are in no filter: few documents have to be looked at.
    static let leastFilteredCost: UInt64 = 128
    /// Bits of a filter. Two of them are set for a neighbour: about one document in five passes that does not hold the phrase.
    static let bitsPerNeighbour = 3.5
}

/// Makes the filters of neighbours of a segment whose terms, postings and positions have just been written.
///
/// The text of the covered words is put together window by window (`CommonText`), as for pairs, and each two that follow each other
/// set their bits. One filter at a time is in memory, beside one window.
struct NeighbourFilterWriter {
    private let source: PairSource
    private let windowWords: Int

    init(_ source: PairSource, options: PairOptions) {
        self.source = source
        windowWords = options.windowWords
    }

    /// - Parameters:
    ///   - threshold: two words that cost as much, multiplied, are left to the pairs.
    ///   - norms: those of all documents in a field.
    func write(
        _ choice: NeighbourFilterChoice, threshold: UInt64, norms: (Int) throws -> [UInt8], to part: PartWriter
    ) throws {
        var entries = ByteWriter()
        for field in choice.fields {
            let start = part.contentOffset
            let filter = try filter(field, threshold: threshold, norms: try norms(field.number))
            try filter.withUnsafeBytes { try part.append($0) }
            entries.integer(UInt32(field.number))
            entries.integer(field.rows)
            // Costs are below 2³².
            entries.integer(UInt32(field.costs.lowerBound))
            entries.integer(UInt32(field.costs.upperBound))
            entries.integer(threshold)
            entries.integer(start)
        }
        try part.append(entries.bytes)
        try part.integer(UInt32(choice.fields.count))
        try part.integer(UInt32(source.documentCount))
    }

    /// The words of a field's filter, little-endian.
    func filter(_ field: NeighbourFilterChoice.Field, threshold: UInt64, norms: [UInt8]) throws -> [UInt64] {
        let count = field.words.count
        let followers = field.words.map { source.reaching(threshold, besides: $0, field.words).count..<count }
        let text = try source.text(field.words, followers: followers, norms: norms, windowWords: windowWords)
        let names = field.words.map { UInt64($0.postingsOffset) }
        let rowWords = NeighbourFilterLayout.rowBytes / 8
        var filter = [UInt64](repeating: 0, count: Int(field.rows) * rowWords)
        for window in 0..<text.windowBounds.count - 1 {
            try source.checkCancelled()
            text.forEachDocument(inWindow: window) { document, neighbours in
                for pair in neighbours {
                    let hash = NeighbourFilterLayout.pairHash(names[Int(pair.first)], names[Int(pair.second)])
                    let (word, bits) = NeighbourFilterLayout.probe(hash, document)
                    filter[NeighbourFilterLayout.row(hash, of: field.rows) &* rowWords &+ word] |= bits.littleEndian
                }
            }
        }
        try source.check(text)
        return filter
    }
}

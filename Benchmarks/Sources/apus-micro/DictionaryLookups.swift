/// Looking words up in a segment's dictionary of 200,000.
enum DictionaryLookups {
    private static let terms = 200_000
    private static let lookups = 4096

    static func figures(_ watch: inout Stopwatch) throws -> [Figure] {
        let storage = MemoryStorage()
        let part = try PartWriter(.terms, name: "terms", in: storage)
        let writer = TermDictionaryWriter(part)
        var random = SeededRandom(seed: 8)
        let words = SampleWords.distinct(terms, &random)
        let keys = words.map { TermKey.bytes(field: 1, term: $0) }.sorted { $0.lexicographicallyPrecedes($1) }
        for (number, key) in keys.enumerated() {
            try key.withUnsafeBufferPointer { try writer.add($0, entry(number)) }
        }
        try writer.finish()
        let reader = try TermDictionaryReader(PartReader(try part.finish(segment: 1), name: "terms", segment: 1, in: storage))
        let wanted = (0..<lookups).map { _ in keys[Int.random(in: 0..<keys.count, using: &random)] }
        return [
            Figure("dictionary, a word that is there", try time(wanted, reader, &watch), "look-up"),
            Figure("dictionary, one that is not", try time(wanted.map { $0 + [0x7A, 0x7A] }, reader, &watch), "look-up"),
        ]
    }

    private static func time(_ keys: [[UInt8]], _ reader: TermDictionaryReader, _ watch: inout Stopwatch) throws -> Double {
        try watch.nanoseconds(lookups) {
            try keys.reduce(0) { sum, key in
                sum &+ Int(try key.withUnsafeBufferPointer { try reader.entry($0) }?.documentFrequency ?? 1)
            }
        }
    }

    private static func entry(_ number: Int) -> TermEntry {
        TermEntry(
            documentFrequency: 2 + UInt32(number % 7), totalFrequency: 12, onlyDocument: .end, postingsOffset: number * 20,
            postingsLength: 20, positionsOffset: number * 30, positionsLength: 30)
    }
}

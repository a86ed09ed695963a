/// Walks the terms of several segments together, in order, each once.
struct MergedTermCursor {
    private let readers: [SegmentReader]
    private var cursors: [TermDictionaryCursor] = []
    /// The segments that have the current term, by their places; none at the end.
    private(set) var holders: [Int] = []

    init(_ readers: [SegmentReader]) throws(DamagedFile) {
        self.readers = readers
        for reader in readers {
            cursors.append(try Self.named(reader) { () throws(CorruptBytes) in try TermDictionaryCursor(reader.dictionary) })
        }
        findHolders()
    }

    var isAtEnd: Bool { holders.isEmpty }

    /// Documents with the current term, deleted ones among them.
    var documentFrequency: Int { holders.reduce(0) { $0 + Int(cursors[$1].entry?.documentFrequency ?? 0) } }

    /// The current term's entry in one of the holders.
    func entry(in holder: Int) -> TermEntry? { cursors[holder].entry }

    /// O(segments).
    mutating func advance() throws(DamagedFile) {
        for holder in holders {
            try Self.named(readers[holder]) { () throws(CorruptBytes) in try cursors[holder].advance() }
        }
        findHolders()
    }

    private mutating func findHolders() {
        holders.removeAll(keepingCapacity: true)
        for place in cursors.indices where !cursors[place].isAtEnd {
            guard let first = holders.first, cursors[place].key != cursors[first].key else {
                holders.append(place)
                continue
            }
            if cursors[place].key.lexicographicallyPrecedes(cursors[first].key) { holders = [place] }
        }
    }

    private static func named<R>(_ reader: SegmentReader, _ body: () throws(CorruptBytes) -> R) throws(DamagedFile) -> R {
        do throws(CorruptBytes) { return try body() } catch {
            throw reader.part(.terms)?.damage(error) ?? DamagedFile(file: reader.record.name, offset: 0, reason: error.reason)
        }
    }
}

/// Brings the postings of one term after the other into a merge's new order.
///
/// A term's documents and frequencies are held whole; its positions as far as memory allows: of a term that has more, the lists are
/// read again for each stretch of the new order whose positions fit.
struct ReorderedList {
    /// What a segment has of the current term.
    private struct Source {
        let reader: SegmentReader
        let documents: DocumentRenumbering
        let norms: UnsafePointer<UInt8>?
        let entry: TermEntry
    }

    private let mostPositions: Int
    private let arena = SearchArena()
    private var sorting: DistinctSorting
    private var sources: [Source] = []
    /// Whether the current term is of a text field, which has positions.
    private var isText = false
    /// The new numbers of the postings as they are read, their frequencies, and where their positions begin among those held.
    private var numbers: [UInt32] = []
    private var frequencies: [UInt32] = []
    private var starts: [Int] = []
    private var positions: [UInt32] = []

    /// - Parameter memory: bytes that positions may take. The largest number of them in one document is held all the same.
    init(documentCount: Int, memory: Int) {
        mostPositions = memory / MemoryLayout<UInt32>.stride
        sorting = DistinctSorting(limit: documentCount)
    }

    /// Adds what a segment has of the current term.
    mutating func add(_ input: SegmentMerger.Input, _ entry: TermEntry) {
        sources.append(Source(reader: input.reader, documents: input.documents, norms: input.norms, entry: entry))
    }

    /// Writes the current term's postings, and returns how many; then the next term may come.
    mutating func write(norms: [UInt8]?, to lists: PostingListWriter) throws -> Int {
        // Each by itself, because their sum may be past all bounds where one is damaged.
        let fits = sources.allSatisfy { $0.entry.totalFrequency <= UInt64(mostPositions / sources.count) }
        isText = norms != nil
        try read(withPositions: fits)
        let order = sorting.places(of: numbers)
        var start = 0
        while start < order.count {
            let end = fits ? order.count : stretch(of: order, from: start)
            if !fits { try readPositions(from: numbers[Int(order[start])], through: numbers[Int(order[end - 1])]) }
            for place in order[start..<end] { try write(Int(place), norms, to: lists) }
            start = end
        }
        sources.removeAll(keepingCapacity: true)
        return order.count
    }

    private mutating func read(withPositions: Bool) throws {
        numbers.removeAll(keepingCapacity: true)
        frequencies.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        for source in sources {
            arena.reuse()
            var cursor = try cursor(source)
            var left = source.entry.totalFrequency
            while cursor.document != .end {
                let frequency = cursor.frequency
                guard frequency > 0, frequency <= left else {
                    throw source.reader.damage(
                        SearchArena.Damage(address: cursor.list.start, reason: "frequencies are not as many as occurrences"))
                }
                left -= UInt64(frequency)
                if let number = source.documents[cursor.document.rawValue] {
                    numbers.append(number)
                    frequencies.append(frequency)
                    starts.append(positions.count)
                    if withPositions { positions.append(contentsOf: cursor.positions()) }
                }
                cursor.advance()
            }
            if let damage = arena.damage { throw source.reader.damage(damage) }
        }
    }

    private func cursor(_ source: Source) throws -> TermCursor {
        TermCursor(
            try SegmentMerger.list(source.entry, of: source.reader, norms: source.norms, isText: isText), arena: arena)
    }

    /// The end of the places from `start` on whose positions fit, one place at least.
    private func stretch(of order: [UInt32], from start: Int) -> Int {
        var (end, count) = (start, 0)
        while end < order.count, end == start || count + Int(frequencies[Int(order[end])]) <= mostPositions {
            count += Int(frequencies[Int(order[end])])
            end += 1
        }
        return end
    }

    /// Holds the positions of the documents with these new numbers.
    private mutating func readPositions(from first: UInt32, through last: UInt32) throws {
        positions.removeAll(keepingCapacity: true)
        var place = 0
        for source in sources {
            arena.reuse()
            var cursor = try cursor(source)
            while cursor.document != .end, place < starts.count {
                if let number = source.documents[cursor.document.rawValue] {
                    if number >= first, number <= last {
                        starts[place] = positions.count
                        positions.append(contentsOf: cursor.positions())
                    }
                    place += 1
                }
                cursor.advance()
            }
            if let damage = arena.damage { throw source.reader.damage(damage) }
        }
    }

    private func write(_ place: Int, _ norms: [UInt8]?, to lists: PostingListWriter) throws {
        let number = numbers[place]
        try lists.add(document: number, norm: norms?[Int(number)] ?? 1, frequency: frequencies[place])
        // None at all where the field keeps none.
        guard !positions.isEmpty else { return }
        for index in starts[place]..<min(positions.count, starts[place] + Int(frequencies[place])) {
            try lists.add(position: positions[index])
        }
    }
}

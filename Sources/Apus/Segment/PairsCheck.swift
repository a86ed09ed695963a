/// Compares the lists of pairs with the positions of their words: every covered pair that occurs has its list, and nothing else has.
///
/// The lists are made once more, as for a new segment but at the threshold of the file, and compared document by document.
struct PairsCheck {
    /// Bytes in which lists are gathered at a time.
    private static let memory = 64 << 20

    private let reader: SegmentReader
    private let pairs: PairsReader
    private let source: PairSource

    /// Nil for a segment without pairs.
    init?(_ reader: SegmentReader) {
        guard let pairs = reader.pairs, let source = PairSource(reader) else { return nil }
        (self.reader, self.pairs, self.source) = (reader, pairs, source)
    }

    /// Throws a `DamagedFile` for the first thing that is wrong. - Parameter words: all words of the segment, noted in order.
    func run(_ words: CommonWords) throws {
        let fields = words.fields
        var end = 0
        for field in pairs.fields {
            let common = fields.first { $0.number == field.number }?.words(reaching: field.threshold) ?? []
            try pairs.validateWords(of: field, common)
            end = try compare(field, common, from: end)
        }
        guard end == pairs.fieldsStart else { throw damaged(at: end, "the tables of pairs end at \(end)") }
    }

    /// Compares all lists of a field, which begin at `start`; returns where its table ends.
    private func compare(_ field: PairsReader.Field, _ words: [TermEntry], from start: Int) throws -> Int {
        let norms = try reader.allNorms(ofField: field.number)
        let gathering = PairGathering(
            source, words, threshold: field.threshold, norms: norms, options: PairOptions(), memory: Self.memory)
        var (place, rank, end) = (0, 0, start)
        var row = try pairs.row(of: 0, in: field)
        try gathering.forEachPair(inGroups: [0..<words.count * words.count]) { pair, streams in
            let (first, second) = Int(pair).quotientAndRemainder(dividingBy: words.count)
            while rank < first, place == row.upperBound {
                rank += 1
                row = try pairs.row(of: rank, in: field)
            }
            guard rank == first, row.contains(place), pairs.second(place, in: field) == second else {
                throw damaged(at: field.seconds + 2 * place, "a pair of words that occurs has no list, or one of other words has")
            }
            let bounds = try pairs.bounds(ofList: place, in: field, row: row, first: first)
            guard bounds.0 == end else {
                throw damaged(at: bounds.0, "the list of a pair does not begin where the last one ends")
            }
            try compare(try pairs.list(place, in: field, row: row, first: first), pair, streams, norms, at: bounds.0)
            (place, end) = (place + 1, bounds.1)
        }
        for rest in rank..<words.count {
            guard try pairs.row(of: rest, in: field).upperBound == place else {
                throw damaged(at: field.rowEnds + 4 * rest, "a pair has a list, but occurs nowhere")
            }
        }
        guard place == field.pairCount, end == field.table else {
            throw damaged(at: end, "the lists of pairs end at \(end), their table begins at \(field.table)")
        }
        return field.end
    }

    private func compare(_ list: PostingList, _ pair: UInt32, _ streams: PairStreams, _ norms: [UInt8], at offset: Int) throws {
        let arena = SearchArena()
        var cursor = TermCursor(list, arena: arena)
        var stream = streams.reader(of: pair)
        guard list.documentFrequency == streams.documents(of: pair) else {
            throw damaged(
                at: offset, "a pair has \(list.documentFrequency) documents, its words have \(streams.documents(of: pair))")
        }
        let reference = list.hasImpacts ? LengthReference(code: list.lengthReference) : nil
        for _ in 0..<list.documentFrequency {
            let (document, frequency) = stream.takeEntry()
            if let damage = arena.damage { throw reader.damage(damage) }
            guard cursor.document.rawValue == document, cursor.frequency == frequency else {
                throw damaged(at: offset, "a pair is not where its words are in document \(document)")
            }
            if list.hasImpacts {
                let norm = norms[Int(document)]
                guard list.bounds(cursor.block, frequency: frequency, norm: norm, reference) else {
                    throw damaged(at: offset, "the bound of a pair's block is too low")
                }
            }
            cursor.advance()
        }
        if let damage = arena.damage { throw reader.damage(damage) }
    }

    private func damaged(at offset: Int, _ reason: String) -> DamagedFile { pairs.part.damage(at: offset, reason) }
}

extension PairsReader {
    /// The words of a field's table are these, by rank, and stand in the order of their lists.
    func validateWords(of field: Field, _ words: [TermEntry]) throws(DamagedFile) {
        guard field.wordCount == words.count, field.wordCount > 0 else {
            throw part.damage(at: field.table, "\(field.wordCount) words in pairs, not \(words.count)")
        }
        let places = words.indices.sorted { words[$0].postingsOffset < words[$1].postingsOffset }
        for (place, rank) in places.enumerated() {
            let word = self.word(at: place, in: field)
            guard word.offset == UInt64(words[rank].postingsOffset), word.rank == rank else {
                throw part.damage(at: field.table + 8 * place, "word \(place) of the pairs is not the one that is common enough")
            }
        }
    }
}

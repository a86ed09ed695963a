/// The words' lists that pairs are made from.
struct PairSource {
    let documentCount: Int
    /// What the files of the segment hold between header and footer.
    private let postings: UnsafeRawBufferPointer
    private let positions: UnsafeRawBufferPointer
    /// Turns what a cursor finds wrong into an error that names the file.
    private let damage: (SearchArena.Damage) -> any Error
    private let isCancelled: () -> Bool

    /// - Parameters:
    ///   - postings: the content of the segment's postings, `positions` that of its positions; whoever makes this keeps them alive.
    init(
        documentCount: Int, postings: UnsafeRawBufferPointer, positions: UnsafeRawBufferPointer,
        damage: @escaping (SearchArena.Damage) -> any Error, isCancelled: @escaping () -> Bool = { false }
    ) {
        (self.documentCount, self.postings, self.positions) = (documentCount, postings, positions)
        (self.damage, self.isCancelled) = (damage, isCancelled)
    }

    /// The lists of a segment that is there; nil where files are missing.
    init?(_ reader: SegmentReader) {
        guard let postings = reader.part(.postings), let positions = reader.part(.positions) else { return nil }
        self.init(
            documentCount: reader.documentCount, postings: postings.content, positions: positions.content,
            damage: { reader.damage($0) })
    }

    /// The text of a field with these words left in it, and which pairs are covered. - Parameter words: by rank.
    func text(_ words: [TermEntry], threshold: UInt64, norms: [UInt8], windowWords: Int) throws -> CommonText {
        let followers = words.map { 0..<reaching(threshold, besides: $0, words).count }
        return try text(words, followers: followers, norms: norms, windowWords: windowWords)
    }

    /// The text of a field with these words left in it, and which of them are looked for behind each. - Parameter words: by rank.
    func text(_ words: [TermEntry], followers: [Range<Int>], norms: [UInt8], windowWords: Int) throws -> CommonText {
        try CommonText(words, followers: followers, norms: norms, windowWords: windowWords) { entry, norms in
            try PostingList(
                entry, postings: postings, positions: positions, documentLimit: UInt32(documentCount), norms: norms)
        }
    }

    /// Of words by rank those that are in a covered pair.
    func reaching(_ threshold: UInt64, _ words: [TermEntry]) -> [TermEntry] {
        words.first.map { Array(reaching(threshold, besides: $0, words)) } ?? []
    }

    /// Of words by rank those that are in a covered pair with this one.
    func reaching(_ threshold: UInt64, besides word: TermEntry, _ words: [TermEntry]) -> ArraySlice<TermEntry> {
        words[..<partition(words.indices) { words[$0].phraseCost * word.phraseCost < threshold }]
    }

    func check(_ text: CommonText) throws {
        if let found = text.damage { throw damage(found) }
    }

    func checkCancelled() throws {
        if isCancelled() { throw MergeCancelled() }
    }
}

extension SegmentReader {
    /// The norms of all documents in a field; 0 where a document lacks it.
    func allNorms(ofField field: Int) throws -> [UInt8] {
        var all = [UInt8](repeating: 0, count: documentCount)
        try norms.forEach(ofField: field) { document, norm in all[Int(document)] = norm }
        return all
    }
}

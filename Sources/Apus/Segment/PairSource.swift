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

    /// The text of a field with these words left in it, and what is looked for behind each. - Parameter words: by rank.
    func text(_ words: [TermEntry], threshold: UInt64, norms: [UInt8], windowWords: Int) throws -> CommonText {
        let limits = words.map { reaching(threshold, besides: $0, words).count }
        return try CommonText(words, limits: limits, norms: norms, windowWords: windowWords) { entry in
            try PostingList(entry, postings: postings, positions: positions, documentLimit: UInt32(documentCount))
        }
    }

    /// Of words by rank those that are in a covered pair.
    func reaching(_ threshold: UInt64, _ words: [TermEntry]) -> [TermEntry] {
        words.first.map { Array(reaching(threshold, besides: $0, words)) } ?? []
    }

    private func reaching(_ threshold: UInt64, besides word: TermEntry, _ words: [TermEntry]) -> ArraySlice<TermEntry> {
        words.prefix { $0.phraseCost * word.phraseCost >= threshold }
    }

    /// Address space for the streams of pairs; pages that are not used cost nothing.
    var streamCapacity: Int { min(Int(UInt32.max), max(1 << 30, 8 * documentCount)) }

    func check(_ text: CommonText) throws {
        if let found = text.damage { throw damage(found) }
    }

    func checkCancelled() throws {
        if isCancelled() { throw MergeCancelled() }
    }
}

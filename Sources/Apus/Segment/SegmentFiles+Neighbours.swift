extension SegmentFiles {
    /// Makes the pairs and filters of the segment once its terms, postings and positions are written: reads the lists back.
    /// - Parameters:
    ///   - norms: those of all documents in a field.
    ///   - memory: bytes in which lists are gathered.
    func writeNeighbours(
        of words: PhraseWords, documentCount: Int, norms: (Int) throws -> [UInt8], options: PairOptions, memory: Int,
        isCancelled: @escaping () -> Bool = { false }
    ) throws {
        let indexBytes = [terms, postings, positions].reduce(0) { $0 + $1.offset }
        guard indexBytes >= options.leastIndexBytes else { return }
        let filters = NeighbourFilterChoice(words.ofFilters, bits: indexBytes * 8 / 1000 * options.filterPermille)
        let hasPairs = PairsBuilder.mayFind(words.ofPairs, documentCount: documentCount, options)
        guard hasPairs || !filters.fields.isEmpty else { return }
        let (writtenPostings, writtenPositions) = (try postings.written(in: storage), try positions.written(in: storage))
        defer { withExtendedLifetime((writtenPostings, writtenPositions)) {} }
        let source = PairSource(
            documentCount: documentCount, postings: Self.content(writtenPostings), positions: Self.content(writtenPositions),
            damage: { [postings] in DamagedFile(file: postings.name, offset: 0, reason: $0.reason) }, isCancelled: isCancelled)
        let threshold = try PairsBuilder(source, options: options, memory: memory).write(
            words.ofPairs, indexBytes: indexBytes, positions: positions, norms: norms, to: { try makePart(.pairs) })
        guard !filters.fields.isEmpty else { return }
        try NeighbourFilterWriter(source, options: options).write(
            filters, threshold: threshold ?? .max, norms: norms, to: try makePart(.neighbours))
    }

    private static func content(_ written: any StoredBytes) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: written.bytes[PartWriter.headerBytes...])
    }
}

extension PartWriter {
    /// What was written so far, header included, to be read before the file is finished.
    func written(in storage: any Storage) throws(StorageError) -> any StoredBytes {
        try flush()
        return try storage.read(name)
    }
}

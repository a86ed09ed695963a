/// Writes the lists of one term after the other: documents rising, each with its positions.
///
/// Call `add(document:norm:frequency:)`, then `add(position:)` once for each occurrence (or never, for a field without
/// positions), then `finish`. Blocks go out as they fill, so memory holds only the skips of the current list.
final class PostingListWriter {
    private let postings: PartWriter
    private let positions: PartWriter

    private let gaps = UnsafeMutablePointer<UInt32>.allocate(capacity: PostingListLayout.blockDocuments)
    private let frequencies = UnsafeMutablePointer<UInt32>.allocate(capacity: PostingListLayout.blockDocuments)
    /// The positions of the block's documents as `PositionBlock` has them.
    private var occurrences = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 1024)
    private var documentsInBlock = 0
    private var occurrencesInBlock = 0
    private var lastDocument = UInt32.max
    private var lastPosition: UInt32 = 0
    private var isFirstPosition = true

    private var encodedPostings: [UInt8] = []
    private var encodedPositions: [UInt8] = []
    private var postingsStart = 0
    private var positionsStart = 0
    private var skips = Skips()
    private var blockImpacts = ImpactsBuilder()
    private var documentFrequency = 0
    private var totalFrequency: UInt64 = 0
    private var onlyDocument = DocumentID.end

    /// What is written behind the blocks of a long list.
    private struct Skips {
        var lastDocuments: [UInt32] = []
        var blockEnds: [UInt32] = []
        var positionBytes: [UInt32] = []
        var impacts: [Impacts] = []

        mutating func removeAll() {
            lastDocuments.removeAll(keepingCapacity: true)
            blockEnds.removeAll(keepingCapacity: true)
            positionBytes.removeAll(keepingCapacity: true)
            impacts.removeAll(keepingCapacity: true)
        }
    }

    init(postings: PartWriter, positions: PartWriter) {
        self.postings = postings
        self.positions = positions
        begin()
    }

    deinit {
        gaps.deallocate()
        frequencies.deallocate()
        occurrences.deallocate()
    }

    /// Starts the next document of the current term. Documents must rise.
    @inline(__always)
    func add(document: UInt32, norm: UInt8, frequency: UInt32) throws(IndexError) {
        if documentsInBlock == PostingListLayout.blockDocuments { try closeBlock() }
        if documentsInBlock == 0 { try noteBlockStart() }
        gaps[documentsInBlock] = document &- lastDocument &- 1
        frequencies[documentsInBlock] = frequency &- 1
        documentsInBlock += 1
        blockImpacts.add(frequency: frequency, norm: norm)
        lastDocument = document
        documentFrequency += 1
        totalFrequency += UInt64(frequency)
        isFirstPosition = true
    }

    /// Adds an occurrence in the current document. Positions must rise.
    @inline(__always)
    func add(position: UInt32) throws(IndexError) {
        if occurrencesInBlock == occurrences.count { growOccurrences() }
        occurrences[occurrencesInBlock] = isFirstPosition ? position : position &- lastPosition &- 1
        isFirstPosition = false
        lastPosition = position
        occurrencesInBlock += 1
    }

    private func growOccurrences() {
        let more = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 2 * occurrences.count)
        more.baseAddress!.initialize(from: occurrences.baseAddress!, count: occurrences.count)
        occurrences.deallocate()
        occurrences = more
    }

    /// Ends the term and says where its lists are.
    func finish() throws(IndexError) -> TermEntry {
        onlyDocument = documentFrequency == 1 ? DocumentID(lastDocument) : .end
        try closePostings()
        let entry = TermEntry(
            documentFrequency: UInt32(documentFrequency), totalFrequency: totalFrequency, onlyDocument: onlyDocument,
            postingsOffset: postingsStart, postingsLength: contentOffset(of: postings) - postingsStart,
            positionsOffset: positionsStart, positionsLength: contentOffset(of: positions) - positionsStart)
        begin()
        return entry
    }

    private func begin() {
        documentsInBlock = 0
        occurrencesInBlock = 0
        lastDocument = .max
        documentFrequency = 0
        totalFrequency = 0
        skips.removeAll()
        postingsStart = contentOffset(of: postings)
        positionsStart = contentOffset(of: positions)
    }

    private func contentOffset(of part: PartWriter) -> Int { part.offset - PartWriter.headerBytes }

    private func noteBlockStart() throws(IndexError) {
        skips.positionBytes.append(try narrow(contentOffset(of: positions) + encodedPositions.count - positionsStart))
    }

    private func closeBlock() throws(IndexError) {
        DocumentBlock.encode(gaps, into: &encodedPostings)
        PatchedBlock.encode(frequencies, into: &encodedPostings)
        try closePositions()
        try noteBlockEnd()
        documentsInBlock = 0
        if encodedPostings.count > 1 << 16 { try flushPostings() }
    }

    private func noteBlockEnd() throws(IndexError) {
        skips.lastDocuments.append(lastDocument)
        skips.blockEnds.append(try narrow(contentOffset(of: postings) + encodedPostings.count - postingsStart))
        skips.impacts.append(blockImpacts.finish())
    }

    private func closePostings() throws(IndexError) {
        defer { _ = blockImpacts.finish() }
        guard documentFrequency > 1 else {
            try closePositions()
            return try flushPositions()
        }
        let isLong = documentFrequency >= PostingListLayout.blockDocuments
        if documentsInBlock == PostingListLayout.blockDocuments {
            try closeBlock()
        } else if documentsInBlock > 0 {
            encodeTail()
            try closePositions()
            if isLong { try noteBlockEnd() }
        }
        if isLong { encodeSkips() }
        try flushPostings()
        try flushPositions()
    }

    private func encodeTail() {
        for index in 0..<documentsInBlock {
            let frequency = frequencies[index]
            VarintRun.append(gaps[index] << 1 | (frequency == 0 ? 1 : 0), to: &encodedPostings)
            if frequency > 0 { VarintRun.append(frequency - 1, to: &encodedPostings) }
        }
    }

    private func encodeSkips() {
        var writer = ByteWriter()
        var whole = ImpactsBuilder()
        for document in skips.lastDocuments { writer.integer(document) }
        for end in skips.blockEnds { writer.integer(end) }
        if contentOffset(of: positions) + encodedPositions.count > positionsStart {
            for byte in skips.positionBytes { writer.integer(byte) }
        }
        for impacts in skips.impacts {
            writer.integer(impacts.packed)
            whole.add(impacts)
        }
        writer.integer(whole.finish().packed)
        encodedPostings.append(contentsOf: writer.bytes)
    }

    /// Encodes the positions of the block's documents.
    private func closePositions() throws(IndexError) {
        guard occurrencesInBlock > 0 else { return }
        if totalFrequency == 1 {
            VarintRun.append(occurrences[0], to: &encodedPositions)
        } else {
            PositionBlock.encode(occurrences.baseAddress!, count: occurrencesInBlock, into: &encodedPositions)
        }
        occurrencesInBlock = 0
        if encodedPositions.count > 1 << 16 { try flushPositions() }
    }

    private func flushPostings() throws(IndexError) {
        do { try postings.append(encodedPostings) } catch { throw .storage(error) }
        encodedPostings.removeAll(keepingCapacity: true)
    }

    private func flushPositions() throws(IndexError) {
        do { try positions.append(encodedPositions) } catch { throw .storage(error) }
        encodedPositions.removeAll(keepingCapacity: true)
    }

    private func narrow(_ value: Int) throws(IndexError) -> UInt32 {
        guard let narrow = UInt32(exactly: value) else { throw .tooLarge("a list of one term is longer than 4 GiB") }
        return narrow
    }
}

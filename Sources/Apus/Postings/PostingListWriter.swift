/// Writes the lists of one term after the other: documents rising, each with its positions.
///
/// Call `add(document:norm:frequency:)`, then `add(position:)` once for each occurrence (or never, for a field without
/// positions), then `finish`. Blocks go out as they fill, so memory holds only the skips of the current list.
final class PostingListWriter {
    private let postings: PartWriter
    private let positions: PartWriter

    private let gaps = UnsafeMutablePointer<UInt32>.allocate(capacity: PostingListLayout.blockDocuments)
    private let frequencies = UnsafeMutablePointer<UInt32>.allocate(capacity: PostingListLayout.blockDocuments)
    private let norms = UnsafeMutablePointer<UInt8>.allocate(capacity: PostingListLayout.blockDocuments)
    /// The positions of the block's documents as `PositionBlock` has them.
    private var occurrences = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 1024)
    private var documentsInBlock = 0
    private var occurrencesInBlock = 0
    private var lastDocument = UInt32.max
    private var lastPosition: UInt32 = 0
    private var isFirstPosition = true

    private let encodedPostings = ByteBuffer()
    private let encodedPositions = ByteBuffer()
    private var postingsStart = 0
    private var positionsStart = 0
    private var skips = ListSkips()
    private var blockImpacts = ImpactsBuilder()
    private var documentFrequency = 0
    private var totalFrequency: UInt64 = 0
    private var onlyDocument = DocumentID.end
    /// What the peaks of the lists to come are made for: set where a field begins; nil where it has no norms.
    var reference: LengthReference?
    /// Whether some block of positions follows lengths.
    private(set) var hasWidthsByLength = false

    init(postings: PartWriter, positions: PartWriter) {
        self.postings = postings
        self.positions = positions
        begin()
    }

    deinit {
        gaps.deallocate()
        frequencies.deallocate()
        norms.deallocate()
        occurrences.deallocate()
    }

    /// Starts the next document of the current term. Documents must rise.
    @inline(__always)
    func add(document: UInt32, norm: UInt8, frequency: UInt32) throws(IndexError) {
        if documentsInBlock == PostingListLayout.blockDocuments { try closeBlock() }
        if documentsInBlock == 0 { try noteBlockStart() }
        gaps[documentsInBlock] = document &- lastDocument &- 1
        frequencies[documentsInBlock] = frequency &- 1
        norms[documentsInBlock] = norm
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
        if occurrencesInBlock == occurrences.count { growOccurrences(by: 1) }
        occurrences[occurrencesInBlock] = isFirstPosition ? position : position &- lastPosition &- 1
        isFirstPosition = false
        lastPosition = position
        occurrencesInBlock += 1
    }

    @inline(never)
    private func growOccurrences(by added: Int) {
        let larger = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: max(2 * occurrences.count, occurrencesInBlock + added))
        larger.baseAddress!.update(from: occurrences.baseAddress!, count: occurrencesInBlock)
        occurrences.deallocate()
        occurrences = larger
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
        if !skips.lastDocuments.isEmpty { skips.removeAll() }
        postingsStart = contentOffset(of: postings)
        positionsStart = contentOffset(of: positions)
    }

    private func contentOffset(of part: PartWriter) -> Int { part.offset - PartWriter.headerBytes }

    /// The first block's positions begin where the list's do.
    private func noteBlockStart() throws(IndexError) {
        guard documentFrequency > 0 else { return }
        skips.positionBytes.append(try narrow(contentOffset(of: positions) + encodedPositions.count - positionsStart))
    }

    private func closeBlock() throws(IndexError) {
        let isBitset = DocumentBlock.encode(gaps, into: encodedPostings)
        // Packing leaves the frequencies changed.
        try closePositions(isBitset: isBitset)
        PatchedBlock.encode(frequencies, into: encodedPostings)
        try noteBlockEnd()
        documentsInBlock = 0
        if encodedPostings.count > 1 << 16 { try flushPostings() }
    }

    private func noteBlockEnd() throws(IndexError) {
        skips.lastDocuments.append(lastDocument)
        skips.blockEnds.append(try narrow(contentOffset(of: postings) + encodedPostings.count - postingsStart))
        skips.impacts.append(blockImpacts.finish(reference))
    }

    private func closePostings() throws(IndexError) {
        defer { blockImpacts.removeAll() }
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
        PositionBlock.encode(gaps, andUnary: frequencies, count: documentsInBlock, into: encodedPostings)
    }

    private func encodeSkips() {
        var writer = ByteWriter()
        let hasPositions = contentOffset(of: positions) + encodedPositions.count > positionsStart
        skips.encode(hasPositions: hasPositions, reference: reference, to: &writer)
        writer.bytes.withUnsafeBytes { encodedPostings.append($0) }
    }

    /// Encodes the positions of the block's documents.
    private func closePositions(isBitset: Bool = false) throws(IndexError) {
        guard occurrencesInBlock > 0 else { return }
        let values = occurrences.baseAddress!
        if totalFrequency == 1 {
            write(varints: 1, to: encodedPositions) { $0.varint(UInt64(values[0])) }
        } else {
            let follows = PositionBlock.encode(
                values, count: occurrencesInBlock, frequencies: frequencies, documents: documentsInBlock,
                norms: isBitset || reference == nil ? nil : UnsafePointer(norms), into: encodedPositions)
            hasWidthsByLength = hasWidthsByLength || follows
        }
        occurrencesInBlock = 0
        if encodedPositions.count > 1 << 16 { try flushPositions() }
    }

    /// Appends so many varints of 32 bits at once.
    @inline(__always)
    private func write(varints: Int, to output: ByteBuffer, _ body: (inout BytePen) -> Void) {
        output.append(atMost: varints * BytePen.longestNarrowVarint) { start in
            var pen = BytePen(start)
            body(&pen)
            return pen.next - start
        }
    }

    private func flushPostings() throws(IndexError) {
        guard !encodedPostings.isEmpty else { return }
        do { try postings.append(encodedPostings.bytes) } catch { throw .storage(error) }
        encodedPostings.removeAll()
    }

    private func flushPositions() throws(IndexError) {
        guard !encodedPositions.isEmpty else { return }
        do { try positions.append(encodedPositions.bytes) } catch { throw .storage(error) }
        encodedPositions.removeAll()
    }

    private func narrow(_ value: Int) throws(IndexError) -> UInt32 {
        guard let narrow = UInt32(exactly: value) else { throw .tooLarge("a list of one term is longer than 4 GiB") }
        return narrow
    }
}

extension PostingListWriter {
    /// Adds the documents of a run behind those added before, with their occurrences where the field has positions.
    /// - Parameter norms: by document, or none: then all are 1.
    func add(_ run: PostingRun, norms: [UInt8], hasPositions: Bool) throws(IndexError) {
        var (document, occurrence) = (0, 0)
        while document < run.count {
            if documentsInBlock == PostingListLayout.blockDocuments { try closeBlock() }
            if documentsInBlock == 0 { try noteBlockStart() }
            let count = min(PostingListLayout.blockDocuments &- documentsInBlock, run.count &- document)
            let total = addDocuments(run, document..<document &+ count, norms: norms)
            if hasPositions { addOccurrences(run.occurrences + occurrence, count: total) }
            document &+= count
            occurrence &+= total
        }
    }

    /// Adds documents for which the block has room, and returns how many occurrences they have.
    private func addDocuments(_ run: PostingRun, _ range: Range<Int>, norms: [UInt8]) -> Int {
        var last = lastDocument
        var total: UInt64 = 0
        var place = documentsInBlock
        let blockNorms = self.norms
        for index in range {
            let (document, frequency) = (run.documents[index], run.frequencies[index])
            gaps[place] = document &- last &- 1
            frequencies[place] = frequency &- 1
            let norm = norms.isEmpty ? 1 : norms[Int(document)]
            blockImpacts.add(frequency: frequency, norm: norm)
            blockNorms[place] = norm
            last = document
            total &+= UInt64(frequency)
            place &+= 1
        }
        documentsInBlock = place
        lastDocument = last
        documentFrequency += range.count
        totalFrequency += total
        return Int(total)
    }

    /// Adds occurrences of the current block as they stand in the list: a document's first position, then gaps less 1.
    private func addOccurrences(_ values: UnsafeMutablePointer<UInt32>, count: Int) {
        if count > occurrences.count &- occurrencesInBlock { growOccurrences(by: count) }
        (occurrences.baseAddress! + occurrencesInBlock).update(from: values, count: count)
        occurrencesInBlock &+= count
    }
}

/// Writes the lists of pairs, field by field; see `PairsLayout`. Fields ascend, and pairs by rank within a field.
struct PairsWriter {
    private let file: PartWriter
    private let lists: PostingListWriter
    private let run = PostingRun()
    private let documentCount: Int
    private var entries = ByteWriter()
    private var entryCount: UInt32 = 0
    private var rowStarts: [UInt64] = []
    private var rowEnds: [UInt32] = []
    private var seconds: [UInt16] = []
    private var documentCounts: [UInt32] = []
    private var listEnds: [UInt32] = []

    /// - Parameter positions: a file to which nothing is added; pairs have no positions.
    init(_ file: PartWriter, positions: PartWriter, documentCount: Int) {
        self.file = file
        self.documentCount = documentCount
        lists = PostingListWriter(postings: file, positions: positions)
    }

    /// Begins the next field. - Parameter norms: by document.
    mutating func begin(norms: [UInt8]) { lists.reference = LengthReference(norms: norms) }

    /// Writes the list of the next pair of the current field, whose entries are read from `stream`.
    mutating func append(
        first: Int, second: Int, documents: Int, _ stream: PairStreams.Reader, norms: [UInt8]
    ) throws(IndexError) {
        while rowStarts.count <= first { beginRow() }
        var stream = stream
        var left = documents
        while left > 0 {
            run.count = min(left, PostingRun.capacity)
            for index in 0..<run.count { (run.documents[index], run.frequencies[index]) = stream.takeEntry() }
            if documents == 1 { try appendOnly(run.documents[0], run.frequencies[0]) }
            try lists.add(run, norms: norms, hasPositions: false)
            left -= run.count
        }
        // Of one document nothing is written here, but the next list begins behind what was.
        _ = try lists.finish()
        guard let end = UInt32(exactly: file.contentOffset - rowStarts[first]) else {
            throw .tooLarge("the pairs that begin with one word are longer than 4 GiB")
        }
        seconds.append(UInt16(second))
        documentCounts.append(UInt32(documents))
        listEnds.append(end)
        rowEnds[first] += 1
    }

    /// Ends the current field. - Parameter words: by rank.
    mutating func finish(field: Int, words: [TermEntry], threshold: UInt64) throws(IndexError) {
        while rowStarts.count < words.count { beginRow() }
        let tableStart = file.contentOffset
        do { try file.append(table(words)) } catch { throw .storage(error) }
        // The next field's lists begin behind the table.
        _ = try lists.finish()
        entries.integer(UInt32(field))
        entries.integer(UInt32(words.count))
        entries.integer(UInt32(seconds.count))
        entries.integer(UInt32(0))
        entries.integer(threshold)
        entries.integer(tableStart)
        entryCount += 1
        (rowStarts, rowEnds, seconds, documentCounts, listEnds) = ([], [], [], [], [])
    }

    /// Writes the fields' entries; the file itself is finished by whoever made it.
    func finish() throws(StorageError) {
        try file.append(entries.bytes)
        try file.integer(entryCount)
        try file.integer(UInt32(documentCount))
    }

    private func appendOnly(_ document: UInt32, _ frequency: UInt32) throws(IndexError) {
        var list = ByteWriter()
        list.varint(UInt64(document))
        list.varint(UInt64(frequency))
        do { try file.append(list.bytes) } catch { throw .storage(error) }
    }

    private mutating func beginRow() {
        rowStarts.append(file.contentOffset)
        rowEnds.append(UInt32(seconds.count))
    }

    private func table(_ words: [TermEntry]) -> [UInt8] {
        let ranks = words.indices.sorted { words[$0].postingsOffset < words[$1].postingsOffset }
        var table = ByteWriter()
        for rank in ranks { table.integer(UInt64(words[rank].postingsOffset)) }
        for rank in ranks { table.integer(UInt16(rank)) }
        for start in rowStarts { table.integer(start) }
        for end in rowEnds { table.integer(end) }
        for second in seconds { table.integer(second) }
        for count in documentCounts { table.integer(count) }
        for end in listEnds { table.integer(end) }
        return table.bytes
    }
}

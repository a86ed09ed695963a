/// Writes a term dictionary; see `TermDictionaryLayout`. Keys must rise.
final class TermDictionaryWriter {
    private let part: PartWriter
    private let block = TermBlockBuffer()
    private var blockBase = (postings: 0, positions: 0)
    private var blockStarts: [UInt32] = []
    private var keyEnds: [UInt32] = []
    private var firstKeys: [UInt8] = []
    private(set) var termCount: UInt64 = 0
    private(set) var phraseWords = PhraseWords()

    init(_ part: PartWriter) { self.part = part }

    func add(_ key: UnsafeBufferPointer<UInt8>, _ entry: TermEntry) throws(IndexError) {
        if block.count == TermDictionaryLayout.blockTerms { try closeBlock() }
        if block.count == 0 { try open(key, entry) }
        block.append(key, entry)
        termCount += 1
        phraseWords.note(key, entry)
    }

    func finish() throws(IndexError) {
        try closeBlock()
        let indexStart = contentOffset
        var index = ByteWriter()
        for start in blockStarts { index.integer(start) }
        for end in keyEnds { index.integer(end) }
        index.run(firstKeys)
        index.integer(termCount)
        index.integer(UInt32(blockStarts.count))
        index.integer(UInt64(indexStart))
        try append(index)
    }

    private var contentOffset: Int { part.offset - PartWriter.headerBytes }

    private func open(_ key: UnsafeBufferPointer<UInt8>, _ entry: TermEntry) throws(IndexError) {
        guard let start = UInt32(exactly: contentOffset), let end = UInt32(exactly: firstKeys.count + key.count) else {
            throw .tooLarge("the term dictionary is longer than 4 GiB")
        }
        firstKeys.append(contentsOf: key)
        blockStarts.append(start)
        keyEnds.append(end)
        blockBase = (entry.postingsOffset, entry.positionsOffset)
    }

    private func closeBlock() throws(IndexError) {
        guard block.count > 0 else { return }
        var head = ByteWriter()
        head.varint(blockBase.postings)
        head.varint(blockBase.positions)
        head.varint(block.keys.count)
        try append(head)
        do throws(StorageError) {
            try part.append(block.keys)
            try part.append(block.entries)
        } catch { throw .storage(error) }
        block.removeAll()
    }

    private func append(_ writer: ByteWriter) throws(IndexError) {
        do { try part.append(writer.bytes) } catch { throw .storage(error) }
    }
}

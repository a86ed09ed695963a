/// Writes a term dictionary; see `TermDictionaryLayout`. Keys must rise.
final class TermDictionaryWriter {
    private let part: PartWriter
    private var keys = ByteWriter()
    private var entries = ByteWriter()
    private var previous: [UInt8] = []
    private var termsInBlock = 0
    private var blockBase = (postings: 0, positions: 0)
    private var blockStarts: [UInt32] = []
    private var keyEnds: [UInt32] = []
    private var firstKeys: [UInt8] = []
    private(set) var termCount: UInt64 = 0
    private(set) var commonWords = CommonWords()

    init(_ part: PartWriter) { self.part = part }

    func add(_ key: UnsafeBufferPointer<UInt8>, _ entry: TermEntry) throws(IndexError) {
        if termsInBlock == TermDictionaryLayout.blockTerms { try closeBlock() }
        if termsInBlock == 0 { try open(key, entry) } else { addKey(key) }
        previous.removeAll(keepingCapacity: true)
        previous.append(contentsOf: key)
        entries.varint(UInt64(entry.documentFrequency))
        entries.varint(entry.totalFrequency - UInt64(entry.documentFrequency))
        entries.varint(entry.documentFrequency == 1 ? UInt64(entry.onlyDocument.rawValue) : UInt64(entry.postingsLength))
        entries.varint(entry.positionsLength)
        termsInBlock += 1
        termCount += 1
        commonWords.note(key, entry)
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

    private func addKey(_ key: UnsafeBufferPointer<UInt8>) {
        var shared = 0
        while shared < min(previous.count, key.count), previous[shared] == key[shared] { shared += 1 }
        keys.varint(shared)
        keys.counted(key[shared...])
    }

    private func closeBlock() throws(IndexError) {
        guard termsInBlock > 0 else { return }
        var head = ByteWriter()
        head.varint(blockBase.postings)
        head.varint(blockBase.positions)
        head.varint(keys.count)
        try append(head)
        try append(keys)
        try append(entries)
        keys.removeAll()
        entries.removeAll()
        termsInBlock = 0
    }

    private func append(_ writer: ByteWriter) throws(IndexError) {
        do { try part.append(writer.bytes) } catch { throw .storage(error) }
    }
}

/// Which documents of a segment are deleted; a set that never changes.
///
///     content = bit × documents (word by word, u64) documents:u32 deleted:u32        bits past the last document are 0
package struct Deletions: Sendable {
    package let documentCount: Int
    /// Deleted documents.
    package let count: Int
    /// What the manifest says of the file; nil for a set that is in memory only.
    package private(set) var record: SegmentRecord.DeletionsRecord?
    private let words: [UInt64]

    /// Nothing is deleted.
    package init(documentCount: Int) {
        self.init(documentCount: documentCount, words: [UInt64](repeating: 0, count: (documentCount + 63) / 64))
    }

    private init(documentCount: Int, words: [UInt64]) {
        self.documentCount = documentCount
        self.words = words
        count = words.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    @inline(__always)
    package func contains(_ document: UInt32) -> Bool {
        let word = Int(document &>> 6)
        return word < words.count && words[word] &>> UInt64(document & 63) & 1 == 1
    }

    /// The deleted ones among 64 documents from `64 × index` on, as bits; 0 past the end.
    @inline(__always)
    package func word(_ index: Int) -> UInt64 { index < words.count ? words[index] : 0 }

    /// This set and these documents of the segment.
    package func inserting(_ documents: some Sequence<UInt32>) -> Deletions {
        var words = self.words
        for document in documents where Int(document) < documentCount { words[Int(document >> 6)] |= 1 << UInt64(document & 63) }
        return Deletions(documentCount: documentCount, words: words)
    }

    /// This set and all documents of the segment but those whose bits are set, 64 a word.
    package func inserting(allBut kept: [UInt64]) -> Deletions {
        var words = zip(self.words, kept).map { $0 | ~$1 }
        if documentCount % 64 != 0, let last = words.indices.last { words[last] &= (1 << UInt64(documentCount % 64)) - 1 }
        return Deletions(documentCount: documentCount, words: words)
    }

    /// Writes the set as the segment's deletions of a generation.
    package func write(
        for segment: SegmentRecord, generation: UInt64, in storage: any Storage
    ) throws(StorageError) -> SegmentRecord.DeletionsRecord {
        let writer = try PartWriter(
            .deletions, name: IndexFileName.deletions(of: segment.name, generation: generation), in: storage)
        for word in words { try writer.integer(word) }
        try writer.integer(UInt32(documentCount))
        try writer.integer(UInt32(count))
        let file = try writer.finish(segment: segment.identity)
        return SegmentRecord.DeletionsRecord(generation: generation, deletedCount: UInt32(count), file: file)
    }

    /// Reads the deletions that a segment's record names, or none where it names none.
    /// - Parameter checksEnvelope: whether the file's header and footer must be right.
    package init(_ segment: SegmentRecord, in storage: any Storage, checksEnvelope: Bool = true) throws {
        guard let record = segment.deletions, let name = segment.deletionsFileName else {
            self.init(documentCount: Int(segment.documentCount))
            return
        }
        let part = try PartReader(
            record.file, name: name, segment: segment.identity, in: storage, checksEnvelope: checksEnvelope)
        do throws(CorruptBytes) {
            try self.init(
                decoding: part.content, documentCount: Int(segment.documentCount), deletedCount: Int(record.deletedCount))
        } catch { throw part.damage(error) }
        self.record = record
    }

    private init(decoding bytes: UnsafeRawBufferPointer, documentCount: Int, deletedCount: Int) throws(CorruptBytes) {
        let wordCount = (documentCount + 63) / 64
        guard bytes.count == wordCount * 8 + 8 else {
            throw CorruptBytes(at: 0, "\(wordCount * 8 + 8) bytes expected, \(bytes.count) are there")
        }
        var reader = ByteReader(bytes)
        var words: [UInt64] = []
        words.reserveCapacity(wordCount)
        for _ in 0..<wordCount { words.append(try reader.integer()) }
        if documentCount % 64 != 0, let last = words.last, last >> UInt64(documentCount % 64) != 0 {
            throw CorruptBytes(at: wordCount * 8 - 8, "a document past the last is deleted")
        }
        self.init(documentCount: documentCount, words: words)
        let counted = (Int(try reader.integer(UInt32.self)), Int(try reader.integer(UInt32.self)))
        guard counted == (documentCount, deletedCount), count == deletedCount else {
            throw CorruptBytes(
                at: wordCount * 8, "\(count) of \(counted.0) documents are deleted, \(deletedCount) of \(documentCount) expected")
        }
    }
}

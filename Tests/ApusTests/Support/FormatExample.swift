@testable import Apus

/// The index whose bytes docs/FORMAT.md shows: two documents of one file in one commit, and the deletion of the first in the next.
enum FormatExample {
    static let sourceName = "notes.jsonl"
    static let source = SourceTable.Entry(size: 136, modified: 1_740_830_400_000_000_000, hash: 0x0123_4567_89AB_CDEF)

    static let documents = [
        Document(id: "a", ["text": "To be, or not to be.", "year": 1603]),
        Document(id: "b", ["text": "Ready to pursue peace", "year": 2025, "kind": "news"]),
    ]

    static var options: IndexOptions {
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        return options
    }

    static func build() throws -> MemoryStorage {
        let storage = MemoryStorage()
        let session = try WriteSession(try Index(storage: storage, options: options))
        defer { session.end() }
        try session.writer.define(FieldDefinition(name: "text", type: .text))
        try session.writer.define(FieldDefinition(name: "kind", type: .keyword))
        for document in documents { try session.writer.add(document, source: sourceName) }
        session.writer.note(source: sourceName, source)
        try session.commit()
        session.writer.delete(id: "a")
        try session.commit()
        return storage
    }

    /// A term of 130 documents, each with the norm 1 and the one position 0: the least that has skips, a tail and patched blocks.
    static func writeLongList(to storage: MemoryStorage) throws -> (TermEntry, postings: PartReader, positions: PartReader) {
        let parts = try [SegmentPart.postings, .positions].map { try PartWriter($0, name: $0.name, in: storage) }
        let lists = PostingListWriter(postings: parts[0], positions: parts[1])
        lists.reference = LengthReference(norms: [UInt8](repeating: 1, count: 130))
        for document in 0..<UInt32(130) {
            try lists.add(document: document, norm: 1, frequency: 1)
            try lists.add(position: 0)
        }
        let entry = try lists.finish()
        let readers = try parts.map { try PartReader(try $0.finish(segment: 0), name: $0.name, segment: 0, in: storage) }
        return (entry, readers[0], readers[1])
    }

    /// A word in two documents, the one of 6 words and the other of 400: the third word there, the 91st and 302nd here.
    static let lengthBlock = (lengths: [6, 400], positions: [[2], [90, 301]] as [[UInt32]])

    /// 128 numbers that alternate between 0 and 1, but for one 9: packed in one bit each and patched once.
    static let patchedValues = (0..<128).map { $0 == 5 ? UInt32(9) : UInt32($0 % 2) }
}

/// A posting list written into memory, of documents that are evenly likely.
struct SampleList {
    let list: PostingList
    let lastDocument: UInt32
    /// What the list borrows from.
    private let parts: [PartReader]

    /// - Parameter gap: documents from one that is in the list to the next, on average.
    init(documents: Int, gap: UInt32, seed: UInt64) throws {
        let storage = MemoryStorage()
        let writers = try [SegmentPart.postings, .positions].map { try PartWriter($0, name: $0.name, in: storage) }
        let lists = PostingListWriter(postings: writers[0], positions: writers[1])
        var random = SeededRandom(seed: seed)
        var document: UInt32 = 0
        for _ in 0..<documents {
            document += UInt32.random(in: 1...(2 * gap - 1), using: &random)
            try lists.add(document: document, norm: 40, frequency: UInt32.random(in: 1...4, using: &random))
        }
        let entry = try lists.finish()
        parts = try writers.map { try PartReader(try $0.finish(segment: 1), name: $0.name, segment: 1, in: storage) }
        list = try PostingList(
            entry, postings: parts[0].content, positions: parts[1].content, documentLimit: document + 1)
        lastDocument = document
    }
}

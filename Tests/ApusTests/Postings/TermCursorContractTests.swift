import Testing

@testable import Apus

@Suite("The contract of cursors over lists")
struct TermCursorContractTests {
    private static let counts = [1, 2, 127, 128, 129, 255, 256, 257, 384, 1000, 5000]

    /// `count` documents with gaps of up to `most`.
    private static func documents(_ count: Int, most: UInt32, _ random: inout SeededRandom) -> [UInt32] {
        var next: UInt32 = 0
        return (0..<count).map { _ in
            next += UInt32.random(in: 1...most, using: &random)
            return next - 1
        }
    }

    @Test("Every move lands where stepping would, at all lengths around whole blocks", arguments: [1, 3, 900] as [UInt32])
    func moves(most: UInt32) throws {
        var random = SeededRandom(seed: UInt64(most))
        let documents = Self.counts.map { Self.documents($0, most: most, &random) }
        let last = documents.compactMap(\.last).max() ?? 0
        let lists = try RandomLists(documents, documentCount: Int(last) + 1, random: &random)
        for (term, documents) in documents.enumerated() {
            let contract = CursorContract(documents: documents) { try lists.cursor(term) }
            try contract.check("\(documents.count) documents", using: &random)
        }
        #expect(lists.arena.damage == nil)
    }

    @Test("Gaps of any width: documents at both ends of the largest segment")
    func wideGaps() throws {
        var random = SeededRandom(seed: 4)
        let limit = UInt32(Limits.segmentDocuments)
        let spread = (0..<300).map { _ in UInt32.random(in: 0..<limit, using: &random) }
        for documents in [[0, limit - 1], Set(spread).union([0, limit - 1]).sorted(), (limit - 200..<limit).map { $0 }] {
            let written = try WrittenPostings(documents)
            let contract = CursorContract(documents: documents) { try written.cursor(limit: limit) }
            try contract.check("\(documents.count) documents up to \(limit - 1)", using: &random)
        }
    }

    @Test("Frequencies and positions are those of the document, in whatever order and however often they are asked for")
    func contents() throws {
        var random = SeededRandom(seed: 5)
        let documents = Self.counts.map { Self.documents($0, most: 4, &random) }
        let lists = try RandomLists(documents, documentCount: 5000 * 4, random: &random)
        for (term, postings) in lists.postings.enumerated() {
            for _ in 0..<6 {
                var cursor = try lists.cursor(term)
                var index = 0
                while index < postings.count {
                    let asks = Int.random(in: 0..<4, using: &random)
                    if asks & 1 == 1, cursor.frequency != postings[index].positions.count {
                        Issue.record("\(postings.count) documents, \(index): frequency \(cursor.frequency)")
                    }
                    if asks & 2 == 2, Array(cursor.positions()) != postings[index].positions {
                        Issue.record("\(postings.count) documents, \(index): positions")
                    }
                    index += [0, 1, 1, 2, 100, 130].randomElement(using: &random)!
                    if index < postings.count { cursor.seek(DocumentID(postings[index].document)) }
                }
            }
        }
        #expect(lists.arena.damage == nil)
    }
}

/// One list without positions, wherever its documents are.
private struct WrittenPostings {
    private let part: PartReader
    private let entry: TermEntry
    private let arena = SearchArena()

    init(_ documents: [UInt32]) throws {
        let storage = MemoryStorage()
        let parts = try [SegmentPart.postings, .positions].map { try PartWriter($0, name: $0.name, in: storage) }
        let writer = PostingListWriter(postings: parts[0], positions: parts[1])
        for document in documents { try writer.add(document: document, norm: 1, frequency: 1) }
        entry = try writer.finish()
        part = try PartReader(try parts[0].finish(segment: 1), name: parts[0].name, segment: 1, in: storage)
    }

    func cursor(limit: UInt32) throws -> TermCursor {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        return TermCursor(try PostingList(entry, postings: part.content, positions: none, documentLimit: limit), arena: arena)
    }
}

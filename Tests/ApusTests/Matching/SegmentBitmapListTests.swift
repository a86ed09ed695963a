import Testing

@testable import Apus

@Suite("Bitmaps of lists")
struct SegmentBitmapListTests {
    private static let documentCount = 700
    /// Each is of the documents from the first on, one in so many: runs, bitsets, and one that is short.
    private static let lists = [0, 1, 5, 63, 64, 70, 571].flatMap { first in [1, 2, 3, 40].map { (first: first, step: $0) } }

    private static func documents(_ list: (first: Int, step: Int)) -> [UInt32] {
        stride(from: list.first, to: documentCount, by: list.step).map { UInt32($0) }
    }

    private static func reader() throws -> SegmentReader {
        let texts = (0..<documentCount).map { document in
            lists.filter { document >= $0.first && (document - $0.first) % $0.step == 0 }
                .map { "w\($0.first)x\($0.step)" }.joined(separator: " ")
        }
        let documents = texts.enumerated().map { number, text in
            Document(id: "d\(number)", fields: [Document.Field(name: "text", values: [.string(text)])])
        }
        return try PairCorpus.index(documents, pairs: .none).snapshot().segments[0].reader
    }

    @Test("A list is added as its documents, from wherever in a word of the bitmap its bitsets begin")
    func union() throws {
        let reader = try Self.reader()
        let words = try reader.words(field: 1)
        var bitsets = 0
        for list in Self.lists {
            let entry = try #require(words["w\(list.first)x\(list.step)"])
            let arena = SearchArena()
            bitsets += TermCursor(try reader.list(entry), arena: arena).bits == nil ? 0 : 1
            var bitmap = SegmentBitmap(documentCount: reader.documentCount)
            try bitmap.formUnion(entry, of: reader, arena: arena, deadline: Deadline(timeout: nil, cancellation: nil))
            let found = (0..<UInt32(Self.documentCount)).filter { bitmap.contains($0) }
            #expect(found == Self.documents(list), "\(list)")
        }
        #expect(bitsets >= 9)
    }
}

@testable import Apus

/// Random terms over random documents, written to a memory storage, beside what must come back.
struct WrittenLists {
    struct Posting: Equatable {
        var document: UInt32
        var positions: [UInt32]
    }

    let documentCount: Int
    private(set) var expected: [String: [Posting]] = [:]
    private let parts: [PartReader]
    let dictionary: TermDictionaryReader
    let arena = SearchArena()

    init(documents: Int, random: inout SeededRandom) throws {
        let storage = MemoryStorage()
        documentCount = documents
        let table = TermTable(region: MemoryRegion(capacity: 64 << 20))
        for document in 0..<UInt32(documents) {
            var occurrences: [String: [UInt32]] = [:]
            for position in 0..<UInt32(Int.random(in: 1...60, using: &random)) {
                let rank = Int.random(in: 0..<1 << Int.random(in: 0..<10, using: &random), using: &random)
                let term = "t" + String(rank * 7919, radix: 36)
                occurrences[term, default: []].append(position * 3)
                var bytes = Array(term.utf8)
                bytes.withUnsafeMutableBufferPointer {
                    table.add(field: 3, term: UnsafeBufferPointer($0), document: document, position: position * 3)
                }
            }
            for (term, positions) in occurrences {
                expected[term, default: []].append(Posting(document: document, positions: positions))
            }
        }
        let writers = try [SegmentPart.terms, .postings, .positions].map { try PartWriter($0, name: "s.\($0.name)", in: storage) }
        let lists = PostingListWriter(postings: writers[1], positions: writers[2])
        let terms = TermDictionaryWriter(writers[0])
        try TermTableFlush(table: table, norms: { _ in nil }, keepsPositions: { _ in true }).write(
            dictionary: terms, lists: lists)
        try terms.finish()
        parts = try writers.map { try PartReader(try $0.finish(segment: 5), name: $0.name, segment: 5, in: storage) }
        dictionary = try TermDictionaryReader(parts[0])
    }

    func cursor(_ term: String) throws -> TermCursor? {
        let key = TermKey.bytes(field: 3, term: term.utf8)
        guard let entry = try key.withUnsafeBufferPointer({ try dictionary.entry($0) }) else { return nil }
        let list = try PostingList(
            entry, postings: parts[1].content, positions: parts[2].content, documentLimit: UInt32(documentCount))
        return TermCursor(list, arena: arena)
    }

    func read(_ start: TermCursor) -> [Posting] {
        var cursor = start
        var found: [Posting] = []
        while cursor.document != .end {
            let positions = Array(cursor.positions())
            if positions.count == Int(cursor.frequency) {
                found.append(Posting(document: cursor.document.rawValue, positions: positions))
            }
            cursor.advance()
        }
        return found
    }
}

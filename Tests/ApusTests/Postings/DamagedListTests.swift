import Testing

@testable import Apus

/// Lists whose bytes are not what they were; checksums, which would tell, are left out of it.
@Suite("Damaged lists")
struct DamagedListTests {
    /// The bytes of one list of a `RandomLists`, by themselves.
    private struct Bytes {
        var entry: TermEntry
        var postings: [UInt8]
        var positions: [UInt8]
        var documentCount: Int
        var norms: [UInt8]

        init(_ lists: RandomLists, _ term: Int) {
            entry = lists.entries[term]
            let from = entry.postingsOffset
            postings = Array(lists.postingBytes.content[from..<from + entry.postingsLength])
            let start = entry.positionsOffset
            positions = Array(lists.positionBytes.content[start..<start + entry.positionsLength])
            (entry.postingsOffset, entry.positionsOffset) = (0, 0)
            documentCount = lists.documentCount
            norms = Array(UnsafeBufferPointer(start: lists.norms, count: documentCount))
        }

        mutating func damage(_ random: inout SeededRandom) {
            func change(_ bytes: inout [UInt8]) {
                guard !bytes.isEmpty else { return }
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    // The skips and the last block are at the end.
                    let from = Bool.random(using: &random) ? 0 : max(0, bytes.count - 60)
                    let place = Int.random(in: from..<bytes.count, using: &random)
                    bytes[place] =
                        Bool.random(using: &random)
                        ? bytes[place] ^ 1 << UInt8.random(in: 0..<8, using: &random)
                        : [0, 0x7F, 0x80, 0xFF].randomElement(using: &random)!
                }
            }
            switch Int.random(in: 0..<5, using: &random) {
            case 0: change(&positions)
            case 1:
                let figure = UInt32.random(in: 0...4000, using: &random)
                if Bool.random(using: &random) { entry.documentFrequency = figure } else { entry.totalFrequency = UInt64(figure) }
            // A sound list, but of a larger segment.
            case 2: documentCount = Int.random(in: 1...documentCount, using: &random)
            default: change(&postings)
            }
        }
    }

    /// Lists of one document, of one short block, of whole blocks and of a tail behind them.
    private static func sample(_ random: inout SeededRandom) throws -> RandomLists {
        let lists = [1, 2, 60, 127, 128, 129, 300, 512].map { count in
            Set((0..<count * 2).map { _ in UInt32.random(in: 0..<3000, using: &random) }).sorted().prefix(count).map { $0 }
        }
        return try RandomLists(lists, documentCount: 3000, random: &random)
    }

    @Test("Changed bytes never lead outside of the list or the segment, and never go unsaid when documents are missing")
    func changes() throws {
        var random = SeededRandom(seed: 31)
        let lists = try Self.sample(&random)
        for round in 0..<3000 {
            var bytes = Bytes(lists, round % lists.postings.count)
            bytes.damage(&random)
            try walk(bytes, "round \(round)", &random)
        }
    }

    @Test("So it is with lists that are cut short")
    func truncations() throws {
        var random = SeededRandom(seed: 32)
        let lists = try Self.sample(&random)
        for term in lists.postings.indices {
            let whole = Bytes(lists, term)
            for length in stride(from: 0, to: whole.postings.count, by: 1 + whole.postings.count / 60) {
                var bytes = whole
                bytes.postings = Array(whole.postings[..<length])
                bytes.entry.postingsLength = length
                try walk(bytes, "\(length) bytes of list \(term)", &random)
            }
            for length in stride(from: 0, to: whole.positions.count, by: 1 + whole.positions.count / 40) {
                var bytes = whole
                bytes.positions = Array(whole.positions[..<length])
                bytes.entry.positionsLength = length
                try walk(bytes, "\(length) bytes of positions \(term)", &random)
            }
        }
    }

    @Test("A bitset with one wrong bit ends its list and leads nowhere")
    func wrongBits() throws {
        var random = SeededRandom(seed: 33)
        let lists = try RandomLists([(0..<256).map { UInt32($0 * 4) }], documentCount: 3000, random: &random)
        let whole = Bytes(lists, 0)
        try #require(whole.postings[0] == DocumentBlock.bitsetHead)
        for bit in 0..<500 {
            var bytes = whole
            bytes.postings[1 + bit / 8] ^= 1 << UInt8(bit % 8)
            for _ in 0..<4 { try walk(bytes, "bit \(bit)", &random) }
        }
    }

    private func walk(_ bytes: Bytes, _ what: String, _ random: inout SeededRandom) throws {
        let (postings, positions) = (GuardedBytes(bytes.postings), GuardedBytes(bytes.positions))
        let norms = GuardedBytes(Array(bytes.norms[..<bytes.documentCount]))
        let list: PostingList
        do {
            list = try PostingList(
                bytes.entry, postings: postings.bytes, positions: positions.bytes, documentLimit: UInt32(bytes.documentCount),
                norms: norms.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        } catch { return }
        try withExtendedLifetime((postings, positions, norms)) {
            try step(list, bytes.documentCount, what)
            gather(list, bytes.documentCount, what)
            leap(list, bytes.documentCount, what, &random)
            accumulate(list, bytes.documentCount, what, &random)
        }
    }

    private func step(_ list: PostingList, _ documentCount: Int, _ what: String) throws {
        let arena = SearchArena()
        var cursor = TermCursor(list, arena: arena)
        var (found, last) = (0, -1)
        while cursor.document != .end, found <= list.documentFrequency {
            let document = Int(cursor.document.rawValue)
            guard document > last, document < documentCount else { return report("\(what): \(document) after \(last)") }
            last = document
            found += 1
            let frequency = cursor.frequency
            let positions = cursor.positions()
            if list.positionsLength > 0, positions.count != frequency, arena.damage == nil {
                return report("\(what): \(positions.count) positions of \(frequency)")
            }
            cursor.advance()
        }
        if found != list.documentFrequency, arena.damage == nil { Issue.record("\(what): \(found) documents") }
    }

    /// All documents of a short list at once, as a bitmap takes them.
    private func gather(_ list: PostingList, _ documentCount: Int, _ what: String) {
        let arena = SearchArena()
        guard let documents = list.shortDocuments(arena) else { return }
        var last = -1
        for document in documents {
            guard Int(document) > last, Int(document) < documentCount else { return report("\(what): \(document) after \(last)") }
            last = Int(document)
        }
        if documents.count != list.documentFrequency, arena.damage == nil { report("\(what): \(documents.count) documents") }
    }

    /// Calls with a new cursor that scores a list, and the arena that it borrows.
    private func scoring(_ list: PostingList, _ documentCount: Int, _ body: (inout ScoredCursor, SearchArena) -> Void) {
        let arena = SearchArena()
        let norms = [UInt8](repeating: 20, count: documentCount)
        let table = BM25.standard.table(documentCount: documentCount, tokenCount: 1000)
        norms.withUnsafeBufferPointer { norms in
            let scorer = TermScorer(
                weight: 1, quantum: ScoreQuantum(highest: 10), table: table.values, norms: norms.baseAddress, arena: arena)
            var scored = ScoredCursor(list, scorer: scorer, arena: arena)
            withExtendedLifetime(table) { body(&scored, arena) }
        }
    }

    private func leap(_ list: PostingList, _ documentCount: Int, _ what: String, _ random: inout SeededRandom) {
        scoring(list, documentCount) { scored, _ in
            var moves = 0
            while scored.cursor.document != .end, moves < 500 {
                moves += 1
                let before = scored.document
                let boundary = scored.boundary(from: before)
                _ = scored.saturation(from: before, through: max(before, boundary))
                _ = scored.scorer.score(frequency: scored.cursor.frequency, of: before)
                let leap = UInt32.random(in: 1...600, using: &random)
                scored.cursor.seek(
                    DocumentID(Bool.random(using: &random) && boundary < .max ? max(boundary, before) + 1 : before + leap))
                let now = scored.document
                guard now > before, now == .max || Int(now) < documentCount else {
                    return report("\(what): from \(before) to \(now)")
                }
            }
        }
    }

    /// Whole blocks into windows of sums, from anywhere on, and starts of phrases met with positions.
    private func accumulate(_ list: PostingList, _ documentCount: Int, _ what: String, _ random: inout SeededRandom) {
        scoring(list, documentCount) { scored, arena in
            scored.cursor.seek(DocumentID(UInt32.random(in: 0..<UInt32(min(documentCount, 600)), using: &random)))
            let starts = arena.allocate(UInt32.self, count: 4)
            for place in 0..<3 { starts[place] = UInt32(place * 2) }
            // Asked for positions, a cursor knows its place in a bitset; else it does not.
            let asks = Bool.random(using: &random) && scored.document != .max
            let kept = asks ? scored.cursor.meetPositions(starts, 3, offset: 1, of: scored.cursor.streamPlace) : 0
            #expect(kept <= 3, "\(what)")
            var window = ScoreWindow(arena: arena)
            while scored.document != .max {
                window.first = scored.document
                let end = min(window.first + UInt32(ScoreWindow.documents), UInt32(documentCount))
                window.add(&scored, below: end)
                window.drain(below: end) { document, _ in
                    if document >= documentCount { report("\(what): \(document)") }
                }
            }
        }
    }
}

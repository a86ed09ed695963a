@testable import Apus

/// Posting lists over one segment, written as the engine writes them, beside what they hold.
final class RandomLists {
    struct Posting: Equatable {
        var document: UInt32
        var positions: [UInt32]
    }

    let documentCount: Int
    let arena = SearchArena()
    /// By term.
    let postings: [[Posting]]
    /// A grain that holds all sums of scores of a test.
    let quantum = ScoreQuantum(highest: 4096)
    let entries: [TermEntry]
    let postingBytes: PartReader
    let positionBytes: PartReader
    let norms: UnsafeMutablePointer<UInt8>
    private let table: DoubleTable

    /// - Parameter documents: for each term those that hold it, rising.
    init(
        _ documents: [[UInt32]], documentCount: Int, bm25: BM25 = .standard, random: inout SeededRandom
    ) throws {
        self.documentCount = documentCount
        norms = arena.allocate(count: documentCount)
        for document in 0..<documentCount {
            norms[document] = NormEncoding.encode(Int.random(in: 1...(document % 50 == 0 ? 900 : 60), using: &random))
        }
        table = bm25.table(documentCount: documentCount, tokenCount: documentCount * 32)
        postings = documents.map { list in list.map { Posting(document: $0, positions: Self.positions(&random)) } }
        let storage = MemoryStorage()
        let parts = try [SegmentPart.postings, .positions].map { try PartWriter($0, name: $0.name, in: storage) }
        let writer = PostingListWriter(postings: parts[0], positions: parts[1])
        writer.reference = LengthReference(norms: Array(UnsafeBufferPointer(start: norms, count: documentCount)))
        var entries: [TermEntry] = []
        for list in postings {
            for posting in list {
                let norm = norms[Int(posting.document)]
                try writer.add(document: posting.document, norm: norm, frequency: UInt32(posting.positions.count))
                for position in posting.positions { try writer.add(position: position) }
            }
            entries.append(try writer.finish())
        }
        self.entries = entries
        postingBytes = try PartReader(try parts[0].finish(segment: 1), name: parts[0].name, segment: 1, in: storage)
        positionBytes = try PartReader(try parts[1].finish(segment: 1), name: parts[1].name, segment: 1, in: storage)
    }

    /// Lists of all densities; each holds at least one document.
    convenience init(terms: Int, documentCount: Int, bm25: BM25 = .standard, random: inout SeededRandom) throws {
        let lists = (0..<terms).map { term -> [UInt32] in
            let every = [1, 2, 5, 20, 150, 1500][term % 6]
            let list = (0..<UInt32(documentCount)).filter { _ in Int.random(in: 0..<every, using: &random) == 0 }
            return list.isEmpty ? [UInt32.random(in: 0..<UInt32(documentCount), using: &random)] : list
        }
        try self.init(lists, documentCount: documentCount, bm25: bm25, random: &random)
    }

    private static func positions(_ random: inout SeededRandom) -> [UInt32] {
        let most = Int.random(in: 0..<6, using: &random) == 0 ? 40 : 3
        let count = Int.random(in: 1...most, using: &random)
        var places: UInt64 = 0
        for _ in 0..<count { places |= 1 << UInt64.random(in: 0..<64, using: &random) }
        return (0..<64).filter { places >> UInt64($0) & 1 == 1 }
    }

    /// The positions of a term by document.
    func positions(of term: Int) -> [UInt32: [UInt32]] {
        Dictionary(uniqueKeysWithValues: postings[term].map { ($0.document, $0.positions) })
    }

    // MARK: Cursors

    func list(_ term: Int) throws -> PostingList {
        try PostingList(
            entries[term], postings: postingBytes.content, positions: positionBytes.content,
            documentLimit: UInt32(documentCount), norms: norms)
    }

    func cursor(_ term: Int) throws -> TermCursor { TermCursor(try list(term), arena: arena) }

    func scored(_ term: Int, boost: Double) throws -> UnsafeMutablePointer<ScoredCursor> {
        let place = arena.allocate(ScoredCursor.self, count: 1)
        place.initialize(to: ScoredCursor(try list(term), scorer: scorer([term], boost: boost), arena: arena))
        return place
    }

    /// What a word is worth, or a phrase of several.
    func scorer(_ terms: [Int], boost: Double) -> TermScorer {
        let weight = terms.reduce(0.0) { $0 + 0.5 + Double($1 % 6) }
        return TermScorer(weight: weight * boost, quantum: quantum, table: table.values, norms: norms, arena: arena)
    }
}

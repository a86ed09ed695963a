import Testing

@testable import Apus

@Suite("Lists written and read by the run")
struct PostingRunTests {
    /// Postings files of one list, and its entry.
    private struct Written: Equatable {
        var entry: TermEntry
        var postings: [UInt8]
        var positions: [UInt8]
    }

    @Test("Runs of any lengths give the bytes that posting by posting gives, and a merge's reader gives them back")
    func sameBytes() throws {
        var random = SeededRandom(seed: 12)
        for count in [1, 2, 127, 128, 129, 256, 700] {
            let documents = Set((0..<count).map { _ in UInt32.random(in: 0..<4000, using: &random) }).sorted()
            let lists = try RandomLists([documents], documentCount: 4000, random: &random)
            let norms = (0..<4000).map { _ in UInt8.random(in: 1...80, using: &random) }
            let one = try Self.write { writer in
                for posting in lists.postings[0] {
                    let norm = norms[Int(posting.document)]
                    try writer.add(document: posting.document, norm: norm, frequency: UInt32(posting.positions.count))
                    for position in posting.positions { try writer.add(position: position) }
                }
            }
            let other = try Self.write { writer in
                var left = lists.postings[0][...]
                while !left.isEmpty {
                    let length = min(left.count, Int.random(in: 1...128, using: &random))
                    try writer.add(Self.run(left.prefix(length)), norms: norms, hasPositions: true)
                    left = left.dropFirst(length)
                }
            }
            #expect(one == other, "\(count) documents")
            let copy = try Self.write { writer in
                var reader = PostingListReader(try lists.list(0), arena: lists.arena)
                let run = PostingRun()
                while reader.read(into: run) {
                    DocumentRenumbering(documentCount: 4000, first: 0).renumber(run, hasPositions: true)
                    try writer.add(run, norms: norms, hasPositions: true)
                }
            }
            #expect(copy == one)
        }
    }

    @Test("Documents that are dropped leave with their occurrences")
    func dropped() throws {
        var random = SeededRandom(seed: 13)
        let documents = (0..<128 as Range<UInt32>).map { $0 * 3 }
        let postings = try RandomLists([documents], documentCount: 400, random: &random).postings[0]
        let run = Self.run(postings[...])
        let numbers = DocumentRenumbering(documentCount: 400, first: 1000) { $0 % 2 == 0 }
        numbers.renumber(run, hasPositions: true)
        let kept = postings.filter { $0.document % 2 == 1 }
        #expect((0..<run.count).map { run.documents[$0] } == kept.map { 1000 + $0.document / 2 })
        #expect((0..<run.count).map { run.frequencies[$0] } == kept.map { UInt32($0.positions.count) })
        let gaps = kept.flatMap { Self.gaps($0.positions) }
        #expect(gaps.indices.map { run.occurrences[$0] } == gaps)
    }

    private static func run(_ postings: ArraySlice<RandomLists.Posting>) -> PostingRun {
        let run = PostingRun()
        let gaps = postings.flatMap { Self.gaps($0.positions) }
        if gaps.count > run.occurrenceCapacity { run.growOccurrences(to: gaps.count) }
        for (index, gap) in gaps.enumerated() { run.occurrences[index] = gap }
        for (index, posting) in postings.enumerated() {
            run.documents[index] = posting.document
            run.frequencies[index] = UInt32(posting.positions.count)
        }
        run.count = postings.count
        return run
    }

    private static func gaps(_ positions: [UInt32]) -> [UInt32] {
        positions.indices.map { $0 == 0 ? positions[0] : positions[$0] - positions[$0 - 1] - 1 }
    }

    private static func write(_ body: (PostingListWriter) throws -> Void) throws -> Written {
        let storage = MemoryStorage()
        let parts = try [SegmentPart.postings, .positions].map { try PartWriter($0, name: $0.name, in: storage) }
        let writer = PostingListWriter(postings: parts[0], positions: parts[1])
        writer.reference = LengthReference(norms: [30])
        try body(writer)
        let entry = try writer.finish()
        let readers = try parts.map { try PartReader(try $0.finish(segment: 1), name: $0.name, segment: 1, in: storage) }
        return Written(entry: entry, postings: Array(readers[0].content), positions: Array(readers[1].content))
    }
}

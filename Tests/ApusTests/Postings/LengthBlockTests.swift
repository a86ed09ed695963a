import Testing

@testable import Apus

/// Blocks of positions whose widths follow the lengths of their documents.
@Suite("Position blocks that follow lengths")
struct LengthBlockTests {
    /// A list over documents of any lengths, written by itself, beside what it holds.
    private final class Sample {
        let documents: [UInt32]
        let positions: [[UInt32]]
        let norms: GuardedBytes
        let arena = SearchArena()
        let hasWidthsByLength: Bool
        private let entry: TermEntry
        private let postingBytes: GuardedBytes
        private(set) var positionBytes: GuardedBytes

        /// - Parameters:
        ///   - every: how many documents of the segment there are for each of the list.
        ///   - length: of a document.
        init(documents count: Int, every: Int, most: Int, length: () -> Int, _ random: inout SeededRandom) throws {
            let limit = count * every + 1
            let lengths = (0..<limit).map { _ in length() }
            norms = GuardedBytes(lengths.map { NormEncoding.encode($0) })
            documents = Set((0..<limit).map { UInt32($0) }.shuffled(using: &random).prefix(count)).sorted()
            positions = documents.map { document in
                let length = UInt32(lengths[Int(document)])
                let count = Int.random(in: 1...most, using: &random)
                return Set((0..<count).map { _ in UInt32.random(in: 0..<length, using: &random) }).sorted()
            }
            let storage = MemoryStorage()
            let parts = try [SegmentPart.postings, .positions].map { try PartWriter($0, name: $0.name, in: storage) }
            let writer = PostingListWriter(postings: parts[0], positions: parts[1])
            writer.reference = LengthReference(norms: Array(norms.bytes))
            for (document, places) in zip(documents, positions) {
                try writer.add(document: document, norm: norms.bytes[Int(document)], frequency: UInt32(places.count))
                for place in places { try writer.add(position: place) }
            }
            entry = try writer.finish()
            hasWidthsByLength = writer.hasWidthsByLength
            let read = try parts.map { try PartReader(try $0.finish(segment: 1), name: $0.name, segment: 1, in: storage) }
            (postingBytes, positionBytes) = (GuardedBytes(Array(read[0].content)), GuardedBytes(Array(read[1].content)))
        }

        func list(norms: GuardedBytes?) throws -> PostingList {
            try PostingList(
                entry, postings: postingBytes.bytes, positions: positionBytes.bytes,
                documentLimit: UInt32(self.norms.bytes.count),
                norms: norms?.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }

        func change(_ bytes: [UInt8]) { positionBytes = GuardedBytes(bytes) }
    }

    /// Lists of all lengths and frequencies, dense and sparse, over short and long documents.
    private static func samples(_ random: inout SeededRandom) throws -> [Sample] {
        var samples: [Sample] = []
        for count in [2, 9, 64, 65, 100, 128, 129, 200, 400] {
            for (every, most) in [(20, 1), (20, 3), (20, 7), (20, 30), (2, 3)] {
                for longest in [8, 60, 1000, 100_000] {
                    var inner = random
                    samples.append(
                        try Sample(
                            documents: count, every: every, most: most,
                            length: {
                                Int.random(in: 1...(1 << Int.random(in: 0..<17, using: &inner)), using: &inner) % longest + 1
                            },
                            &random))
                }
            }
        }
        return samples
    }

    @Test("All positions come back, one document after the other and as a merge reads them")
    func wholeLists() throws {
        var random = SeededRandom(seed: 51)
        var following = 0
        for sample in try Self.samples(&random) {
            let list = try sample.list(norms: sample.norms)
            var cursor = TermCursor(list, arena: sample.arena)
            for (document, places) in zip(sample.documents, sample.positions) {
                #expect(cursor.document.rawValue == document)
                #expect(Array(cursor.positions()) == places)
                cursor.advance()
            }
            let run = PostingRun()
            var reader = PostingListReader(list, arena: sample.arena)
            var gaps: [UInt32] = []
            while reader.read(into: run) {
                let count = (0..<run.count).reduce(0) { $0 + Int(run.frequencies[$1]) }
                for index in 0..<count { gaps.append(run.occurrences[index]) }
            }
            let expected = sample.positions.flatMap { places in
                places.indices.map { $0 == 0 ? places[0] : places[$0] - places[$0 - 1] - 1 }
            }
            #expect(gaps == expected)
            #expect(sample.arena.damage == nil)
            following += sample.hasWidthsByLength ? 1 : 0
        }
        #expect(following > 100)
    }

    @Test("Positions of the documents of a block are read in any order, in all ways")
    func anyOrder() throws {
        var random = SeededRandom(seed: 52)
        for sample in try Self.samples(&random) where sample.hasWidthsByLength {
            let list = try sample.list(norms: sample.norms)
            var cursor = TermCursor(list, arena: sample.arena)
            let starts = sample.arena.allocate(UInt32.self, count: 4)
            var first = 0
            while cursor.document != .end {
                let count = cursor.countInBlock
                _ = cursor.documents
                for _ in 0..<40 {
                    let index = Int.random(in: 0..<count, using: &random)
                    let places = sample.positions[first + index]
                    let target = PositionStream.Place(
                        block: cursor.block, index: index, frequencies: cursor.blockFrequencies, isWrittenOut: true)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: #expect(Array(cursor.stream.positions(of: target)) == places)
                    case 1:
                        guard let lanes = cursor.stream.few(of: target) else { continue }
                        #expect((0..<places.count).map { lanes[$0] } == places)
                    default:
                        starts[0] = places.randomElement(using: &random)!
                        let kept = cursor.stream.meet(starts, 1, offset: 0, of: target)
                        #expect(kept == 1)
                    }
                }
                first += count
                cursor.nextBlock()
            }
            #expect(sample.arena.damage == nil)
        }
    }

    @Test("Blocks whose documents are a bitset, and those of fields without norms, have one width")
    func others() throws {
        var random = SeededRandom(seed: 53)
        var inner = random
        let dense = try Sample(
            documents: 512, every: 2, most: 3, length: { Int.random(in: 1...2000, using: &inner) }, &random)
        #expect(!dense.hasWidthsByLength)
        let sparse = try Sample(
            documents: 512, every: 30, most: 3, length: { Int.random(in: 1...2000, using: &inner) }, &random)
        #expect(sparse.hasWidthsByLength)
        // Who reads without norms is told.
        var cursor = TermCursor(try sparse.list(norms: nil), arena: sparse.arena)
        #expect(cursor.positions().isEmpty)
        #expect(sparse.arena.damage != nil)
    }

    @Test("Wrong bytes, and wrong norms, give wrong positions at most")
    func damage() throws {
        var random = SeededRandom(seed: 54)
        let samples = try Self.samples(&random).filter(\.hasWidthsByLength)
        for round in 0..<Rounds.of(600, quick: 200) {
            let sample = samples[round % samples.count]
            let whole = Array(sample.positionBytes.bytes)
            var bytes = whole
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let place = Bool.random(using: &random) ? 0 : Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            sample.change(bytes)
            let norms = GuardedBytes((0..<sample.norms.bytes.count).map { _ in UInt8.random(in: 0...255, using: &random) })
            let arena = SearchArena()
            let starts = arena.allocate(UInt32.self, count: 4)
            var cursor = TermCursor(try sample.list(norms: Bool.random(using: &random) ? norms : sample.norms), arena: arena)
            while cursor.document != .end {
                _ = cursor.fewPositions(of: cursor.streamPlace)
                for place in 0..<3 { starts[place] = UInt32(place) }
                let kept = cursor.meetPositions(starts, 3, offset: 1, of: cursor.streamPlace)
                #expect(kept <= 3)
                let found = cursor.positions().count
                #expect(found == 0 || found == Int(cursor.frequency))
                cursor.seek(DocumentID(cursor.document.rawValue + UInt32.random(in: 1...200, using: &random)))
            }
            var reader = PostingListReader(try sample.list(norms: norms), arena: arena)
            let run = PostingRun()
            while reader.read(into: run) {}
            sample.change(whole)
        }
    }

    @Test("Eight widths at once are those made one by one, and all are below 32")
    func lanes() {
        var widest = 0
        for frequency in Array(1...40) + [63, 64, 100, 255, 256, 511, 1000, 1023] {
            for first in stride(from: 0, to: 256, by: 8) {
                let norms = SIMD8<Int16>((0..<8).map { Int16(first + $0) })
                let steps = PositionWidths.steps(norms: norms, frequencies: SIMD8(repeating: UInt32(frequency)))
                for lane in 0..<8 {
                    let one = PositionWidths.steps(norm: UInt8(first + lane), frequency: UInt32(frequency))
                    #expect(Int(steps[lane]) == one)
                    for scale in PositionWidths.scales {
                        let width = PositionWidths.width(steps: one, scale: scale)
                        let widths = PositionWidths.widths(steps: steps, SIMD8(repeating: Int16(scale)))
                        if width != Int(widths[lane]) { Issue.record("\(first + lane), \(frequency), \(scale)") }
                        widest = max(widest, width)
                    }
                }
            }
        }
        #expect(widest == 31)
    }
}

import Testing

@testable import Apus

@Suite("Position blocks")
struct PositionBlockTests {
    /// Some documents' positions, with the block that holds them.
    private struct Sample {
        var positions: [[UInt32]] = []
        var values: [UInt32] = []
        let bytes: GuardedBytes

        init(documents: Int, frequencies: ClosedRange<Int>, gaps: ClosedRange<UInt32>, _ random: inout SeededRandom) {
            for _ in 0..<documents {
                var places: [UInt32] = []
                for _ in 0..<Int.random(in: frequencies, using: &random) {
                    let gap = UInt32.random(in: gaps, using: &random) >> UInt32.random(in: 0..<12, using: &random)
                    values.append(gap)
                    places.append((places.last.map { $0 + 1 } ?? 0) + gap)
                }
                positions.append(places)
            }
            let output = ByteBuffer()
            let frequencies = positions.map { UInt32($0.count - 1) }
            PositionBlock.encode(values, count: values.count, frequencies: frequencies, documents: documents, into: output)
            bytes = GuardedBytes(Array(output.bytes))
        }

        var place: PositionBits {
            let start = bytes.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
            var place = PositionBits(start: start, end: start + bytes.bytes.count)
            let isBlock = place.begin((start, start + bytes.bytes.count), documents: positions.count)
            #expect(isBlock)
            return place
        }
    }

    private static func samples(_ random: inout SeededRandom) -> [Sample] {
        [1, 2, 16, 17, 100, 128].flatMap { documents in
            [1...1, 1...4, 3...40, 1...300].flatMap { frequencies in
                [0...0, 0...30, 0...5000, 0...(1 << 22)].map { gaps in
                    Sample(documents: documents, frequencies: frequencies, gaps: gaps, &random)
                }
            }
        }
    }

    @Test("All values of a block come back, and nothing is left of it but zeros")
    func wholeBlocks() {
        var random = SeededRandom(seed: 41)
        for sample in Self.samples(&random) {
            var place = sample.place
            var read = [UInt32](repeating: 0, count: sample.values.count)
            let isThere = read.withUnsafeMutableBufferPointer { place.takeValues($0.count, into: $0.baseAddress!) }
            #expect(isThere && place.isUsedUp)
            #expect(read == sample.values)
        }
    }

    @Test("Any document's positions are read without those before it, by marks or by counting")
    func skipping() {
        var random = SeededRandom(seed: 42)
        for sample in Self.samples(&random) {
            for target in sample.positions.indices where target % 7 == 0 || target == sample.positions.count - 1 {
                let before = sample.positions[..<target].reduce(0) { $0 + $1.count }
                let wanted = sample.positions[target]
                var place = sample.place
                var passed = 0
                let mark = target / PositionBlock.markedDocuments
                let marked = sample.positions[..<(mark * PositionBlock.markedDocuments)].reduce(0) { $0 + $1.count }
                if mark > 0, place.jump(toMark: mark) { passed = marked }
                place.setLow(behind: before)
                let isThere = place.skip(before - passed)
                #expect(isThere)
                var (read, sought) = ([UInt32](repeating: 0, count: wanted.count), place)
                let isRead = read.withUnsafeMutableBufferPointer { place.takePositions($0.count, into: $0.baseAddress!) }
                #expect(isRead && read == wanted, "document \(target) of \(sample.positions.count)")
                let middle = wanted.count / 2
                if let found = sought.takePosition(reaching: wanted[middle], behind: .max, wanted.count) {
                    #expect(found == (wanted[middle], middle + 1))
                    let last = sought.takePosition(reaching: .max, behind: found.position, wanted.count - found.taken)
                    #expect(last?.position == (middle + 1 == wanted.count ? found.position : wanted.last))
                } else {
                    Issue.record("document \(target) of \(sample.positions.count) has no position \(wanted[middle])")
                }
            }
        }
    }

    @Test("A position that is sought is the first one not below, however many are passed over")
    func reaching() {
        var random = SeededRandom(seed: 46)
        for sample in Self.samples(&random) {
            var (place, before) = (sample.place, 0)
            for wanted in sample.positions {
                place.setLow(behind: before)
                var (position, taken) = (UInt32.max, 0)
                while taken < wanted.count {
                    let next = wanted[min(wanted.count - 1, taken + Int.random(in: 0...200, using: &random))]
                    let sought = next &- (Bool.random(using: &random) ? 0 : UInt32.random(in: 0...min(next, 3), using: &random))
                    guard let found = place.takePosition(reaching: sought, behind: position, wanted.count - taken) else {
                        Issue.record("no position for \(sought)")
                        return
                    }
                    let first = wanted[taken...].firstIndex { $0 >= sought } ?? wanted.count - 1
                    #expect(found == (wanted[first], first + 1 - taken))
                    (position, taken) = (found.position, first + 1)
                }
                before += wanted.count
            }
            #expect(place.isUsedUp)
        }
    }

    @Test("Values of any width, side by side in a word, are added up")
    func packedSums() {
        var random = SeededRandom(seed: 47)
        for width in 1...PackedSum.mostWidth {
            let room = PackedSum.wordBits / width
            for round in 0..<200 {
                let most: UInt64 = (1 << UInt64(width)) - 1
                let values = (0..<Int.random(in: 1...room, using: &random)).map { _ in
                    round == 0 ? most : UInt64.random(in: 0...most, using: &random)
                }
                let word = values.reduce(0) { $0 << UInt64(width) | $1 }
                #expect(PackedSum.of(word, width: width) == values.reduce(0, +), "width \(width)")
            }
            let full = (0..<room).reduce(UInt64(0)) { word, _ in word << UInt64(width) | ((1 << UInt64(width)) - 1) }
            #expect(PackedSum.of(full, width: width) == UInt64(room) * ((1 << UInt64(width)) - 1))
        }
    }

    @Test("Up to four positions at once are those read one by one")
    func few() {
        var random = SeededRandom(seed: 43)
        for sample in Self.samples(&random) {
            var place = sample.place
            var before = 0
            for wanted in sample.positions {
                before += wanted.count
                if wanted.count <= 4, let lanes = place.takeFew(wanted.count) {
                    #expect((0..<wanted.count).map { lanes[$0] } == wanted)
                    #expect((wanted.count..<4).allSatisfy { lanes[$0] == PositionBits.nowhere })
                } else {
                    place.setLow(behind: before)
                    let isThere = place.skip(wanted.count)
                    #expect(isThere)
                }
            }
            #expect(place.isUsedUp)
        }
    }

    @Test("Blocks of many positions have marks, others have none")
    func marks() {
        var random = SeededRandom(seed: 44)
        let many = Sample(documents: 128, frequencies: 8...20, gaps: 0...100, &random)
        let few = Sample(documents: 128, frequencies: 1...3, gaps: 0...100, &random)
        #expect(many.bytes.bytes[0] & PositionBlock.markedFlag != 0)
        #expect(few.bytes.bytes[0] & PositionBlock.markedFlag == 0)
    }

    @Test("The n-th one of a word is found, whatever the word")
    func selection() {
        var random = SeededRandom(seed: 45)
        for round in 0..<2000 {
            let (one, other) = (UInt64.random(in: 1 ... .max, using: &random), UInt64.random(in: 1 ... .max, using: &random))
            let word = round < 64 ? 1 << UInt64(round) : one & other
            let ranks = BitSelection.ranks(word)
            let places = (0..<64).filter { word >> UInt64($0) & 1 == 1 }
            #expect(BitSelection.count(ranks) == places.count)
            for (number, place) in places.enumerated() {
                #expect(BitSelection.place(ofOne: number, in: word, ranks: ranks) == place)
            }
        }
    }
}

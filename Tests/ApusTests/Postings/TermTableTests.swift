import Testing

@testable import Apus

@Suite("Terms in memory")
struct TermTableTests {
    private struct Occurrence: Equatable {
        var document: UInt32
        var position: UInt32
    }

    @Test("Batches bring every term with all its occurrences, long ones, equal beginnings and many fields among them")
    func batches() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("TermTableTests.batches seed \(seed)")
        var random = SeededRandom(seed: seed)
        let table = TermTable(region: MemoryRegion(capacity: 256 << 20))
        let batch = TermBatch()
        var expected: [[UInt8]: [Occurrence]] = [:]
        var document: UInt32 = 0
        for _ in 0..<Rounds.of(400, quick: 150) {
            document += UInt32.random(in: 1...(1 << Int.random(in: 1...20, using: &random)), using: &random)
            for field in [0, 3, 0x0102] where Bool.random(using: &random) {
                var position = UInt32.random(in: 0...(1 << 29), using: &random)
                batch.begin(field: field)
                for _ in 0..<Int.random(in: 1...400, using: &random) {
                    let term = Self.term(&random)
                    term.withUnsafeBufferPointer { batch.append($0) }
                    expected[TermKey.bytes(field: field, term: term), default: []].append(
                        .init(document: document, position: position))
                    position += 1
                    guard batch.isFull else { continue }
                    table.add(batch, document: document, position: position - UInt32(batch.count))
                    batch.removeAll()
                    position += UInt32.random(in: 0...1000, using: &random)
                }
                table.add(batch, document: document, position: position - UInt32(batch.count))
            }
        }
        let sorted = TermSorting.sorted(table)
        #expect(table.termCount == expected.count)
        #expect(sorted.map { Array(table.key(ofRecordAt: $0)) } == expected.keys.sorted { $0.lexicographicallyPrecedes($1) })
        for offset in sorted { #expect(Self.read(table, offset) == expected[Array(table.key(ofRecordAt: offset))]) }
    }

    @Test("A table is as good as new once it was emptied")
    func emptied() {
        let table = TermTable(region: MemoryRegion(capacity: 16 << 20))
        for round in 0..<3 {
            for number in 0..<5_000 {
                Array(String(number * (round + 1)).utf8).withUnsafeBufferPointer {
                    table.add(field: 0, keyword: $0, document: 7)
                    table.add(field: 0, keyword: $0, document: 7)
                }
            }
            #expect(table.termCount == 5_000)
            for offset in TermSorting.sorted(table) { #expect(Self.read(table, offset) == [.init(document: 7, position: 0)]) }
            table.removeAll()
            #expect(table.termCount == 0)
        }
    }

    @Test("Numbers of every length come back")
    func codes() {
        var bytes = [UInt8](repeating: 0, count: 16)
        for bits in 0..<38 as Range<UInt64> {
            for value in [1 << bits, 1 << bits - 1, 1 << bits | 1] as [UInt64] where value < 1 << 38 {
                bytes.withUnsafeMutableBytes { bytes in
                    let length = TermStreamCode.store(value, at: bytes.baseAddress!)
                    let loaded = TermStreamCode.load(UnsafeRawPointer(bytes.baseAddress!))
                    #expect(loaded.value == value && loaded.length == length && length <= TermStreamCode.longestBytes)
                }
            }
        }
    }

    private static func term(_ random: inout SeededRandom) -> [UInt8] {
        let letters = Array("ab\0é".utf8)
        let length =
            Int.random(in: 0..<8, using: &random) == 0
            ? Int.random(in: 1...Limits.termBytes, using: &random) : Int.random(in: 1...18, using: &random)
        return (0..<length).map { $0 % 9 == 0 || $0 > 16 ? letters[0] : letters.randomElement(using: &random)! }
    }

    private static func read(_ table: TermTable, _ offset: UInt32) -> [Occurrence] {
        let run = PostingRun()
        var stream = TermStreamReader(table, table.record(at: offset), at: offset)
        var found: [Occurrence] = []
        while stream.read(into: run) {
            var occurrence = 0
            for index in 0..<run.count {
                var position = UInt32.max
                for _ in 0..<run.frequencies[index] {
                    position = position &+ 1 &+ run.occurrences[occurrence]
                    found.append(Occurrence(document: run.documents[index], position: position))
                    occurrence += 1
                }
            }
        }
        return found
    }
}

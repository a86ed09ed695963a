import Testing

@testable import Apus

@Suite("Term dictionary")
struct TermDictionaryTests {
    /// Rising keys with entries that are random, but for the offsets, which follow from the lengths.
    private static func terms(_ count: Int, _ random: inout SeededRandom) -> [(key: [UInt8], entry: TermEntry)] {
        let keys = Set(
            (0..<count * 2).map { _ in
                let bytes = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                    [0x61, 0x62, 0x7A, 0xC3, 0xFF].randomElement(using: &random)! as UInt8
                }
                return TermKey.bytes(field: Int.random(in: 0..<3, using: &random), term: bytes)
            })
        var (postings, positions) = (0, 0)
        return keys.sorted { $0.lexicographicallyPrecedes($1) }.prefix(count).map { key in
            let documents = UInt32.random(in: 1...(Bool.random(using: &random) ? 1 : 1 << 20), using: &random)
            let entry = TermEntry(
                documentFrequency: documents, totalFrequency: UInt64(documents) + UInt64.random(in: 0..<1 << 33, using: &random),
                onlyDocument: documents == 1 ? DocumentID(UInt32.random(in: 0..<1 << 29, using: &random)) : .end,
                postingsOffset: postings, postingsLength: documents == 1 ? 0 : Int.random(in: 0..<1 << 30, using: &random),
                positionsOffset: positions, positionsLength: Int.random(in: 0..<1 << 34, using: &random))
            postings += entry.postingsLength
            positions += entry.positionsLength
            return (key, entry)
        }
    }

    private static func written(_ terms: [(key: [UInt8], entry: TermEntry)]) throws -> WrittenPart {
        try WrittenPart(.terms) { part in
            let writer = TermDictionaryWriter(part)
            for (key, entry) in terms { try key.withUnsafeBufferPointer { try writer.add($0, entry) } }
            try writer.finish()
        }
    }

    @Test("Every term is found with its entry, what lies between is not", arguments: [0, 1, 31, 32, 33, 64, 65, 500])
    func roundTrip(count: Int) throws {
        var random = SeededRandom(seed: UInt64(count))
        let terms = Self.terms(count, &random)
        let reader = try TermDictionaryReader(try Self.written(terms).reader())
        #expect(reader.termCount == terms.count)
        var walk = try TermDictionaryCursor(reader)
        let keys = Set(terms.map(\.key))
        for (key, entry) in terms {
            #expect(try key.withUnsafeBufferPointer { try reader.entry($0) } == entry)
            #expect(walk.key == key && walk.entry == entry)
            try walk.advance()
            for other in [key + [0], Array(key.dropLast()), key.dropLast() + [(key.last ?? 0) &+ 1]] where !keys.contains(other) {
                let found = try other.withUnsafeBufferPointer { try reader.entry($0) }
                #expect(found == nil)
            }
        }
        #expect(walk.isAtEnd)
        try walk.advance()
        #expect(walk.isAtEnd)
    }

    @Test("Hostile bytes are an error at most")
    func hostileBytes() throws {
        var random = SeededRandom(seed: 77)
        let terms = Self.terms(40, &random)
        try Self.written(terms).expectOnlyDamage { part in
            let reader = try TermDictionaryReader(part)
            for place in [0, 17, 31, 32, 39] { _ = try terms[place].key.withUnsafeBufferPointer { try reader.entry($0) } }
            var walk = try TermDictionaryCursor(reader, from: terms[5].key)
            var steps = 0
            while let entry = walk.entry, steps < 60 {
                #expect(walk.key.count <= TermDictionaryLayout.keyBytes)
                #expect(entry.documentFrequency > 0 && entry.totalFrequency >= UInt64(entry.documentFrequency))
                try walk.advance()
                steps += 1
            }
        }
    }
}

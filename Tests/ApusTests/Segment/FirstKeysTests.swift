import Testing

@testable import Apus

@Suite("First keys of a dictionary's blocks")
struct FirstKeysTests {
    /// Numbers behind a text that fills a head, so that many samples are alike, and numbers by themselves: odd ones of both.
    private static func key(_ number: Int, isLong: Bool) -> [UInt8] {
        let digits = String(number)
        let padded = String(repeating: "0", count: 6 - digits.count) + digits
        return TermKey.bytes(field: isLong ? 1 : 258, term: ((isLong ? "common" : "") + padded).utf8)
    }

    @Test("In a dictionary of more blocks than are sampled every term is found, and none between them")
    func manyBlocks() throws {
        let keys = [true, false].flatMap { isLong in (0..<50_000).map { Self.key(2 * $0 + 1, isLong: isLong) } }
        let part = try WrittenPart(.terms) { part in
            let writer = TermDictionaryWriter(part)
            for (number, key) in keys.enumerated() {
                let entry = TermEntry(
                    documentFrequency: 1, totalFrequency: 1, onlyDocument: DocumentID(UInt32(number)), postingsOffset: 0,
                    postingsLength: 0, positionsOffset: 0, positionsLength: 0)
                try key.withUnsafeBufferPointer { try writer.add($0, entry) }
            }
            try writer.finish()
        }
        let reader = try TermDictionaryReader(try part.reader())
        for number in stride(from: 0, to: keys.count, by: 7) {
            let entry = try keys[number].withUnsafeBufferPointer { try reader.entry($0) }
            #expect(entry?.onlyDocument == DocumentID(UInt32(number)))
        }
        for number in stride(from: 0, to: 100_000, by: 62) {
            for isLong in [true, false] {
                let entry = try Self.key(number, isLong: isLong).withUnsafeBufferPointer { try reader.entry($0) }
                #expect(entry == nil)
            }
        }
        for outside in [[0, 0], [0, 1], TermKey.bytes(field: 1, term: "commoo".utf8), [255, 255, 255]] as [[UInt8]] {
            let entry = try outside.withUnsafeBufferPointer { try reader.entry($0) }
            #expect(entry == nil)
        }
    }

    @Test("The order of prefixes is that of the keys, as far as it goes", arguments: [1, 2] as [UInt64])
    func prefixes(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let keys = (0..<300).map { _ in
            (0..<Int.random(in: 2...13, using: &random)).map { _ in [0, 1, 97, 255].randomElement(using: &random)! as UInt8 }
        }
        for one in keys {
            for other in keys {
                let first = one.withUnsafeBufferPointer { KeyPrefix($0) }
                let second = other.withUnsafeBufferPointer { KeyPrefix($0) }
                if first < second { #expect(one.lexicographicallyPrecedes(other)) }
                if first.head < second.head { #expect(first < second) }
            }
            let padded = one + [UInt8](repeating: 0xA5, count: 8)
            let read = padded.withUnsafeBufferPointer { KeyPrefix(readingPast: UnsafeBufferPointer(rebasing: $0[..<one.count])) }
            #expect(read == one.withUnsafeBufferPointer { KeyPrefix($0) })
        }
    }
}

import Testing

@testable import Apus

@Suite("Blocks of documents as bitsets")
struct DocumentBitsTests {
    /// 128 rising documents behind `before`, with the bytes of their bitset and a word behind it, as in a list.
    private static func sample(spread: Int, before: UInt32, _ random: inout SeededRandom) -> (documents: [UInt32], bytes: [UInt8])
    {
        var documents: [UInt32] = []
        var last = before
        for _ in 0..<128 {
            last = last &+ 1 &+ UInt32.random(in: 0...UInt32(spread), using: &random)
            documents.append(last)
        }
        let range = Int(last &- before)
        var bytes = [UInt8](repeating: 0, count: DocumentBlock.bitsetBytes(range: range))
        for document in documents {
            let bit = Int(document &- before &- 1)
            bytes[bit / 8] |= 1 << UInt8(bit % 8)
        }
        return (documents, bytes + [UInt8](repeating: 0xFF, count: 8))
    }

    @Test("What a bitset says of its documents is what a list of them says", arguments: [0, 1, 2, 4, 9, 20])
    func documents(spread: Int) {
        var random = SeededRandom(seed: UInt64(spread))
        for before in [UInt32.max, 0, 5, 1_000_003] {
            let (documents, bytes) = Self.sample(spread: spread, before: before, &random)
            let range = Int(documents[127] &- before)
            bytes.withUnsafeBufferPointer { bytes in
                let bits = DocumentBits(bytes.baseAddress!, first: before &+ 1, range: range)
                var expanded = [UInt32](repeating: .max, count: 256)
                #expect(expanded.withUnsafeMutableBufferPointer { bits.expand(into: $0.baseAddress!) })
                #expect(Array(expanded[..<128]) == documents)
                #expect(expanded[128...].allSatisfy { $0 == .max })
                for bit in 0..<range {
                    let document = bits.first &+ UInt32(bit)
                    #expect(bits.contains(document) == documents.contains(document))
                    #expect(bits.next(document) == documents.first { $0 >= document })
                    let from = bit / 3
                    let between = documents.filter { $0 >= bits.first &+ UInt32(from) && $0 < document }
                    #expect(bits.count(from: from, to: bit) == between.count)
                }
            }
        }
    }

    @Test("A bitset of more or fewer than 128 documents, or with another last one, is refused", arguments: [0, 2, 9])
    func wrongBits(spread: Int) {
        var random = SeededRandom(seed: 7)
        let (documents, bytes) = Self.sample(spread: spread, before: 10, &random)
        let range = Int(documents[127] - 10)
        for place in 0..<DocumentBlock.bitsetBytes(range: range) * 8 where place < range {
            var changed = bytes
            changed[place / 8] ^= 1 << UInt8(place % 8)
            changed.withUnsafeBufferPointer { bytes in
                let bits = DocumentBits(bytes.baseAddress!, first: 11, range: range)
                var expanded = [UInt32](repeating: .max, count: 256)
                #expect(!expanded.withUnsafeMutableBufferPointer { bits.expand(into: $0.baseAddress!) }, "bit \(place)")
            }
        }
    }
}

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

    @Test("Two bitsets share the documents that two lists of them do", arguments: [0, 1, 4, 20])
    func meeting(spread: Int) {
        var random = SeededRandom(seed: UInt64(40 + spread))
        for _ in 0..<20 {
            let before = UInt32.random(in: 0...300, using: &random)
            let (one, oneBytes) = Self.sample(spread: spread, before: before, &random)
            let (other, otherBytes) = Self.sample(spread: 3, before: 200, &random)
            let (last, first) = (min(one[127], other[127]), max(before + 1, 201))
            guard first <= last else { continue }
            let from = UInt32.random(in: first...last, using: &random)
            let through = UInt32.random(in: from...last, using: &random)
            let shared = Set(one).intersection(other).filter { $0 >= from && $0 <= through }.sorted()
            let found = Self.meet((oneBytes, before, one[127]), (otherBytes, 200, other[127]), from: from, through: through)
            #expect(found.map(\.document) == shared)
            #expect(found.map { Int($0.place) } == shared.map { document in one.firstIndex(of: document)! })
        }
    }

    @Test("Of bitsets that wrong bytes fill no more than a block is written out")
    func meetingWrongBits() {
        let bytes = [UInt8](repeating: 0xFF, count: 200)
        let found = Self.meet((bytes, 0, 1500), (bytes, 0, 1500), from: 300, through: 1500)
        #expect(found.count == 128 && found.allSatisfy { $0.place < 128 })
    }

    private typealias Sample = (bytes: [UInt8], before: UInt32, last: UInt32)

    private static func meet(_ one: Sample, _ other: Sample, from: UInt32, through: UInt32) -> [(document: UInt32, place: UInt8)]
    {
        var documents = [UInt32](repeating: 0, count: 128)
        var places = [UInt8](repeating: 0, count: 128)
        let found = one.bytes.withUnsafeBufferPointer { oneBytes in
            other.bytes.withUnsafeBufferPointer { otherBytes in
                DocumentBits(oneBytes.baseAddress!, first: one.before + 1, range: Int(one.last - one.before)).meet(
                    DocumentBits(otherBytes.baseAddress!, first: other.before + 1, range: Int(other.last - other.before)),
                    from: from, through: through, documents: &documents, places: &places)
            }
        }
        return Array(zip(documents, places).prefix(found)).map { (document: $0.0, place: $0.1) }
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

import Testing

@testable import Apus

@Suite("Posting lists")
struct PostingListTests {
    @Test("What a table gathers comes back from dictionary, lists and positions", arguments: [1, 2, 127, 128, 129, 300, 5000])
    func roundTrip(documents: Int) throws {
        var random = SeededRandom(seed: UInt64(documents))
        let written = try WrittenLists(documents: documents, random: &random)
        #expect(written.dictionary.termCount == written.expected.count)
        for (term, postings) in written.expected {
            let cursor = try #require(try written.cursor(term))
            #expect(written.read(cursor) == postings, "term \(term)")
        }
        #expect(try written.cursor("absent") == nil)
    }

    @Test("Seeking lands where stepping would", arguments: [1, 128, 129, 5000])
    func seeking(documents: Int) throws {
        var random = SeededRandom(seed: 7)
        let written = try WrittenLists(documents: documents, random: &random)
        for (term, postings) in written.expected {
            var cursor = try #require(try written.cursor(term))
            var target: UInt32 = 0
            while cursor.document != .end {
                target += UInt32.random(in: 0..<200, using: &random)
                cursor.seek(DocumentID(rawValue: target))
                let next = postings.first { $0.document >= max(target, cursor.document == .end ? target : 0) }
                #expect(cursor.document.rawValue == next?.document ?? .max)
                if let next { #expect(Array(cursor.positions()) == next.positions) }
            }
            cursor.seek(DocumentID(rawValue: 3))
            #expect(cursor.document == .end)
        }
    }

    @Test("The dictionary walks its terms in order, from any of them")
    func walking() throws {
        var random = SeededRandom(seed: 9)
        let written = try WrittenLists(documents: 400, random: &random)
        let keys = written.expected.keys.map { TermKey.bytes(field: 3, term: $0.utf8) }.sorted {
            $0.lexicographicallyPrecedes($1)
        }
        var walk = try TermDictionaryCursor(written.dictionary)
        var found: [[UInt8]] = []
        while !walk.isAtEnd {
            found.append(walk.key)
            try walk.advance()
        }
        #expect(found == keys)
        for (place, key) in keys.enumerated() {
            #expect(try TermDictionaryCursor(written.dictionary, from: key).key == key)
            let behind = try TermDictionaryCursor(written.dictionary, from: key + [0])
            #expect(place + 1 < keys.count ? behind.key == keys[place + 1] : behind.isAtEnd)
        }
    }

    @Test("Each width packs and unpacks", arguments: 0...32)
    func widths(width: Int) {
        var random = SeededRandom(seed: UInt64(width))
        let mask = UInt32(truncatingIfNeeded: (UInt64(1) << UInt64(width)) - 1)
        var values = (0..<128).map { _ in UInt32.random(in: 0...(.max), using: &random) & mask }
        var packed = [UInt8](repeating: 0, count: BitPacking.bytes(width: width))
        packed.withUnsafeMutableBytes { if let base = $0.baseAddress { BitPacker.pack(values, width: width, to: base) } }
        var unpacked = [UInt32](repeating: 7, count: 128)
        packed.withUnsafeBytes {
            BitPacking.unpack($0.baseAddress ?? UnsafeRawPointer(bitPattern: 16)!, width: width, into: &unpacked)
        }
        #expect(unpacked == values)
        for index in stride(from: 3, to: 128, by: 41) { values[index] = .max >> UInt32.random(in: 0..<24, using: &random) }
        var copy = values
        var block: [UInt8] = []
        PatchedBlock.encode(&copy, into: &block)
        #expect(PatchedBlock.length(at: block, available: block.count) == block.count)
        #expect(PatchedBlock.length(at: block, available: block.count - 1) == nil)
        PatchedBlock.decode(block, into: &unpacked)
        #expect(unpacked == values)
    }
}

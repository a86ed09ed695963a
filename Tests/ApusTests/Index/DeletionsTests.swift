import Testing

@testable import Apus

@Suite("Deletions")
struct DeletionsTests {
    private static func record(_ documentCount: Int, _ deletions: SegmentRecord.DeletionsRecord? = nil) -> SegmentRecord {
        SegmentRecord(
            identity: 5, name: "0000000000000005", documentCount: UInt32(documentCount), parts: [], fields: [],
            deletions: deletions)
    }

    @Test("A set is what was inserted, in memory and read back", arguments: [1, 2, 63, 64, 65, 128, 1000])
    func roundTrip(documentCount: Int) throws {
        var random = SeededRandom(seed: UInt64(documentCount))
        var expected: Set<UInt32> = []
        var deletions = Deletions(documentCount: documentCount)
        for generation in 1...6 as ClosedRange<UInt64> {
            let more = (0..<documentCount / 4 + 1).map { _ in UInt32.random(in: 0..<UInt32(documentCount), using: &random) }
            expected.formUnion(more)
            deletions = deletions.inserting(more)
            let storage = MemoryStorage()
            let written = try deletions.write(for: Self.record(documentCount), generation: generation, in: storage)
            let read = try Deletions(Self.record(documentCount, written), in: storage)
            #expect(read.record == written)
            for set in [deletions, read] {
                #expect(set.count == expected.count && set.documentCount == documentCount)
                for document in 0..<UInt32(documentCount + 200) {
                    if set.contains(document) != expected.contains(document) { Issue.record("\(document) of \(documentCount)") }
                }
                for word in 0..<documentCount / 64 + 3 {
                    let bits = (0..<64).reduce(0 as UInt64) {
                        $0 | (expected.contains(UInt32(word * 64 + $1)) ? 1 << UInt64($1) : 0)
                    }
                    #expect(set.word(word) == bits)
                }
            }
        }
        #expect(deletions.inserting([UInt32(documentCount), .max]).count == deletions.count)
    }

    @Test("All but what is kept are deleted, and nothing behind the last document", arguments: [1, 63, 64, 65, 130])
    func allBut(documentCount: Int) throws {
        var random = SeededRandom(seed: UInt64(documentCount) + 7)
        let documents = 0..<UInt32(documentCount)
        let deleted = documents.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
        let kept = documents.filter { _ in Bool.random(using: &random) }
        var words = [UInt64](repeating: 0, count: (documentCount + 63) / 64)
        for document in kept { words[Int(document / 64)] |= 1 << UInt64(document % 64) }
        let set = Deletions(documentCount: documentCount).inserting(deleted).inserting(allBut: words)
        let expected = documents.filter { deleted.contains($0) || !kept.contains($0) }
        #expect((0..<UInt32(documentCount + 200)).filter { set.contains($0) } == expected)
        #expect(set.count == expected.count)
    }

    @Test("Bytes that are not such a set are refused, or are one of as many documents")
    func hostileBytes() throws {
        let documentCount = 130
        let storage = MemoryStorage()
        let sound = Deletions(documentCount: documentCount).inserting([0, 7, 64, 129])
        let written = try sound.write(for: Self.record(documentCount), generation: 1, in: storage)
        let content = Array(try storage.content(of: "0000000000000005.1.deletions").dropFirst(16).dropLast(12))
        func expectDamageAtMost(_ bytes: [UInt8]) throws {
            let fresh = MemoryStorage()
            let writer = try PartWriter(.deletions, name: "0000000000000005.1.deletions", in: fresh)
            try writer.append(bytes)
            var record = written
            record.file = try writer.finish(segment: 5)
            do {
                let read = try Deletions(Self.record(documentCount, record), in: fresh)
                #expect(read.count == 4 && read.documentCount == documentCount)
                #expect((0..<UInt32(documentCount)).count { read.contains($0) } == 4)
            } catch { #expect(error is DamagedFile) }
        }
        try expectDamageAtMost(content)
        for length in 0..<content.count { try expectDamageAtMost(Array(content[..<length])) }
        try expectDamageAtMost(content + [0])
        for bit in 0..<content.count * 8 {
            var changed = content
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            try expectDamageAtMost(changed)
            // Another one in its place, so that the count is right.
            changed[0] ^= 1
            try expectDamageAtMost(changed)
        }
    }
}

import Testing

@testable import Apus

@Suite("Check of pairs")
struct PairsCheckTests {
    private static func storage(_ documents: Int, vocabulary: Int) throws -> (MemoryStorage, content: [UInt8]) {
        var corpus = PairCorpus(seed: 2, vocabulary: vocabulary)
        let storage = MemoryStorage()
        let texts = (0..<documents).map { Document(id: "d\($0)", ["title": .string(corpus.text(6))]) }
        let reader = try PairCorpus.index(texts, storage: storage).snapshot().segments[0].reader
        let part = try #require(reader.part(.pairs))
        return (storage, withExtendedLifetime(reader) { Array(part.content) })
    }

    @Test("Every changed byte of lists and tables is found, though the checksums fit")
    func changedBytes() throws {
        let (storage, content) = try Self.storage(20, vocabulary: 5)
        #expect(try IndexCheck(storage).run().problems == [])
        // A threshold may change without another pair being covered.
        let threshold = content.count - 24..<content.count - 16
        for offset in content.indices where !threshold.contains(offset) {
            var changed = content
            changed[offset] ^= UInt8(1 << (offset % 8))
            try storage.replace(.pairs, of: 0, with: changed)
            #expect(try IndexCheck(storage).run().problems.contains { $0.file.hasSuffix(".pairs") }, "byte \(offset)")
        }
    }

    @Test("Changed bytes of long lists never trap, and what is found names the file")
    func longLists() throws {
        let (storage, content) = try Self.storage(700, vocabulary: 3)
        #expect(try IndexCheck(storage).run().problems == [])
        var found = 0
        for offset in stride(from: 0, to: content.count, by: 31) {
            var changed = content
            changed[offset] ^= 0x41
            try storage.replace(.pairs, of: 0, with: changed)
            let problems = try IndexCheck(storage).run().problems
            #expect(problems.allSatisfy { $0.file.hasSuffix(".pairs") })
            found += problems.count
        }
        // A bound that is higher than it need be is no damage.
        #expect(found > content.count / 31 * 3 / 4)
    }
}

extension MemoryStorage {
    /// Replaces what a segment's file holds between header and footer, and makes all checksums right.
    func replace(_ part: SegmentPart, of segment: Int, with content: [UInt8]) throws {
        var manifest = try #require(try Manifest.read(from: self))
        let place = try #require(manifest.segments[segment].parts.firstIndex { $0.part == part })
        let writer = try PartWriter(part, name: manifest.segments[segment].fileName(of: part), in: self)
        try writer.append(content)
        manifest.segments[segment].parts[place] = try writer.finish(segment: manifest.segments[segment].identity)
        try manifest.commit(to: self)
    }
}

import Testing

@testable import Apus

@Suite("Document ids")
struct DocumentIDsTests {
    static func write(_ ids: [String]) throws -> (part: WrittenPart, identity: UInt64) {
        var identity: UInt64 = 0
        let part = try WrittenPart(.ids) { file in
            var writer = DocumentIDsWriter(file)
            for id in ids { writer.append(id.utf8) }
            try writer.finish()
            identity = writer.identity.value
        }
        return (part, identity)
    }

    static func reader(_ ids: [String]) throws -> DocumentIDsReader {
        try DocumentIDsReader(try write(ids).part.reader(), documentCount: ids.count)
    }

    /// Ids with shared beginnings, an id twice here and there, the empty one and one with a NUL.
    static func ids(_ count: Int, using random: inout SeededRandom) -> [String] {
        (0..<count).map { _ in
            switch Int.random(in: 0..<20, using: &random) {
            case 0: ""
            case 1: "notes/\0"
            default: "notes/" + String(Int.random(in: 0..<count * 2, using: &random), radix: 3)
            }
        }
    }

    @Test("Ids are found both ways", arguments: 1...20 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let ids = Self.ids(Int.random(in: 0...200, using: &random), using: &random)
        let reader = try Self.reader(ids)
        try reader.validate()
        for (document, id) in ids.enumerated() {
            #expect(try reader.id(of: UInt32(document)) == id)
            let all = ids.indices.filter { ids[$0] == id }.map(UInt32.init)
            #expect(try reader.documents(withID: id.utf8) == all)
            #expect(try reader.document(withID: id.utf8) == all.last)
        }
        for absent in ["notes", "notes/3", "zebra", "notes/\0\0"] { #expect(try reader.document(withID: absent.utf8) == nil) }
        #expect(throws: DamagedFile.self) { try reader.bytes(of: UInt32(ids.count)) }
    }

    @Test("Documents are in the order of their ids' bytes")
    func order() throws {
        let reader = try Self.reader(["b", "a", "", "ä", "a", "Z", "ab"])
        #expect((0..<7).map { reader.document(atPlace: $0) } == [2, 5, 1, 4, 6, 0, 3])
    }

    @Test("Ids that occur in two segments are found from either side", arguments: 1...20 as ClosedRange<UInt64>)
    func duplicates(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let older = Self.ids(Int.random(in: 0...300, using: &random), using: &random)
        let newer = Self.ids(Int.random(in: 0...300, using: &random), using: &random)
        let expected = older.indices.filter { newer.contains(older[$0]) }.map(UInt32.init)
        #expect(try Self.reader(newer).duplicates(in: Self.reader(older)) == expected)
    }

    @Test("A merge writes the bytes and the identity of the living documents", arguments: 1...20 as ClosedRange<UInt64>)
    func merge(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let ids = Self.ids(Int.random(in: 1...200, using: &random), using: &random)
        let merge = MergeCase(documentCount: ids.count, using: &random)
        let direct = try Self.write(merge.living.map { ids[$0] })
        let inputs = try merge.inputs.map { MergeInput(try Self.reader(Array(ids[$0.documents])), $0.renumbering) }
        var identity: UInt64 = 0
        let merged = try WrittenPart(.ids) { file in
            var writer = DocumentIDsWriter(file)
            try writer.merge(inputs)
            try writer.finish()
            identity = writer.identity.value
        }
        #expect(try merged.content() == direct.part.content())
        #expect(identity == direct.identity)
    }

    @Test("The identity tells ids, their order and their ends apart")
    func identity() throws {
        let all = [["a", "b"], ["b", "a"], ["ab", ""], ["", "ab"], ["ab"], ["a", "b", ""], []]
        #expect(Set(try all.map { try Self.write($0).identity }).count == all.count)
        #expect(try Self.write(["a", "b"]).identity == 0x4138_EA1D_F894_AE67, "the identity of files that exist does not change")
    }

    @Test("Hostile bytes are an error at most")
    func hostile() throws {
        var random = SeededRandom(seed: 5)
        let ids = Self.ids(30, using: &random)
        let other = try Self.reader(ids)
        try Self.write(ids).part.expectOnlyDamage { part in
            let reader = try DocumentIDsReader(part, documentCount: 30)
            for document in 0..<UInt32(30) { _ = try? reader.id(of: document) }
            for id in ids { _ = try? reader.documents(withID: id.utf8) }
            _ = try? reader.duplicates(in: other)
            _ = try? other.duplicates(in: reader)
            var writer = DocumentIDsWriter(try PartWriter(.ids, name: "merged", in: MemoryStorage()))
            try writer.merge([MergeInput(reader, DocumentRenumbering(documentCount: 30, first: 0) { $0 % 7 == 0 })])
            try writer.finish()
            try reader.validate()
        }
    }
}

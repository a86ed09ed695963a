import Testing

@testable import Apus

@Suite("Norms")
struct NormsTests {
    /// A field that all documents have, one of every fifth, one of a few, and one of none.
    private static func fields(_ documentCount: Int, using random: inout SeededRandom) -> [Int: [UInt8]] {
        Dictionary(
            uniqueKeysWithValues: [(0, 1), (3, 5), (4, 40), (9, 0)].map { field, every in
                let norms = (0..<documentCount).map { _ -> UInt8 in
                    every > 0 && Int.random(in: 0..<every, using: &random) == 0 ? .random(in: 1...255, using: &random) : 0
                }
                return (field, norms)
            })
    }

    private static func write(_ fields: [Int: [UInt8]], _ documentCount: Int) throws -> (part: WrittenPart, identity: UInt64) {
        var identity: UInt64 = 0
        let part = try WrittenPart(.norms) { file in
            var writer = NormsWriter(file, documentCount: documentCount)
            for field in fields.keys.sorted() { try writer.append(field: field, norms: fields[field]!) }
            try writer.finish()
            identity = writer.identity.value
        }
        return (part, identity)
    }

    @Test("Norms come back, dense and sparse", arguments: [1, 2, 3] as [UInt64])
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 1...500, using: &random)
        let fields = Self.fields(count, using: &random)
        let reader = try NormsReader(try Self.write(fields, count).part.reader(), documentCount: count)
        try reader.validate()
        for (field, norms) in fields {
            let present = norms.filter { $0 != 0 }.count
            #expect(reader.count(ofField: field) == present)
            guard let table = try reader.norms(ofField: field) else {
                #expect(present == 0)
                continue
            }
            #expect((0..<UInt32(count)).map { table[$0] } == norms)
            #expect(try reader.norms(ofField: field)?.bytes == table.bytes, "a table is made once")
        }
        #expect(try reader.norms(ofField: 1) == nil)
    }

    @Test("Documents with a token can be given alone")
    func sparseInput() throws {
        for every in [2, 20] {
            let norms = (0..<100).map { $0 % every == 0 ? UInt8($0 + 1) : 0 }
            let whole = try Self.write([5: norms], 100).part.content()
            let listed = try WrittenPart(.norms) { file in
                var writer = NormsWriter(file, documentCount: 100)
                let documents = norms.indices.filter { norms[$0] != 0 }
                try writer.append(field: 5, documents: documents.map(UInt32.init), norms: documents.map { norms[$0] })
                try writer.finish()
            }
            #expect(try listed.content() == whole)
        }
    }

    @Test("A merge writes the bytes and the identity of the living documents", arguments: 1...20 as ClosedRange<UInt64>)
    func merge(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 1...300, using: &random)
        let (fields, merge) = (Self.fields(count, using: &random), MergeCase(documentCount: count, using: &random))
        let living = merge.living
        let direct = try Self.write(fields.mapValues { norms in living.map { norms[$0] } }, living.count)
        let inputs = try merge.inputs.map { input in
            let part = try Self.write(fields.mapValues { Array($0[input.documents]) }, input.documents.count).part
            return MergeInput(try NormsReader(part.reader(), documentCount: input.documents.count), input.renumbering)
        }
        var identity: UInt64 = 0
        let merged = try WrittenPart(.norms) { file in
            var writer = NormsWriter(file, documentCount: living.count)
            try writer.merge(inputs)
            try writer.finish()
            identity = writer.identity.value
        }
        #expect(try merged.content() == direct.part.content())
        #expect(identity == direct.identity)
    }

    @Test("Hostile bytes are an error at most")
    func hostile() throws {
        var random = SeededRandom(seed: 5)
        let part = try Self.write(Self.fields(60, using: &random), 60).part
        try part.expectOnlyDamage { part in
            let reader = try NormsReader(part, documentCount: 60)
            for field in 0..<12 {
                guard let table = try reader.norms(ofField: field) else { continue }
                for document in 0..<UInt32(60) { _ = table[document] }
            }
            try reader.validate()
        }
    }
}

import Testing

@testable import Apus

@Suite("Document store")
struct DocumentStoreTests {
    static func write(_ records: [StoredRecord]) throws -> WrittenPart {
        try WrittenPart(.stored) { file in
            let writer = DocumentStoreWriter(file)
            for record in records { try writer.append(record) }
            try writer.finish()
        }
    }

    static func reader(_ records: [StoredRecord]) throws -> DocumentStoreReader {
        try DocumentStoreReader(try write(records).reader(), documentCount: records.count)
    }

    private static func value(ofLength length: Int, using random: inout SeededRandom) -> FieldValue {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: .integer(Int64(bitPattern: random.next()))
        case 1: .number(Double.random(in: -1e9...1e9, using: &random))
        case 2: .boolean(Bool.random(using: &random))
        default: .string(String(repeating: ["peace ", "äß", "🕊\0", "x"].randomElement(using: &random)!, count: length / 4))
        }
    }

    static func records(_ count: Int, longest: Int, using random: inout SeededRandom) -> [StoredRecord] {
        (0..<count).map { _ in
            StoredRecord(
                fields: (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    let length = longest >> Int.random(in: 0..<14, using: &random)
                    return (
                        Int.random(in: 0..<200, using: &random),
                        (0..<Int.random(in: 0...3, using: &random)).map { _ in value(ofLength: length, using: &random) }
                    )
                })
        }
    }

    @Test("Documents come back in any order", arguments: [1, 2, 3] as [UInt64])
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let records = Self.records(Int.random(in: 0...150, using: &random), longest: 40_000, using: &random)
        let reader = try Self.reader(records)
        try reader.validate()
        for document in records.indices.shuffled(using: &random) {
            #expect(try reader.document(UInt32(document)) == records[document])
            let even = try reader.document(UInt32(document)) { $0 % 2 == 0 }
            #expect(even == StoredRecord(fields: records[document].fields.filter { $0.number % 2 == 0 }))
        }
        #expect(throws: DamagedFile.self) { try reader.document(UInt32(records.count)) }
    }

    @Test("A block closes at 2 KiB, and a record of 8 KiB has one for itself")
    func blocks() throws {
        func record(_ length: Int) -> StoredRecord {
            StoredRecord(fields: [(0, [.string(String(repeating: "x", count: length))])])
        }
        #expect(try Self.reader([record(10), record(10), record(10)]).blockCount == 1)
        #expect(try Self.reader([record(1_024), record(1_024), record(10)]).blockCount == 2)
        #expect(try Self.reader([record(10), record(3_000), record(10)]).blockCount == 2)
        #expect(try Self.reader([record(10), record(9_000), record(10)]).blockCount == 3)
        #expect(try Self.reader([]).blockCount == 0)
    }

    @Test("Threads can read one store together")
    func threads() async throws {
        var random = SeededRandom(seed: 9)
        let records = Self.records(100, longest: 20_000, using: &random)
        let reader = try Self.reader(records)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<4 {
                group.addTask {
                    var random = SeededRandom(seed: UInt64(task))
                    return try (0..<200).allSatisfy { _ in
                        let document = Int.random(in: 0..<100, using: &random)
                        return try reader.document(UInt32(document)) == records[document]
                    }
                }
            }
            for try await isEqual in group { #expect(isEqual) }
        }
    }

    @Test("A merge writes the bytes of the living documents", arguments: 1...12 as ClosedRange<UInt64>)
    func merge(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let longest = seed % 3 == 0 ? 100_000 : 10_000
        let records = Self.records(Int.random(in: 1...120, using: &random), longest: longest, using: &random)
        let merge = MergeCase(documentCount: records.count, using: &random)
        let inputs = try merge.inputs.map { MergeInput(try Self.reader(Array(records[$0.documents])), $0.renumbering) }
        let merged = try WrittenPart(.stored) { file in
            let writer = DocumentStoreWriter(file)
            try writer.merge(inputs)
            try writer.finish()
        }
        #expect(try merged.content() == Self.write(merge.living.map { records[$0] }).content())
    }

    @Test("A changed byte in a block is never an answer")
    func checksum() throws {
        var random = SeededRandom(seed: 4)
        let records = Self.records(6, longest: 100, using: &random)
        let content = try Self.write(records).content()
        let blockBytes = content.count - DocumentStoreWriter.entryBytes - 8
        for offset in 0..<blockBytes {
            var changed = content
            changed[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            let part = try WrittenPart(.stored) { try $0.append(changed) }
            let reader = try DocumentStoreReader(part.reader(), documentCount: records.count)
            for document in records.indices {
                let found = try? reader.document(UInt32(document))
                #expect(found == nil || found == records[document])
            }
        }
    }

    @Test("Hostile bytes are an error at most")
    func hostile() throws {
        var random = SeededRandom(seed: 5)
        let long = StoredRecord(fields: [(1, [.string(String(repeating: "x", count: 17_000))])])
        let records = [long] + Self.records(3, longest: 50, using: &random) + [long, long]
        try Self.write(records).expectOnlyDamage { part in
            let reader = try DocumentStoreReader(part, documentCount: records.count)
            for document in 0...3 { _ = try? reader.document(UInt32(document)) }
            let writer = DocumentStoreWriter(try PartWriter(.stored, name: "merged", in: MemoryStorage()))
            try writer.merge([MergeInput(reader, DocumentRenumbering(documentCount: records.count, first: 0))])
            try reader.validate()
        }
    }

    @Test("Hostile records are an error at most", arguments: [1, 2, 3] as [UInt64])
    func hostileRecords(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for record in Self.records(100, longest: 40, using: &random) {
            var writer = ByteWriter()
            record.encode(into: &writer)
            for _ in 0..<20 {
                var bytes = writer.bytes
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                bytes.removeLast(Int.random(in: 0...min(2, bytes.count), using: &random))
                do throws(CorruptBytes) {
                    _ = try withUnsafeBytesTyped(of: bytes) { (bytes) throws(CorruptBytes) in try StoredRecord(decoding: bytes) }
                } catch {}
            }
        }
    }
}

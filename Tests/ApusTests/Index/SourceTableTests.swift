import Testing

@testable import Apus

@Suite struct SourceTableTests {
    private static func entry(_ number: Int) -> SourceTable.Entry {
        SourceTable.Entry(size: UInt64(number * 37), modified: Int64(number) - 5, hash: UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    }

    private static func exact(_ entries: [String: SourceTable.Entry]) -> [ExactText: SourceTable.Entry] {
        Dictionary(uniqueKeysWithValues: entries.map { (ExactText($0), $1) })
    }

    private func table(
        _ entries: [String: SourceTable.Entry], generation: UInt64 = 1, in storage: any Storage
    ) throws -> SourceTable {
        let record = try SourceTable.updating(
            nil, changes: Self.exact(entries), removals: [], generation: generation, in: storage)
        return try SourceTable(#require(record), in: storage)
    }

    @Test("what was noted is found again, and nothing else", arguments: [1, 2, 15, 16, 17, 32, 33, 1000])
    func roundTrip(count: Int) throws {
        let storage = MemoryStorage()
        let entries = Dictionary(uniqueKeysWithValues: (0..<count).map { ("folder \($0 % 7)/é\($0).txt", Self.entry($0)) })
        let table = try table(entries, in: storage)
        try table.verify()
        #expect(table.count == count)
        for (path, entry) in entries { #expect(table[path] == entry) }
        for path in ["", "a", "folder 0", "folder 0/é0.tx", "folder 0/é0.txt2", "zzz", "\u{0}"] { #expect(table[path] == nil) }
        let paths = entries.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(try table.paths() == paths)
        for prefix in ["folder", "folder 3/", "folder 6/é", "g", "a"] {
            #expect(try table.paths(withPrefix: prefix) == paths.filter { $0.utf8.starts(with: prefix.utf8) })
        }
    }

    @Test("paths are compared by bytes: two spellings of é are two files")
    func canonicalEquivalence() throws {
        let storage = MemoryStorage()
        let first = try table(["\u{E9}": Self.entry(1)], in: storage)
        let record = try SourceTable.updating(
            first, changes: Self.exact(["e\u{301}": Self.entry(2)]), removals: [], generation: 2, in: storage)
        let second = try SourceTable(#require(record), in: storage)
        #expect(second["\u{E9}"] == Self.entry(1))
        #expect(second["e\u{301}"] == Self.entry(2))
    }

    @Test("a chain of updates holds what a dictionary holds, in the same bytes whichever way it came to them")
    func updates() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let storage = MemoryStorage()
        var expected: [String: SourceTable.Entry] = [:]
        var table: SourceTable?
        for generation in 1...60 as ClosedRange<UInt64> {
            var changes: [String: SourceTable.Entry] = [:]
            var removals: Set<String> = []
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                let path = "p/\(Int.random(in: 0..<100, using: &random))"
                if Bool.random(using: &random) {
                    removals.insert(path)
                } else {
                    changes[path] = Self.entry(.random(in: 0..<1000, using: &random))
                }
            }
            for path in removals { expected[path] = nil }
            expected.merge(changes) { $1 }
            let record = try SourceTable.updating(
                table, changes: Self.exact(changes), removals: Set(removals.map(ExactText.init)), generation: generation,
                in: storage)
            table = try record.map { try SourceTable($0, in: storage) }
            #expect(table?.count ?? 0 == expected.count)
            guard let table else { continue }
            for number in 0..<100 { #expect(table["p/\(number)"] == expected["p/\(number)"]) }
            let fresh = MemoryStorage()
            _ = try self.table(expected, generation: generation, in: fresh)
            #expect(try storage.content(of: table.name) == fresh.content(of: table.name))
        }
        let rest = Set(expected.keys.map(ExactText.init))
        #expect(try SourceTable.updating(table, changes: [:], removals: rest, generation: 99, in: storage) == nil)
        #expect(try !storage.names().contains("sources.63"))
    }

    @Test("every truncation and every flipped bit is reported with the file's name")
    func damage() throws {
        let entries = Dictionary(uniqueKeysWithValues: (0..<40).map { ("folder/\($0)", Self.entry($0)) })
        let sound = MemoryStorage()
        let record = try #require(
            try SourceTable.updating(nil, changes: Self.exact(entries), removals: [], generation: 1, in: sound))
        let bytes = try sound.content(of: "sources.1")
        func expectDamage(_ changed: [UInt8], _ comment: Comment) throws {
            let storage = MemoryStorage()
            try storage.write(changed, to: "sources.1")
            let error = #expect(throws: DamagedFile.self, comment) { try SourceTable(record, in: storage).verify() }
            #expect(error?.file == "sources.1", comment)
        }
        for length in 0..<bytes.count { try expectDamage(Array(bytes[..<length]), "\(length) bytes") }
        try expectDamage(bytes + [0], "a byte too many")
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            try expectDamage(changed, "bit \(bit)")
        }
    }

    @Test("bytes that were damaged with care trap nowhere")
    func hostileBytes() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let entries = Dictionary(uniqueKeysWithValues: (0..<40).map { ("folder/\($0)", Self.entry($0)) })
        let storage = MemoryStorage()
        _ = try table(entries, in: storage)
        let body = Array(try storage.content(of: "sources.1").dropLast(SourceTable.footerBytes))
        for _ in 0..<3000 {
            var changed = body
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                // Half of the time in the index, where the offsets are.
                let from = Bool.random(using: &random) ? 0 : changed.count - 32
                changed[Int.random(in: from..<changed.count, using: &random)] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(
                    using: &random)!
            }
            let bytes = Manifest.sealed(changed)
            try storage.write(bytes, to: "sources.1")
            let checksum = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self) }
            let record = Manifest.SourcesRecord(generation: 1, length: UInt64(bytes.count), checksum: checksum)
            guard let table = try? SourceTable(record, in: storage) else { continue }
            for number in stride(from: 0, to: 40, by: 3) { _ = table["folder/\(number)"] }
            _ = try? table.paths(withPrefix: "folder/2")
            _ = try? SourceTable.updating(
                table, changes: Self.exact(["folder/20a": Self.entry(1)]), removals: [ExactText("folder/3")], generation: 2,
                in: storage)
        }
    }

    @Test("a fault at any call of an update is passed on")
    func faults() throws {
        let storage = FaultyStorage()
        let first = try table(["a": Self.entry(1)], in: storage)
        for call in 1...10 {
            storage.arm(.fails, at: call)
            do {
                _ = try SourceTable.updating(
                    first, changes: Self.exact(["b": Self.entry(2)]), removals: [], generation: 2, in: storage)
                #expect(storage.calls < call)
            } catch { #expect(error is StorageError) }
            #expect(storage.openFiles == 0)
        }
    }
}

import Testing

@testable import Apus

@Suite("A manifest that is damaged itself")
struct RestoredManifestTests {
    @Test("Any one wrong byte is put right", arguments: [0x01, 0x80, 0xFF] as [UInt8])
    func oneByte(change: UInt8) throws {
        let index = try CareIndex()
        let manifest = try index.manifest()
        let bytes = try index.storage.content(of: "manifest")
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= change
            let correction = try #require(ByteCorrection(damaged))
            let found = correction.only { bytes in
                try? withUnsafeBytesTyped(of: bytes) { (bytes) throws(ManifestError) in try Manifest(decoding: bytes) }
            }
            #expect(found == manifest, "byte \(place)")
        }
        #expect(ByteCorrection(bytes) == nil)
    }

    @Test("The repair commits what was put right, and keeps the damaged file")
    func repair() throws {
        let index = try CareIndex()
        let manifest = try index.manifest()
        try index.damage("manifest") { $0[$0.count / 2] ^= 0x20 }
        let damaged = try index.storage.content(of: "manifest")
        #expect(throws: IndexError.self) { try index.open() }
        let report = try IndexRepair(index.storage, options: CareIndex.options).run()
        #expect(report.problems.map(\.file) == ["manifest"])
        #expect(report.lostCount == 0)
        #expect(try index.storage.content(of: "damaged-manifest.3") == damaged)
        var expected = manifest
        expected.generation = 4
        #expect(try index.manifest() == expected)
        #expect(try IndexCheck(index.storage).run().problems == [])
    }

    @Test("Bytes behind its end are left out", arguments: [[0], [1, 2, 3], [UInt8](repeating: 7, count: 5000)] as [[UInt8]])
    func longer(tail: [UInt8]) throws {
        let index = try CareIndex()
        let manifest = try index.manifest()
        try index.damage("manifest") { $0 += tail }
        #expect(throws: IndexError.self) { try index.open() }
        let report = try IndexRepair(index.storage, options: CareIndex.options).run()
        #expect((report.problems.map(\.file), report.lostCount) == (["manifest"], 0))
        #expect(try index.manifest().segments == manifest.segments)
        #expect(try IndexCheck(index.storage).run().problems == [])
    }

    @Test("A damaged segment besides is repaired in the same commit")
    func segmentBesides() throws {
        let index = try CareIndex()
        try CareIndex.Harm.cut.apply(to: try index.name(.terms, ofSegment: 1), of: index)
        try index.damage("manifest") { $0[20] ^= 1 }
        let report = try IndexRepair(index.storage, options: CareIndex.options).run()
        #expect((report.problems.count, report.reindexed) == (2, 10))
        #expect(try IndexCheck(index.storage).run().problems == [])
        #expect(try index.found("*").count == 29)
    }

    @Test("With more damage it is refused, and nothing is touched")
    func pastHelp() throws {
        for change in [
            { $0 = [] }, { $0.removeLast(5) }, { $0 = Array($0.prefix(30)) + $0.dropFirst(60) },
            { for place in 40..<48 { $0[place] = 0 } },
        ] as [(inout [UInt8]) -> Void] {
            let index = try CareIndex()
            try index.damage("manifest", change)
            let before = try contents(index)
            #expect(throws: IndexError.self) { try IndexRepair(index.storage, options: CareIndex.options).run() }
            #expect(try contents(index) == before)
        }
    }

    private func contents(_ index: CareIndex) throws -> [String: [UInt8]] {
        Dictionary(uniqueKeysWithValues: try index.storage.names().map { ($0, try index.storage.content(of: $0)) })
    }

    @Test("A manifest that was about to be put in its place is taken, when all of its files are there")
    func unfinished() throws {
        let index = try CareIndex()
        let bytes = try index.storage.content(of: "manifest")
        try index.storage.write(bytes, to: "manifest.new")
        try index.damage("manifest") { $0 = [] }
        _ = try IndexRepair(index.storage, options: CareIndex.options).run()
        #expect(try index.found("*").count == 29)

        let other = try CareIndex()
        try other.storage.write(try other.storage.content(of: "manifest"), to: "manifest.new")
        try other.damage("manifest") { $0 = [] }
        try other.storage.remove(try #require(try other.storage.names().first { $0.hasSuffix(".terms") }))
        #expect(throws: IndexError.self) { try IndexRepair(other.storage, options: CareIndex.options).run() }
    }

    @Test("Where it is missing beside segments, no new index takes their place")
    func missing() throws {
        let index = try CareIndex()
        try index.storage.remove("manifest")
        let before = try contents(index)
        let damage = IndexError.damaged(DamagedFile(file: "manifest", offset: 0, reason: "the file is missing"))
        #expect(throws: damage) { try index.open() }
        #expect(throws: damage) { try IndexRepair(index.storage, options: CareIndex.options).run() }
        #expect(try IndexCheck(index.storage).run().problems.map(\.file) == ["manifest"])
        #expect(try contents(index) == before)
        #expect(throws: IndexError.missing("manifest")) { try IndexRepair(MemoryStorage()).run() }
    }
}

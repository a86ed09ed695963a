import Testing

@testable import Apus

@Suite("Repair of an index")
struct IndexRepairTests {
    static func repair(_ index: CareIndex) throws -> IndexRepair.Report {
        try IndexRepair(index.storage, options: CareIndex.options).run()
    }

    static func ids(_ letter: String, _ numbers: Range<Int> = 0..<10) -> [String] { numbers.map { letter + String($0) } }

    /// Sound, with these documents, each with all of its fields; the old files are kept.
    static func expectSound(_ index: CareIndex, documents: [String], _ comment: Comment) throws {
        #expect(try IndexCheck(index.storage).run().problems == [], comment)
        #expect(try IndexCheck(index.storage).run().leftovers == [], comment)
        #expect(try index.found("*") == documents.sorted(), comment)
        let snapshot = try index.open().snapshot()
        for id in documents where id != "a8" {
            #expect(try snapshot.document(id: id) == CareIndex.document(String(id.prefix(1)), Int(id.dropFirst())!), comment)
        }
        #expect(try index.found("\"pursue the peace of\"") == documents.sorted().filter { $0 != "a8" }, comment)
        #expect(try index.found("year:2003") == documents.filter { $0.hasSuffix("3") }.sorted(), comment)
    }

    static let living = ids("a", 0..<9) + ids("b") + ids("c")

    @Test("A sound index is left as it is")
    func sound() throws {
        let index = try CareIndex()
        let before = try index.manifest()
        let report = try Self.repair(index)
        #expect(report == IndexRepair.Report(generation: 3))
        #expect(try index.manifest() == before)
        #expect(try index.storage.names().allSatisfy { !$0.hasPrefix("damaged") })
    }

    @Test(
        "Where what is searched is damaged, all documents are indexed again from what is stored",
        arguments: [SegmentPart.terms, .postings, .positions, .norms, .columns], CareIndex.Harm.allCases)
    func searchedParts(part: SegmentPart, harm: CareIndex.Harm) throws {
        let index = try CareIndex()
        let name = try index.name(part, ofSegment: 1)
        try harm.apply(to: name, of: index)
        let report = try Self.repair(index)
        #expect(report.problems.map(\.file) == [name])
        // Header and footer follow from the manifest: nothing is lost with them, and nothing has to be indexed again.
        let isWhole = harm.leavesContent
        #expect(report.reindexed == (isWhole ? 0 : 10))
        #expect((report.lostCount, report.revived, report.generation) == (0, 0, 4))
        #expect(report.unstoredFields == [])
        try Self.expectSound(index, documents: Self.living, "\(part), \(harm)")
        // What is put aside: all files of the segment that are there, and the manifest.
        let aside = try index.storage.names().filter { $0.hasPrefix("damaged-") }
        #expect(aside.count == report.asideNames.count)
        #expect(report.asideNames.contains("manifest.3"))
        #expect(report.asideNames.contains(name) == (harm != .missing))
        #expect(try index.found("beta").count == 10)
    }

    @Test("Pairs are made anew, and documents need not be indexed again", arguments: CareIndex.Harm.allCases)
    func pairs(harm: CareIndex.Harm) throws {
        let index = try CareIndex()
        let name = try index.name(.pairs, ofSegment: 1)
        let pairs = try #require(try index.manifest().segments[1].part(.pairs))
        try harm.apply(to: name, of: index)
        let report = try Self.repair(index)
        #expect(report.problems.map(\.file) == [name])
        #expect((report.lostCount, report.reindexed) == (0, 0))
        try Self.expectSound(index, documents: Self.living, "\(harm)")
        #expect(try index.manifest().segments[1].part(.pairs) == pairs)
    }

    @Test("So are filters of neighbours", arguments: CareIndex.Harm.allCases)
    func neighbours(harm: CareIndex.Harm) throws {
        var options = CareIndex.options
        options.pairs = .filters
        let storage = MemoryStorage()
        try Index(storage: storage, options: options).write { batch in
            for document in IndexTests.documents(300) { try batch.add(document) }
        }
        let index = CareIndex(over: storage)
        let neighbours = try #require(try index.manifest().segments[0].part(.neighbours))
        try harm.apply(to: try index.name(.neighbours, ofSegment: 0), of: index)
        let report = try IndexRepair(storage, options: options).run()
        #expect((report.problems.count, report.lostCount, report.reindexed) == (1, 0, 0))
        #expect(try index.manifest().segments[0].part(.neighbours) == neighbours)
        #expect(try IndexCheck(storage).run().problems == [])
        #expect(try index.open().count("*") == 300)
    }

    @Test("Without the file of stored documents they are lost, each by its id", arguments: CareIndex.Harm.allCases)
    func stored(harm: CareIndex.Harm) throws {
        let index = try CareIndex()
        try harm.apply(to: try index.name(.stored, ofSegment: 1), of: index)
        let report = try Self.repair(index)
        let isWhole = harm.leavesContent
        #expect(report.lostIDs == (isWhole ? [] : Self.ids("b")))
        #expect((report.namelessLosses, report.reindexed) == (0, 0))
        let kept = isWhole ? Self.living : Self.living.filter { !$0.hasPrefix("b") }
        try Self.expectSound(index, documents: kept, "\(harm)")
    }

    @Test("Of the stored documents those of whole blocks are kept")
    func storedBlocks() throws {
        let storage = MemoryStorage()
        let index = try Index(storage: storage, options: CareIndex.options)
        var random = SeededRandom(seed: 4)
        let texts = (0..<12).map { _ in
            String((0..<1100).map { _ in Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &random))) })
        }
        try index.write { batch in
            for (number, text) in texts.enumerated() {
                try batch.add(Document(id: "d\(number)", ["text": "peace", "note": .string(text)]))
            }
        }
        let care = CareIndex(over: storage)
        let name = try care.name(.stored, ofSegment: 0)
        // In the middle of the second of six blocks.
        let length = try storage.content(of: name).count
        try care.damage(name) { $0[length / 4] ^= 0x40 }
        let report = try Self.repair(care)
        #expect(report.problems.contains { $0.file == name })
        #expect(report.lostIDs == ["d2", "d3"])
        #expect(report.reindexed == 0)
        #expect(try IndexCheck(storage).run().problems == [])
        let snapshot = try care.open().snapshot()
        for (number, text) in texts.enumerated() {
            let document = try snapshot.document(id: "d\(number)")
            #expect((document == nil) == (2...3).contains(number))
            if let document { #expect(document.fields[1].values == [.string(text)]) }
        }
        #expect(try care.open().search("peace").total == 10)
    }

    @Test(
        "Without the file of ids a segment is lost; ids are named as far as they can be read", arguments: CareIndex.Harm.allCases)
    func ids(harm: CareIndex.Harm) throws {
        let index = try CareIndex()
        try harm.apply(to: try index.name(.ids, ofSegment: 0), of: index)
        let report = try Self.repair(index)
        let isWhole = harm.leavesContent
        #expect(report.lostCount == (isWhole ? 0 : 8))
        if harm == .missing || harm == .cut || harm == .empty { #expect((report.lostIDs, report.namelessLosses) == ([], 8)) }
        let kept = isWhole ? Self.living : ["a8"] + Self.ids("b") + Self.ids("c")
        try Self.expectSound(index, documents: kept, "\(harm)")
    }

    @Test("An id of the damaged file that still reads is told")
    func namedIDs() throws {
        let index = try CareIndex()
        // The first byte of a0.
        try index.damage(try index.name(.ids, ofSegment: 0)) { $0[16] = 0xFF }
        let report = try Self.repair(index)
        #expect(report.lostIDs == Self.ids("a", 1..<8))
        #expect(report.namelessLosses == 1)
    }

    @Test("Of another segment's ids none is told")
    func foreignIDs() throws {
        let index = try CareIndex()
        let foreign = try index.storage.content(of: try index.name(.ids, ofSegment: 1))
        try index.damage(try index.name(.ids, ofSegment: 0)) { $0 = foreign }
        let report = try Self.repair(index)
        #expect((report.lostIDs, report.namelessLosses) == ([], 8))
        try Self.expectSound(index, documents: ["a8"] + Self.ids("b") + Self.ids("c"), "foreign")
    }

    @Test(
        "Without deletions, what a later document replaces stays deleted; the others are there again",
        arguments: CareIndex.Harm.allCases)
    func deletions(harm: CareIndex.Harm) throws {
        let index = try CareIndex()
        let name = try index.name(.deletions, ofSegment: 0)
        let segment = try index.manifest().segments[0]
        try harm.apply(to: name, of: index)
        let report = try Self.repair(index)
        #expect(report.problems.map(\.file) == [name])
        // Header and footer follow from the manifest.
        let isWhole = harm.leavesContent
        #expect((report.revived, report.lostCount, report.reindexed) == (isWhole ? 0 : 1, 0, 0))
        try Self.expectSound(index, documents: Self.living + (isWhole ? [] : ["a9"]), "\(harm)")
        #expect(try index.manifest().segments[0].parts == segment.parts)
        #expect(try index.open().snapshot().document(id: "a8")?.fields.first?.values == ["the peace of the old gamma"])
    }

    @Test("Fields that are not stored are named")
    func unstored() throws {
        let index = try CareIndex(unstored: true)
        #expect(try index.found("hidden:secret").count == 28)
        try CareIndex.Harm.cut.apply(to: try index.name(.terms, ofSegment: 1), of: index)
        let report = try Self.repair(index)
        #expect((report.reindexed, report.unstoredFields) == (10, ["hidden"]))
        #expect(try index.found("hidden:secret").count == 18)
        #expect(try index.found("beta").count == 10)
    }
}

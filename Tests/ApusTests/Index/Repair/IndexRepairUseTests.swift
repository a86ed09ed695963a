import Testing

@testable import Apus

@Suite("Repair of an index in use")
struct IndexRepairUseTests {
    @Test("Files are read again after a loss, and only then")
    func sources() throws {
        let entry = SourceTable.Entry(size: 1, modified: 2, hash: 3)
        for (part, isKnown) in [(SegmentPart.pairs, true), (.ids, false), (.norms, false)] {
            let index = try CareIndex()
            try CareIndex.Harm.cut.apply(to: try index.name(part, ofSegment: 1), of: index)
            _ = try IndexRepairTests.repair(index)
            let sources = try #require(try index.open().snapshot().sources)
            #expect(try sources.paths() == ["a.txt", "b.txt", "c.txt"])
            #expect((sources["b.txt"] == entry) == isKnown, "\(part)")
        }
        let index = try CareIndex()
        let name = try #require(try index.storage.names().first { $0.hasPrefix("sources.") })
        try CareIndex.Harm.content.apply(to: name, of: index)
        #expect(try index.open().search("peace").partial == nil)
        let report = try IndexRepairTests.repair(index)
        #expect(report.problems.map(\.file) == [name])
        #expect(try index.open().snapshot().sources == nil)
        try IndexRepairTests.expectSound(index, documents: IndexRepairTests.living, "sources")
    }

    @Test("A document that is indexed again keeps the file that it came from")
    func sourceOfDocument() throws {
        let storage = MemoryStorage()
        let session = try WriteSession(try Index(storage: storage, options: CareIndex.options))
        for number in 0..<3 { try session.writer.add(CareIndex.document("a", number), source: "notes.jsonl") }
        try session.commit()
        session.end()
        let index = CareIndex(over: storage)
        try CareIndex.Harm.content.apply(to: try index.name(.norms, ofSegment: 0), of: index)
        #expect(try IndexRepairTests.repair(index).reindexed == 3)
        let again = try WriteSession(try index.open())
        again.writer.delete(source: "notes.jsonl")
        try again.commit()
        again.end()
        #expect(try index.found("*") == [])
    }

    @Test("Several segments at once, and an index of which nothing is left")
    func several() throws {
        let index = try CareIndex()
        try CareIndex.Harm.empty.apply(to: try index.name(.ids, ofSegment: 0), of: index)
        try CareIndex.Harm.missing.apply(to: try index.name(.terms, ofSegment: 1), of: index)
        try CareIndex.Harm.cut.apply(to: try index.name(.stored, ofSegment: 2), of: index)
        let report = try IndexRepairTests.repair(index)
        #expect(report.problems.count == 3)
        #expect(report.lostIDs.sorted() == (["a8"] + IndexRepairTests.ids("c")).sorted())
        #expect((report.namelessLosses, report.reindexed) == (8, 10))
        try IndexRepairTests.expectSound(index, documents: IndexRepairTests.ids("b"), "two of three lost")
        try CareIndex.Harm.empty.apply(to: try index.name(.ids, ofSegment: 0), of: index)
        #expect(throws: IndexError.self) { try index.open() }
        #expect(try IndexRepairTests.repair(index).namelessLosses == 10)
        try IndexRepairTests.expectSound(index, documents: [], "all lost")
    }

    @Test("An open index is repaired without being opened again, and written to afterwards")
    func whileOpen() throws {
        let index = try CareIndex()
        try CareIndex.Harm.cut.apply(to: try index.name(.terms, ofSegment: 1), of: index)
        let opened = try index.open()
        #expect(try opened.search("peace").partial == .segment)
        #expect(try opened.repair().reindexed == 10)
        #expect(try opened.search("peace").partial == nil)
        try opened.write { try $0.add(Document(id: "new", ["text": "peace"])) }
        #expect(try opened.search("peace").total == 30)
    }

    @Test("While somebody writes, the repair is refused")
    func locked() throws {
        let index = try CareIndex()
        let lock = try index.storage.lock()
        defer { lock.release() }
        #expect(throws: IndexError.self) { try IndexRepairTests.repair(index) }
    }
}

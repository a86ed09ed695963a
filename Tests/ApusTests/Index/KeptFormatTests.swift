import Glibc
import Testing

@testable import Apus

/// Indexes that earlier builds wrote are opened, checked, searched and written to by this one.
@Suite("Kept indexes of every format version")
struct KeptFormatTests {
    @Test("One of the current version is among them, of both kinds")
    func current() throws {
        let names = try KeptFormat.all.map(\.name)
        for kind in ["small", "blocks"] {
            #expect(names.contains("\(Manifest.newestVersion)/\(kind)"), "scripts/keep-format writes it")
        }
        #expect(try KeptFormat.all.allSatisfy { $0.version.map { $0 <= Manifest.newestVersion } ?? false })
    }

    @Test("Each is sound, is of the version that it says, and answers as it did when it was written")
    func answers() throws {
        for kept in try KeptFormat.all {
            let storage = try FileStorage(path: kept.path)
            let before = try storage.names().sorted()
            let report = try IndexCheck(storage).run()
            #expect(report.problems == [], "\(kept.name)")
            #expect(report.leftovers == [])
            let bytes = try storage.content(of: IndexFileName.manifest)
            #expect(UInt16(bytes[8]) | UInt16(bytes[9]) << 8 == kept.version)
            var options = CareIndex.options
            options.isReadOnly = true
            let index = try Index(storage: storage, options: options)
            let answers = try kept.answers
            #expect(answers.count >= 12)
            for answer in answers {
                let query = String(answer.prefix { $0 != "\t" })
                #expect(try KeptFormat.answer(query, of: index) == answer, "\(kept.name)")
            }
            // Nothing is put beside it.
            #expect(try storage.names().sorted() == before)
        }
    }

    @Test("Each is written to, merged and reordered, and stays sound")
    func writing() throws {
        for kept in try KeptFormat.all {
            let storage = MemoryStorage()
            _ = try IndexBackup(FileStorage(path: kept.path)).run(into: storage, named: kept.name)
            let index = try Index(storage: storage, options: CareIndex.options)
            let total = try index.count("*")
            try index.write { try $0.add(Document(id: "later", ["text": "added by a later build"])) }
            try index.merge()
            try index.merge(reordering: true)
            #expect(try IndexCheck(storage).run().problems == [], "\(kept.name)")
            #expect(try index.count("*") == total + 1)
            #expect(try index.search("\"a later build\"").hits.map(\.id) == ["later"])
            for answer in try kept.answers {
                let columns = answer.split(separator: "\t", omittingEmptySubsequences: false)
                guard columns[0] != "*" else { continue }
                #expect(try index.count(String(columns[0])) == Int(columns[1]), "\(kept.name): \(columns[0])")
            }
        }
    }

    @Test("What is kept of the small one is what was put in")
    func documents() throws {
        let kept = try #require(try KeptFormat.all.first { $0.name == "1/small" })
        let snapshot = try Index(storage: FileStorage(path: kept.path), options: CareIndex.options).snapshot()
        #expect(snapshot.documentCount == 6)
        #expect(try snapshot.document(id: "gone") == nil)
        #expect(try snapshot.document(id: "empty")?.fields == [])
        #expect(
            try snapshot.document(id: "c")
                == Document(id: "c", ["text": "Le café de la Straße", "day": "2025-03-01", "kind": "note"]))
        #expect(try snapshot.document(id: "b")?.fields.map(\.name) == ["text", "price"])
        #expect(try snapshot.document(id: "d")?.fields[0].values.count == 2)
        #expect(snapshot.sources?["notes.jsonl"] == SourceTable.Entry(size: 7, modified: 8, hash: 9))
        #expect(
            snapshot.schema.fields.map { "\($0.name) \($0.type.name) \($0.isStored)" } == [
                "kind keyword true", "hidden text false", "title text true", "text text true", "year number true",
                "price number true",
                "done boolean true", "day date true",
            ])
    }

    /// Not a test: `scripts/keep-format` runs it to write the indexes of the current version.
    @Test("Writing them", .enabled(if: getenv("APUS_KEEP_FORMAT") != nil))
    func write() throws { try KeptFormat.write() }
}

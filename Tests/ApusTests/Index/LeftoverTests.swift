import Foundation
import Testing

@testable import Apus

@Suite("What a dead writer left behind")
struct LeftoverTests {
    private let directory: TemporaryDirectory
    private let index: Index

    init() throws {
        directory = try TemporaryDirectory()
        index = try Index(at: directory.path, options: IndexTests.options())
        try index.write { try $0.add(Document(id: "a", ["text": "peace"])) }
    }

    private func names() throws -> Set<String> { Set(try FileManager.default.contentsOfDirectory(atPath: directory.path)) }

    /// Temporary files, a segment that no commit names, its deletions, a table of sources, a manifest that was not renamed.
    private func litter() throws -> Set<String> {
        let whole = try #require(try names().first { $0.hasSuffix(".terms") })
        let foreign = "0123456789abcdef"
        var litter: Set<String> = []
        for name in try names() where name.hasPrefix(whole.dropLast(6)) {
            let copy = foreign + name.dropFirst(16)
            try FileManager.default.copyItem(atPath: directory.file(name), toPath: directory.file(copy))
            litter.insert(copy)
        }
        for name in ["new-17.stored", "new-x", "\(foreign).9.deletions", "sources.ff", "manifest.new"] {
            try Data("half a fi".utf8).write(to: URL(fileURLWithPath: directory.file(name)))
            litter.insert(name)
        }
        return litter
    }

    @Test("is nothing to readers, is listed by a check, and goes when somebody writes; what is not the engine's own stays")
    func leftovers() throws {
        let own = try names()
        let litter = try litter()
        for name in ["notes.txt", "apus.sock", "index.bak", "0123456789abcdef.notes"] {
            try Data("mine".utf8).write(to: URL(fileURLWithPath: directory.file(name)))
        }
        var options = IndexTests.options()
        options.isReadOnly = true
        let reader = try Index(at: directory.path, options: options)
        #expect(try reader.snapshot().documentCount == 1 && reader.snapshot().segments.count == 1)
        let report = try IndexCheck(FileStorage(path: directory.path)).run()
        #expect(report.problems == [] && Set(report.leftovers) == litter)
        #expect(try names().isSuperset(of: litter))
        // Refused changes are written as little as no changes.
        let writer = try Index(at: directory.path, options: IndexTests.options())
        try writer.write { _ in }
        #expect(try names() == own.union(["notes.txt", "apus.sock", "index.bak", "0123456789abcdef.notes"]))
        #expect(try IndexCheck(FileStorage(path: directory.path)).run().leftovers == [])
        #expect(try writer.snapshot().document(id: "a") != nil)
    }
}

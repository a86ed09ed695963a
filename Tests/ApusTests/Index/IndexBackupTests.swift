import Glibc
import Testing

@testable import Apus

@Suite("Backup of an index")
struct IndexBackupTests {
    /// An index in a directory of its own, and a place for its backup.
    private let directory = try! TemporaryDirectory()

    private func index() throws -> CareIndex {
        try CareIndex(in: try FileStorage(path: directory.path + "/index", create: true))
    }

    private var target: String { directory.path + "/copy" }

    private func expectEqual(_ index: CareIndex, _ copy: String) throws {
        let storage = try FileStorage(path: copy)
        #expect(try IndexCheck(storage).run().problems == [])
        let wanted = Set(try index.manifest().fileNames + ["manifest"])
        #expect(Set(try storage.names()) == wanted)
        for name in wanted { #expect(try storage.content(of: name) == index.storage.content(of: name), "\(name)") }
        #expect(try CareIndex(over: storage).found("peace") == index.found("peace"))
    }

    @Test("On one file system the copy is links, and later commits leave it as it was")
    func links() throws {
        let index = try index()
        let report = try IndexBackup(index.storage).run(to: target)
        let names = try index.storage.names()
        #expect(report.files == names.count - 2)
        #expect(report.linked == report.files)
        #expect((report.documents, report.generation) == (29, 3))
        try expectEqual(index, target)
        let before = try index.found("peace")
        let opened = try index.open()
        try opened.write { try $0.delete(id: "a1") }
        try opened.merge()
        #expect(try CareIndex(over: FileStorage(path: target)).found("peace") == before)
        #expect(try IndexCheck(FileStorage(path: target)).run().problems == [])
        // And the copy can be written to, without the index noticing.
        try CareIndex(over: FileStorage(path: target)).open().write { try $0.add(Document(id: "new", ["text": "peace"])) }
        #expect(try index.found("new") == [])
        #expect(try IndexCheck(index.storage).run().problems == [])
    }

    @Test("Elsewhere the copy is copies")
    func copies() throws {
        let index = try index()
        let memory = MemoryStorage()
        let report = try IndexBackup(index.storage).run(into: memory, named: "memory")
        #expect(report.linked == 0)
        #expect(try IndexCheck(memory).run().problems == [])
        #expect(try CareIndex(over: memory).found("peace") == index.found("peace"))
        let shared = "/dev/shm/apus-backup-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        guard mkdir(shared, 0o700) == 0 else { return }
        defer {
            if let storage = try? FileStorage(path: shared) {
                for name in (try? storage.names()) ?? [] { try? storage.remove(name) }
            }
            rmdir(shared)
        }
        #expect(try IndexBackup(index.storage).run(to: shared).files == report.files)
        try expectEqual(index, shared)
    }

    @Test("A directory that is not empty is refused, and left as it is")
    func occupied() throws {
        let index = try index()
        let other = try FileStorage(path: target, create: true)
        try other.write([1], to: "mine")
        let refusal = IndexError.storage(.failed(operation: "write a backup to", file: target, code: ENOTEMPTY))
        #expect(throws: refusal) { try IndexBackup(index.storage).run(to: target) }
        #expect(try other.names() == ["mine"])
        #expect(throws: IndexError.self) { try IndexBackup(index.storage).run(to: directory.path + "/index") }
        #expect(throws: IndexError.missing("manifest")) { try IndexBackup(other).run(to: directory.path + "/third") }
    }

    @Test("Of a damaged index there is no backup, and nothing is left of the try", arguments: CareIndex.parts)
    func damaged(part: SegmentPart) throws {
        for harm in CareIndex.Harm.allCases {
            let index = try CareIndex()
            let name = try index.name(part, ofSegment: part == .deletions ? 0 : 1)
            try harm.apply(to: name, of: index)
            let memory = MemoryStorage()
            #expect(throws: IndexError.self) { try IndexBackup(index.storage).run(into: memory, named: "memory") }
            #expect(try memory.names() == [])
        }
    }

    @Test("A merge that takes files away while they are copied is not noticed")
    func whileMerging() throws {
        let base = MemoryStorage()
        let index = try CareIndex(in: base)
        let before = try index.found("peace")
        for ending in [".terms", ".ids", ".stored", "manifest"] {
            let storage = InterruptedStorage(base)
            storage.interrupt(ending) {
                let index = try Index(storage: base, options: CareIndex.options)
                try index.write { try $0.add(Document(id: "later \(ending)", ["text": "of later"])) }
                try index.merge()
            }
            let memory = MemoryStorage()
            _ = try IndexBackup(storage).run(into: memory, named: "memory")
            #expect(!storage.isPending)
            #expect(try IndexCheck(memory).run().problems == [])
            #expect(try CareIndex(over: memory).found("peace") == before)
        }
    }

    @Test("A name that was given to another file meanwhile is noticed")
    func reusedName() throws {
        let base = MemoryStorage()
        let index = try CareIndex(in: base)
        let storage = InterruptedStorage(base)
        let last = try #require(try index.manifest().fileNames.last)
        let terms = try index.name(.terms, ofSegment: 0)
        // The files are opened first; when the first of them is read again, to be linked, it is another one.
        storage.interrupt(last) { storage.interrupt(terms) { try base.replace(terms, with: [1, 2, 3]) } }
        let memory = MemoryStorage()
        _ = try IndexBackup(storage).run(into: memory, named: "memory")
        #expect(!storage.isPending)
        #expect(try base.content(of: terms) == [1, 2, 3])
        #expect(try IndexCheck(memory).run().problems == [])
    }

    @Test("Whichever call of the target's storage fails, there is a sound copy or none", arguments: FaultyStorage.Fault.allCases)
    func faults(fault: FaultyStorage.Fault) throws {
        let index = try CareIndex()
        var (call, isReached) = (0, true)
        while isReached {
            call += Rounds.of(1, quick: Int.random(in: 1...6))
            let target = FaultyStorage()
            target.arm(fault, at: call)
            let report = try? IndexBackup(index.storage).run(into: target, named: "target")
            isReached = target.calls >= call
            target.arm(nil, at: 0)
            if report != nil { #expect(try IndexCheck(target).run().problems == [], "call \(call)") }
            if try target.names().contains("manifest") { #expect(try IndexCheck(target).run().problems == [], "call \(call)") }
        }
        #expect(call > 60)
    }
}

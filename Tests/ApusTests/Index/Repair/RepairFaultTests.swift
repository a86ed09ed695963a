import Testing

@testable import Apus

@Suite("Faults in a repair")
struct RepairFaultTests {
    /// The files of an index with a damaged segment, a damaged table of sources and deletions that cannot be read.
    private static func damagedFiles() throws -> [String: [UInt8]] {
        let index = try CareIndex()
        try CareIndex.Harm.content.apply(to: try index.name(.norms, ofSegment: 1), of: index)
        try CareIndex.Harm.cut.apply(to: try index.name(.ids, ofSegment: 2), of: index)
        try CareIndex.Harm.cut.apply(to: try index.name(.deletions, ofSegment: 0), of: index)
        let names = try index.storage.names().filter { $0 != "lock" }
        return Dictionary(uniqueKeysWithValues: try names.map { ($0, try index.storage.content(of: $0)) })
    }

    /// The index is the damaged one or the repaired one, every damaged file is there still, and a repair without faults makes it sound.
    private func expectSafe(_ storage: FaultyStorage, _ before: [String: [UInt8]], _ comment: Comment) throws {
        let manifest = try #require(try Manifest.read(from: storage), comment)
        #expect(manifest.generation == 3 || manifest.generation == 4, comment)
        let contents = Set(try storage.names().map { try storage.content(of: $0) })
        for (name, content) in before where !contents.contains(content) { Issue.record("\(name) is gone; \(comment)") }
        let report = try IndexRepair(storage, options: CareIndex.options).run()
        #expect(report.problems.isEmpty == (manifest.generation == 4), comment)
        #expect(try IndexCheck(storage).run().problems == [], comment)
        #expect(try CareIndex(over: storage).found("*").count == 20, comment)
    }

    @Test(
        "Whichever call of the storage fails, and whatever reached the disk, nothing is lost and the repair can be made again",
        arguments: FaultyStorage.Fault.allCases)
    func failingCalls(fault: FaultyStorage.Fault) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let before = try Self.damagedFiles()
        var (call, isReached) = (0, true)
        var states = FoundStates()
        while isReached {
            call += Rounds.of(1, quick: Int.random(in: 1...8, using: &random))
            let storage = FaultyStorage(before)
            storage.arm(fault, at: call)
            let report = try? IndexRepair(storage, options: CareIndex.options).run()
            isReached = storage.calls >= call
            storage.arm(nil, at: 0)
            let names = Int.random(in: 0...storage.pendingNameChanges, using: &random)
            let some: FaultyStorage.PowerLoss = Bool.random(using: &random) ? .random : .namesOnly(first: names)
            // Where the process lives on all of it reaches the disk.
            for loss in fault == .stops ? [.nothing, some] : [.everything] {
                let found = storage.restarted(after: loss, using: &random)
                guard states.insert(found) else { continue }
                try expectSafe(found, before, "\(fault) at call \(call), lost \(loss), seed \(seed)")
            }
            if !isReached { #expect((report?.namelessLosses, report?.reindexed, report?.revived) == (11, 10, 2)) }
        }
        #expect(call > 60)
    }

    @Test("Nor by a check, which says what the system refused")
    func unreadableForCheck() throws {
        let base = try CareIndex().storage
        for name in try base.names() where name != "lock" {
            let storage = UnreadableStorage(base, name: name)
            #expect(throws: IndexError.storage(UnreadableStorage.failure(name)), "\(name)") { try IndexCheck(storage).run() }
        }
        #expect(try IndexCheck(base).run().problems == [])
    }

    @Test("A file that the system cannot read is not taken for damaged: nothing is changed, and nothing lost")
    func unreadable() throws {
        let files = try Self.damagedFiles()
        for name in files.keys.sorted() where name != "lock" {
            let base = MemoryStorage()
            for (name, content) in files { try base.write(content, to: name) }
            let storage = UnreadableStorage(base, name: name)
            #expect(throws: IndexError.storage(UnreadableStorage.failure(name))) {
                try IndexRepair(storage, options: CareIndex.options).run()
            }
            #expect(Set(try base.names()) == Set(files.keys), "\(name)")
            #expect(throws: (any Error).self) { try Index(storage: storage, options: CareIndex.options) }
        }
    }
}

/// A storage with a file that cannot be read, though nothing is wrong with it.
private struct UnreadableStorage: Storage {
    private let base: any Storage
    private let name: String

    init(_ base: any Storage, name: String) { (self.base, self.name) = (base, name) }

    static func failure(_ name: String) -> StorageError { .failed(operation: "open", file: name, code: 24) }

    func read(_ name: String) throws(StorageError) -> any StoredBytes {
        if name == self.name { throw Self.failure(name) }
        return try base.read(name)
    }

    func names() throws(StorageError) -> [String] { try base.names() }
    func create(_ name: String) throws(StorageError) -> any StorageFile { try base.create(name) }
    func rename(_ name: String, to newName: String) throws(StorageError) { try base.rename(name, to: newName) }
    func remove(_ name: String) throws(StorageError) { try base.remove(name) }
    func synchronize() throws(StorageError) { try base.synchronize() }
    func lock() throws(StorageError) -> any StorageLock { try base.lock() }
    func identity(of name: String) throws(StorageError) -> UInt64? { try base.identity(of: name) }
}

import Testing

@testable import Apus

/// A commit under every fault: afterwards the index is the last commit or the next one.
@Suite struct ManifestCommitTests {
    private static let partName = "0000000000000002.terms"
    private static let content: [UInt8] = Array("terms of the second commit".utf8)

    private var first: Manifest { Manifest(generation: 1, analyzer: .init(name: "standard", version: 1)) }
    private var second: Manifest {
        var manifest = Manifest(generation: 2, analyzer: .init(name: "standard", version: 1))
        let part = PartWriter.Finished(part: .terms, length: UInt64(Self.content.count), checksum: 1)
        manifest.segments = [
            SegmentRecord(identity: 2, name: "0000000000000002", documentCount: 1, parts: [part], fields: [])
        ]
        return manifest
    }

    /// One writer's turn: files under fresh names, then the manifest.
    private func commitSecond(to storage: some Storage) throws {
        let lock = try storage.lock()
        defer { lock.release() }
        try storage.write(Self.content, to: Self.partName)
        try second.commit(to: storage)
    }

    /// What is found is one of the two commits with all its files; after a commit that was acknowledged, the second.
    private func expectOneCommit(in storage: FaultyStorage, acknowledged: Bool, _ comment: Comment) throws {
        let found = try #require(try Manifest.read(from: storage), comment)
        #expect(found == second || (found == first && !acknowledged), comment)
        for name in found.fileNames { #expect(try storage.content(of: name) == Self.content, comment) }
    }

    @Test("the order of a commit: files, directory, manifest, rename, directory")
    func order() throws {
        let storage = FaultyStorage()
        try commitSecond(to: storage)
        #expect(
            storage.trace == [
                "lock lock", "create \(Self.partName)", "append \(Self.partName)", "fsync \(Self.partName)",
                "close \(Self.partName)", "synchronize", "create manifest.new", "append manifest.new", "fsync manifest.new",
                "close manifest.new", "rename manifest.new", "synchronize",
            ])
    }

    @Test(
        "a fault at any call leaves a whole commit, whatever of the rest reached the disk",
        arguments: FaultyStorage.Fault.allCases)
    func faults(fault: FaultyStorage.Fault) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        var call = 0
        var acknowledged = false
        while !acknowledged {
            call += 1
            let storage = FaultyStorage(["manifest": first.encoded()])
            storage.arm(fault, at: call)
            do { try commitSecond(to: storage) } catch is StorageError {}
            acknowledged = storage.calls < call
            storage.arm(nil, at: 0)
            #expect(storage.openFiles == 0)
            var losses: [FaultyStorage.PowerLoss] = [.nothing, .everything]
            losses += (0...storage.pendingNameChanges).map { .namesOnly(first: $0) }
            losses += (0..<1000).map { _ in .random }
            for loss in losses {
                let found = storage.restarted(after: loss, using: &random)
                try expectOneCommit(in: found, acknowledged: acknowledged, "\(fault) at call \(call), lost \(loss)")
            }
        }
        #expect(call == 13)
    }

    @Test("the next writer removes what a dead one left, and commits")
    func leftovers() throws {
        var random = SeededRandom(seed: 1)
        for call in 2...12 {
            let storage = FaultyStorage(["manifest": first.encoded()])
            storage.arm(.stops, at: call)
            #expect(throws: StorageError.self) { try commitSecond(to: storage) }
            let found = storage.restarted(after: .everything, using: &random)
            let manifest = try #require(try Manifest.read(from: found))
            for name in try IndexFileName.leftovers(in: found, besides: [manifest]) { try found.remove(name) }
            #expect(try Set(found.names()) == Set(manifest.fileNames + ["manifest"]))
            try commitSecond(to: found)
            #expect(try Manifest.read(from: found) == second)
        }
    }

    @Test("where there never was a commit there is none")
    func none() throws {
        #expect(try Manifest.read(from: MemoryStorage()) == nil)
        let storage = FaultyStorage()
        storage.arm(.fails, at: 1)
        let error = StorageError.failed(operation: "read", file: "manifest", code: 5)
        #expect(throws: ManifestError.storage(error)) { try Manifest.read(from: storage) }
    }
}

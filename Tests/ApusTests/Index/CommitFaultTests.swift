import Testing

@testable import Apus

/// Commits and merges of documents under every fault: afterwards the index is sound, and the last commit or the next one.
@Suite("Faults while an index is written")
struct CommitFaultTests {
    private static var options: IndexOptions {
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        options.pairs = .all
        return options
    }

    private static func document(_ id: String, _ text: String) -> Document { Document(id: id, ["text": .string(text)]) }

    /// States that a test has looked at: the faults lead to the same ones.
    private static let states = Locked(FoundStates())

    private static let before = ["a": "old peace of old", "b": "old peace", "c": "rest of peace"]
    private static let after = ["a": "new peace of old", "c": "rest of peace", "d": "deal of old peace"]

    /// The files of an index of two commits, with a deletion.
    private static func start() throws -> [String: [UInt8]] {
        let storage = MemoryStorage()
        let index = try Index(storage: storage, options: options)
        try index.write { batch in for id in ["a", "b", "x"] { try batch.add(document(id, before[id] ?? "gone")) } }
        try index.write { batch in
            try batch.add(document("c", before["c"]!))
            try batch.delete(id: "x")
        }
        return Dictionary(uniqueKeysWithValues: try storage.names().map { ($0, try storage.content(of: $0)) })
    }

    /// Makes the third commit and merges; whether the commit was acknowledged.
    private static func change(_ storage: FaultyStorage, reordering: Bool) -> Bool {
        guard let index = try? Index(storage: storage, options: options) else { return false }
        let isCommitted: Bool
        do {
            try index.write { batch in
                for id in ["a", "d"] { try batch.add(document(id, after[id]!)) }
                try batch.delete(id: "b")
            }
            isCommitted = true
        } catch { isCommitted = false }
        try? index.merge(reordering: reordering)
        return isCommitted
    }

    private static func texts(_ index: Index) throws -> [String: String] {
        let snapshot = try index.snapshot()
        var texts: [String: String] = [:]
        for hit in try snapshot.search(SearchRequest("*", limit: 100)).hits {
            guard case .string(let text)? = try snapshot.document(id: hit.id)?.fields.first?.values.first else { continue }
            texts[hit.id] = text
        }
        return texts
    }

    private static func expectSound(_ storage: FaultyStorage, acknowledged: Bool, _ comment: Comment) throws {
        #expect(try IndexCheck(storage).run().problems == [], comment)
        let index = try Index(storage: storage, options: options)
        let found = try texts(index)
        #expect(found == after || (found == before && !acknowledged), comment)
        try index.write { try $0.add(document("e", "later")) }
        var later = found
        later["e"] = "later"
        #expect(try texts(index) == later, comment)
        #expect(try IndexCheck(storage).run().leftovers == [], comment)
    }

    @Test(
        "A fault at any call, another writer that clears up, and then a power loss leave a sound index of one commit",
        arguments: [FaultyStorage.Fault.fails, .fallsShort])
    func followedByWriter(fault: FaultyStorage.Fault) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let content = try Self.start()
        var (call, isReached, lossCount, stateCount) = (0, true, 0, 0)
        while isReached {
            call += Rounds.of(1, quick: Int.random(in: 1...8, using: &random))
            let storage = FaultyStorage(content)
            storage.arm(fault, at: call)
            let acknowledged = Self.change(storage, reordering: false)
            isReached = storage.calls >= call
            storage.arm(nil, at: 0)
            let next = try Index(storage: storage, options: Self.options)
            try next.write { _ in }
            let names = Int.random(in: 0...storage.pendingNameChanges, using: &random)
            let losses = [FaultyStorage.PowerLoss](repeating: .random, count: Rounds.of(3, quick: 1)) + [.namesOnly(first: names)]
            lossCount += losses.count
            for loss in losses {
                let found = storage.restarted(after: loss, using: &random)
                guard Self.states.withLock({ $0.insert(found, acknowledged: acknowledged) }) else { continue }
                stateCount += 1
                try Self.expectSound(found, acknowledged: acknowledged, "seed \(seed), call \(call), \(loss)")
            }
        }
        print("\(fault): \(call - 1) calls, \(lossCount) losses of power, \(stateCount) new states")
        #expect(call > 50)
    }

    @Test(
        "A fault at any call leaves a sound index of one commit, whatever of the rest reached the disk",
        arguments: FaultyStorage.Fault.allCases, [false, true])
    func faults(fault: FaultyStorage.Fault, reordering: Bool) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let content = try Self.start()
        var (call, lossCount, stateCount) = (0, 0, 0)
        var isReached = true
        while isReached {
            call += Rounds.of(1, quick: Int.random(in: 1...8, using: &random))
            let storage = FaultyStorage(content)
            storage.arm(fault, at: call)
            let acknowledged = Self.change(storage, reordering: reordering)
            isReached = storage.calls >= call
            storage.arm(nil, at: 0)
            #expect(storage.openFiles == 0, "\(fault) at call \(call)")
            let names = Int.random(in: 0...storage.pendingNameChanges, using: &random)
            let some: FaultyStorage.PowerLoss = Bool.random(using: &random) ? .random : .namesOnly(first: names)
            // One of the two in turn in a quick run.
            let plain: [FaultyStorage.PowerLoss] =
                Rounds.areLong ? [.nothing, .everything] : [call % 2 == 0 ? .nothing : .everything]
            for loss in plain + [some] {
                lossCount += 1
                let found = storage.restarted(after: loss, using: &random)
                guard Self.states.withLock({ $0.insert(found, acknowledged: acknowledged) }) else { continue }
                stateCount += 1
                try Self.expectSound(found, acknowledged: acknowledged, "\(fault) at call \(call), lost \(loss)")
            }
            if !isReached { #expect(acknowledged) }
        }
        print("\(fault), reordering \(reordering): \(call - 1) calls, \(lossCount) losses of power, \(stateCount) new states")
        #expect(call > 50)
    }

    @Test(
        "Where a call fails that prepares a commit, the same index is written to again; after an fsync or a rename it is not",
        arguments: [FaultyStorage.Fault.fails, .fallsShort])
    func writtenToAgain(fault: FaultyStorage.Fault) throws {
        let content = try Self.start()
        var (call, again, stopped, isReached) = (0, 0, 0, true)
        while isReached {
            call += 1
            let storage = FaultyStorage(content)
            let index = try Index(storage: storage, options: Self.options)
            storage.arm(fault, at: call)
            let first = Result { try index.write { try $0.add(Self.document("d", "deal")) } }
            isReached = storage.calls >= call
            let failed = isReached ? storage.trace[call - 1] : ""
            // What fails behind the rename is said, and committed all the same.
            let isCommitted = storage.trace.prefix(call - 1).contains { $0.hasPrefix("rename manifest") }
            let wanted = ["e": "later"].merging(isCommitted ? ["d": "deal"] : [:]) { $1 }
            storage.arm(nil, at: 0)
            guard case .failure = first else { continue }
            let second = Result { try index.write { try $0.add(Self.document("e", "later")) } }
            if ["fsync", "synchronize", "rename", "close"].contains(where: failed.hasPrefix) {
                stopped += 1
                #expect(throws: IndexError.self, "\(failed)") { try second.get() }
            } else {
                again += 1
                #expect(throws: Never.self, "\(failed)") { try second.get() }
                #expect(try Self.texts(index) == Self.before.merging(wanted) { $1 }, "\(failed)")
                let report = try IndexCheck(storage).run()
                #expect(report.problems == [] && report.leftovers == [], "\(failed)")
            }
        }
        print("\(fault): \(again) times written to again, \(stopped) times not")
        #expect(again > 20 && stopped > 5)
    }

    @Test("A document that failed half-way takes its commit with it, even where its caller goes on to the next")
    func afterFailedDocument() throws {
        var random = SeededRandom(seed: 7)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        // More than a file gathers before it writes, however well it is compressed.
        let key = String(decoding: (0..<400_000).map { _ in letters[Int.random(in: 0..<64, using: &random)] }, as: UTF8.self)
        let content = try Self.start()
        var (call, failures, isReached) = (0, 0, true)
        while isReached {
            call += 1
            let storage = FaultyStorage(content)
            let index = try Index(storage: storage, options: Self.options)
            var hasFailed = false
            let commit = Result {
                try index.write { batch in
                    try batch.define(FieldDefinition(name: "key", type: .keyword))
                    storage.arm(.fails, at: call)
                    for document in [
                        Self.document("a", "war"), Document(id: "c", ["text": "large war", "key": .string(key)]),
                        Self.document("d", "war"),
                    ] {
                        do { try batch.add(document) } catch { hasFailed = true }
                    }
                    isReached = storage.calls >= call
                    storage.arm(nil, at: 0)
                }
            }
            guard isReached else { break }
            #expect(hasFailed, "call \(call)")
            failures += 1
            #expect(throws: IndexError.self, "call \(call)") { try commit.get() }
            #expect(storage.openFiles == 0, "call \(call)")
            #expect(try Self.texts(Index(storage: storage, options: Self.options)) == Self.before, "call \(call)")
        }
        #expect(failures > 5)
    }
}

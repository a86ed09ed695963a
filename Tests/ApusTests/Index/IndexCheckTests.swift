import Testing

@testable import Apus

@Suite("Check of an index")
struct IndexCheckTests {
    /// A small index with two segments, deletions, sources and all kinds of fields.
    private func index() throws -> MemoryStorage {
        let storage = MemoryStorage()
        var options = IndexTests.options()
        options.pairs.leastMeetings = 2
        options.pairs.leastIndexBytes = 0
        let index = try Index(storage: storage, options: options)
        try index.write { batch in
            try batch.define(FieldDefinition(name: "topic", type: .keyword))
            for document in IndexTests.documents(160) { try batch.add(document) }
            batch.writer.note(source: "a.txt", SourceTable.Entry(size: 3, modified: 4, hash: 5))
        }
        try index.write { batch in
            for document in IndexTests.documents(40, seed: 2) { try batch.add(document) }
            try batch.add(Document(id: "k", ["topic": "grain", "day": "2025-03-01", "flag": true]))
            try batch.delete(id: "d120")
        }
        return storage
    }

    @Test("A sound index has no problems")
    func sound() throws {
        let report = try IndexCheck(try index()).run()
        #expect(report.problems.isEmpty, "\(report.problems)")
        #expect(report.leftovers.isEmpty)
        #expect(report.documents == 160)
        #expect(report.segments == 2)
        #expect(report.tokens > 1000 && report.terms > 100 && report.files == 19)
    }

    @Test("Every changed bit is found, with its file")
    func flippedBits() throws {
        let storage = try index()
        for name in try storage.names() where name != "lock" {
            let content = Array(try storage.read(name).bytes)
            for offset in stride(from: 0, to: content.count, by: max(1, content.count / Rounds.of(24, quick: 4))) {
                var damaged = content
                damaged[offset] ^= 1 << UInt8(offset % 8)
                try storage.replace(name, with: damaged)
                let problems = try? IndexCheck(storage).run().problems
                #expect(problems.map { $0.contains { $0.file == name } } ?? (name == "manifest"), "\(name) at \(offset)")
            }
            try storage.replace(name, with: content)
        }
        #expect(try IndexCheck(storage).run().problems.isEmpty)
    }

    @Test("Truncated, extended, missing and swapped files are found")
    func otherDamage() throws {
        let storage = try index()
        let names = try storage.names().filter { $0 != "lock" && $0 != "manifest" }.sorted()
        for name in names {
            let content = Array(try storage.read(name).bytes)
            for damaged in [
                Array(content.dropLast()), content + [0], [],
                Array(try storage.read(names[0] == name ? names[1] : names[0]).bytes),
            ] {
                try storage.replace(name, with: damaged)
                #expect(try IndexCheck(storage).run().problems.contains { $0.file == name }, "\(name)")
            }
            try storage.remove(name)
            #expect(try IndexCheck(storage).run().problems.contains { $0.file == name }, "\(name)")
            try storage.replace(name, with: content)
        }
    }

    @Test("With checksums made right again, changed bytes never trap, and reading all of it ends")
    func repairedChecksums() throws {
        let storage = try index()
        var manifest = try #require(try Manifest.read(from: storage))
        var random = SeededRandom(seed: 11)
        for segment in manifest.segments.indices {
            for (place, part) in manifest.segments[segment].parts.enumerated() {
                let name = manifest.segments[segment].fileName(of: part.part)
                let content = Array(try storage.read(name).bytes)
                for _ in 0..<Rounds.of(20, quick: 4) {
                    var damaged = content
                    for _ in 0..<Int.random(in: 1...3, using: &random) {
                        let offset = Int.random(
                            in: PartWriter.headerBytes..<max(PartWriter.headerBytes + 1, content.count - PartWriter.footerBytes),
                            using: &random)
                        damaged[offset] = UInt8.random(in: 0...255, using: &random)
                    }
                    let checksum = damaged.withUnsafeBytes {
                        Checksum(of: UnsafeRawBufferPointer(rebasing: $0[..<($0.count - 4)])).value
                    }
                    withUnsafeBytes(of: checksum.littleEndian) { damaged.replaceSubrange((damaged.count - 4)..., with: $0) }
                    try storage.replace(name, with: damaged)
                    manifest.segments[segment].parts[place].checksum = checksum
                    try manifest.commit(to: storage)
                    _ = try IndexCheck(storage).run()
                }
                try storage.replace(name, with: content)
                manifest.segments[segment].parts[place] = part
                try manifest.commit(to: storage)
            }
        }
        #expect(try IndexCheck(storage).run().problems.isEmpty)
    }
}

extension MemoryStorage {
    func replace(_ name: String, with content: [UInt8]) throws {
        let file = try create(name)
        try content.withUnsafeBytes { try file.append($0) }
        try file.synchronize()
        try file.close()
    }
}

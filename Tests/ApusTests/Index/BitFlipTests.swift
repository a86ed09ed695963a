import Testing

@testable import Apus

/// Every changed bit is reported by a check; a search over it neither traps nor hangs. The long forms run for `APUS_TORTURE_SECONDS` each and
/// print their rounds: `scripts/torture-damage`.
@Suite("Changed bits")
struct BitFlipTests {
    private static let shapes = QueryShapes.all(["peace", "of", "the"], ids: ["a", "b", "d3"])

    private static func names(_ storage: any Storage) throws -> [String] { try storage.names().filter { $0 != "lock" }.sorted() }

    /// What a check reports of the file.
    private static func reports(_ name: String, _ storage: MemoryStorage) throws -> [DamagedFile] {
        try IndexCheck(storage).run().problems.filter { $0.file == name }
    }

    /// The longest field of a header or footer, all of which is told by its first byte.
    private static let longestField = 12

    /// Changes a bit, and expects it to be reported and to do no harm.
    private static func flip(_ bit: Int, of name: String, _ content: [UInt8], _ storage: MemoryStorage, asking: Bool) throws {
        try storage.replace(name, with: changed(content, bit))
        try expectReports([(name, bit, content.count)], storage)
        if asking { _ = try QueryShapes.ask(shapes, of: storage, CareIndex.options) }
    }

    private static func changed(_ content: [UInt8], _ bit: Int) -> [UInt8] {
        var damaged = content
        damaged[bit / 8] ^= 1 << UInt8(bit % 8)
        return damaged
    }

    /// Expects one check to report each changed bit: of its file, at its byte, which small files can be searched for.
    private static func expectReports(_ changes: [(name: String, bit: Int, count: Int)], _ storage: MemoryStorage) throws {
        let problems = try IndexCheck(storage).run().problems
        for (name, bit, count) in changes {
            let reports = problems.filter { $0.file == name }
            let isFound = reports.contains { count > 1 << 20 || ($0.offset...$0.offset + longestField).contains(bit / 8) }
            #expect(isFound, "bit \(bit % 8) of byte \(bit / 8) of \(name): \(reports)")
        }
    }

    @Test("Every bit of the smallest index; every third in a quick run")
    func everyBit() throws {
        let step = Rounds.of(1, quick: 3)
        let storage = try FormatExample.build()
        for name in try Self.names(storage) {
            let content = try storage.content(of: name)
            for bit in stride(from: 0, to: 8 * content.count, by: step) {
                try Self.flip(bit, of: name, content, storage, asking: bit / step % 16 == bit / 8 % 16)
            }
            try storage.replace(name, with: content)
        }
        #expect(try IndexCheck(storage).run().problems == [])
    }

    @Test("Every cut of the smallest index, and bytes behind the end of each file")
    func everyCut() throws {
        let storage = try FormatExample.build()
        for name in try Self.names(storage) {
            let content = try storage.content(of: name)
            for count in content.indices {
                try storage.replace(name, with: Array(content[..<count]))
                #expect(try !Self.reports(name, storage).isEmpty, "\(name) cut to \(count) bytes")
                if count % 8 == 0 { _ = try QueryShapes.ask(Self.shapes, of: storage, CareIndex.options) }
            }
            for count in [1, 4, 12, 28, 4096] {
                // Also such as could be taken for a footer.
                for more in [[UInt8](repeating: 0, count: count), Array((content + content).suffix(count))] {
                    try storage.replace(name, with: content + more)
                    #expect(try !Self.reports(name, storage).isEmpty, "\(count) bytes behind \(name)")
                    _ = try QueryShapes.ask(Self.shapes, of: storage, CareIndex.options)
                }
            }
            try storage.replace(name, with: content)
        }
    }

    /// An index with all kinds of parts, several blocks of stored documents, and lists of more than a block.
    private static func large() throws -> MemoryStorage {
        let storage = MemoryStorage()
        let index = try Index(storage: storage, options: CareIndex.options)
        try index.write { batch in
            try batch.define(FieldDefinition(name: "topic", type: .keyword))
            for document in IndexTests.documents(600) {
                var document = document
                document.fields.append(.init(name: "topic", values: ["grain"]))
                if case .string(let text)? = document.fields[0].values.first {
                    document.fields[0].values = [.string("the peace of the day of the year " + text)]
                }
                try batch.add(document)
            }
            batch.writer.note(source: "a.txt", SourceTable.Entry(size: 3, modified: 4, hash: 5))
        }
        try index.write { batch in for document in IndexTests.documents(100, seed: 2) { try batch.add(document) } }
        return storage
    }

    @Test("Random bits of a large index", .enabled(if: TimeBox.isSet))
    func randomBits() throws {
        let storage = try Self.large()
        let names = try Self.names(storage)
        let contents = try names.map { try storage.content(of: $0) }
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        // The files in proportion to their lengths would leave the small ones out: half of the lone changes choose a file, half a byte.
        let total = contents.reduce(0) { $0 + $1.count }
        try TimeBox.run("flips", most: 100_000) { round in
            guard round % 2 == 0 else { return try Self.flipInEach(names, contents, storage, using: &random) }
            var place = Int.random(in: 0..<total, using: &random)
            var file = 0
            while place >= contents[file].count { (place, file) = (place - contents[file].count, file + 1) }
            if round % 4 == 0 {
                file = Int.random(in: names.indices, using: &random)
                place = Int.random(in: contents[file].indices, using: &random)
            }
            let bit = 8 * place + Int.random(in: 0..<8, using: &random)
            try Self.flip(bit, of: names[file], contents[file], storage, asking: round % 8 == 0)
            try storage.replace(names[file], with: contents[file])
            return 1
        }
        #expect(try IndexCheck(storage).run().problems == [])
    }

    /// Changes a bit of each file at once and expects one check to report them all: no report of a byte can be due to another file's
    /// change. Not of the manifest, without which nothing is known of the others. Returns how many it were.
    private static func flipInEach(
        _ names: [String], _ contents: [[UInt8]], _ storage: MemoryStorage, using random: inout SeededRandom
    ) throws -> Int {
        let changes = zip(names, contents).filter { $0.0 != IndexFileName.manifest }.map { name, content in
            (name: name, bit: Int.random(in: 0..<(8 * content.count), using: &random), count: content.count)
        }
        let undamaged = Dictionary(uniqueKeysWithValues: zip(names, contents))
        for (name, bit, _) in changes { try storage.replace(name, with: changed(undamaged[name]!, bit)) }
        try expectReports(changes, storage)
        for (name, _, _) in changes { try storage.replace(name, with: undamaged[name]!) }
        return changes.count
    }

    // MARK: Checksums repaired

    /// Changes some bytes of a file of a segment and makes all checksums right again, those of the manifest too.
    private static func mutate(
        _ storage: MemoryStorage, _ manifest: Manifest, segment: Int, part place: Int, using random: inout SeededRandom
    ) throws {
        var manifest = manifest
        let name = manifest.segments[segment].fileName(of: manifest.segments[segment].parts[place].part)
        var content = try storage.content(of: name)
        let inside = PartWriter.headerBytes..<max(PartWriter.headerBytes + 1, content.count - PartWriter.footerBytes)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let offset = Int.random(in: inside, using: &random)
            // Zeros and ones are what counts and offsets break by; a changed bit is what leaves them near what they were.
            content[offset] =
                switch Int.random(in: 0..<4, using: &random) {
                case 0: 0
                case 1: 0xFF
                case 2: content[offset] ^ (1 << UInt8.random(in: 0..<8, using: &random))
                default: UInt8.random(in: 0...255, using: &random)
                }
        }
        let end = content.count - 4
        let checksum = content.withUnsafeBytes { Checksum(of: UnsafeRawBufferPointer(rebasing: $0[..<end])).value }
        withUnsafeBytes(of: checksum.littleEndian) { content.replaceSubrange(end..., with: $0) }
        try storage.replace(name, with: content)
        manifest.segments[segment].parts[place].checksum = checksum
        try manifest.commit(to: storage)
    }

    /// A round: a mutation of each file of each segment, every shape of query, a check, now and then a merge or a repair.
    private static func round(_ files: [String: [UInt8]], seed: UInt64, cares: Bool) throws {
        var random = SeededRandom(seed: seed)
        for segment in 0..<2 {
            for place in SegmentPart.allCases.indices {
                let storage = MemoryStorage()
                for (name, content) in files { try storage.replace(name, with: content) }
                let manifest = try Manifest.read(from: storage)!
                guard place < manifest.segments[segment].parts.count else { continue }
                try mutate(storage, manifest, segment: segment, part: place, using: &random)
                do {
                    _ = try QueryShapes.ask(shapes, of: storage, CareIndex.options)
                    _ = try IndexCheck(storage).run()
                    guard cares else { continue }
                    if let index = try? Index(storage: storage, options: CareIndex.options) {
                        do { try index.merge() } catch { try QueryShapes.expectDamage(error) }
                    }
                    do { _ = try IndexRepair(storage, options: CareIndex.options).run() } catch {
                        try QueryShapes.expectDamage(error)
                    }
                    _ = try QueryShapes.ask(shapes, of: storage, CareIndex.options)
                } catch {
                    Issue.record("seed \(seed), segment \(segment), part \(place): \(error)")
                }
            }
        }
    }

    private static func files(_ storage: MemoryStorage) throws -> [String: [UInt8]] {
        Dictionary(uniqueKeysWithValues: try names(storage).map { ($0, try storage.content(of: $0)) })
    }

    @Test("Bytes changed behind repaired checksums: no query traps or hangs, nor does a check, a merge, a repair")
    func repairedChecksums() throws {
        let files = try Self.files(CareIndex().storage as! MemoryStorage)
        for seed in 1...Rounds.of(12, quick: 2) { try Self.round(files, seed: UInt64(seed), cares: seed % 3 == 0) }
    }

    @Test("The same for long, in a large index", .enabled(if: TimeBox.isSet))
    func repairedChecksumsForLong() throws {
        let files = try Self.files(Self.large())
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        TimeBox.run("mutations of every file") { round in
            do { try Self.round(files, seed: seed &+ UInt64(round), cares: round % 4 == 0) } catch {
                Issue.record("\(error), round \(round)")
            }
            return 1
        }
    }

    @Test("A round that was reported", .enabled(if: TimeBox.seed != nil))
    func replay() throws {
        let files = try Self.files(Self.large())
        try Self.round(files, seed: TimeBox.seed ?? 0, cares: true)
    }
}

import Testing

@testable import Apus

@Suite("Merging what is damaged")
struct DamagedMergeTests {
    private static let options = IndexTests.options()

    /// The files of an index of two segments with deletions and all kinds of fields.
    private static func files() throws -> [String: [UInt8]] {
        let storage = MemoryStorage()
        let index = try Index(storage: storage, options: options)
        try index.write { batch in
            try batch.define(FieldDefinition(name: "topic", type: .keyword))
            for document in IndexTests.documents(160) { try batch.add(document) }
        }
        try index.write { batch in
            for document in IndexTests.documents(40, seed: 2) { try batch.add(document) }
            for number in 0..<40 { try batch.add(Document(id: "k\(number)", ["topic": "grain", "n": .integer(Int64(number))])) }
            try batch.delete(id: "d120")
        }
        return Dictionary(uniqueKeysWithValues: try storage.names().map { ($0, try storage.content(of: $0)) })
    }

    /// Some bytes of the content changed, with a checksum that fits.
    private static func damaged(_ content: [UInt8], using random: inout SeededRandom) -> (content: [UInt8], checksum: UInt32) {
        var damaged = content
        let places = PartWriter.headerBytes..<max(PartWriter.headerBytes + 1, content.count - PartWriter.footerBytes)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            damaged[Int.random(in: places, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let checksum = damaged.withUnsafeBytes { Checksum(of: UnsafeRawBufferPointer(rebasing: $0[..<($0.count - 4)])).value }
        withUnsafeBytes(of: checksum.littleEndian) { damaged.replaceSubrange((damaged.count - 4)..., with: $0) }
        return (damaged, checksum)
    }

    @Test(
        "Reordering never traps, and a merge that fails leaves the commit as it was", arguments: Rounds.seeds(21...22, quick: 1))
    func reordering(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let files = try Self.files()
        let sound = MemoryStorage()
        for (name, content) in files { try sound.write(content, to: name) }
        let manifest = try #require(try Manifest.read(from: sound))
        var failures = 0
        for segment in manifest.segments.indices {
            for (place, part) in manifest.segments[segment].parts.enumerated() {
                let name = manifest.segments[segment].fileName(of: part.part)
                for _ in 0..<Rounds.of(12, quick: 3) {
                    let storage = MemoryStorage()
                    for (name, content) in files { try storage.write(content, to: name) }
                    let (content, checksum) = Self.damaged(try #require(files[name]), using: &random)
                    try storage.write(content, to: name)
                    var changed = manifest
                    changed.segments[segment].parts[place].checksum = checksum
                    try changed.commit(to: storage)
                    guard let index = try? Index(storage: storage, options: Self.options) else { continue }
                    do { try index.merge(reordering: true) } catch {
                        failures += 1
                        #expect(try Manifest.read(from: storage) == changed, "seed \(seed), \(name): \(error)")
                        #expect(try IndexCheck(storage).run().leftovers == [], "seed \(seed), \(name): \(error)")
                    }
                }
            }
        }
        #expect(failures > 4)
    }
}

import Foundation
import Testing

/// What fuzzing begins with and what it has found, tried without a fuzzer.
@Suite("Inputs of the fuzz targets")
struct FuzzCorpusTests {
    /// `Tests/Proof`, where the inputs are kept.
    private static let proof = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Proof")

    private static func inputs(_ folder: String, _ target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
        let folder = proof.appendingPathComponent(folder).appendingPathComponent(target.name)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return try names.sorted().map { ($0, Array(try Data(contentsOf: folder.appendingPathComponent($0)))) }
    }

    @Test("Every seed and every input that once failed is read without breaking a promise", arguments: FuzzTarget.all.map(\.name))
    func kept(name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        let seeds = try Self.inputs("Corpus", target)
        #expect(!seeds.isEmpty, "\(name) has no seeds: scripts/fuzz --seeds writes them")
        // The fuzzer tries all seeds; here some are enough.
        for (file, bytes) in seeds.prefix(8) + (try Self.inputs("Regressions", target)) {
            do { try bytes.withUnsafeBytes { try target.run($0) } } catch { Issue.record("\(name)/\(file): \(error)") }
        }
    }

    @Test("The seeds kept are those that the targets make", arguments: FuzzTarget.all.map(\.name))
    func seeds(name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        let (kept, made) = (try Self.inputs("Corpus", target).map(\.bytes), try target.seeds())
        let isSame = kept == made
        #expect(isSame, "scripts/fuzz --seeds writes \(made.count) seeds of \(name) that are not the \(kept.count) kept")
    }
}

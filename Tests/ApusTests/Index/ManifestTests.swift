import Testing

@testable import Apus

@Suite struct ManifestTests {
    @Test("a manifest is read back as it was written, in the same bytes each time")
    func roundTrip() throws {
        for manifest in [Manifest.sample, Manifest(generation: 1, analyzer: .init(name: "é", version: 2, options: [0, 255]))] {
            let bytes = manifest.encoded()
            #expect(bytes == manifest.encoded())
            #expect(try Manifest(bytes) == manifest)
        }
    }

    @Test("traits of segments are kept in the oldest version that knows them, and refused in others")
    func traits() throws {
        let all: [(SegmentRecord.Traits, UInt8)] = [
            ([], 1), (.boundaries, 3), (.widthsByLength, 5), ([.boundaries, .widthsByLength], 5),
        ]
        for (traits, version) in all {
            var manifest = Manifest(generation: 1, analyzer: .init(name: "standard", version: 1))
            manifest.segments = [
                SegmentRecord(
                    identity: 0x1F, name: "000000000000001f", documentCount: 1, parts: [], fields: [], traits: traits)
            ]
            let bytes = manifest.encoded()
            #expect(bytes[8] == version)
            #expect(try Manifest(bytes) == manifest)
            var body = Array(bytes.dropLast(Manifest.footerBytes))
            if version == 5 {
                body[8] = 4
                #expect(throws: ManifestError.self) { try Manifest(Manifest.sealed(body)) }
            }
        }
    }

    @Test("every file of the commit is named")
    func fileNames() {
        #expect(
            Manifest.sample.fileNames == [
                "000000000000001f.terms", "000000000000001f.postings", "000000000000001f.3.deletions", "sources.2",
            ])
    }

    @Test("every truncation is refused")
    func truncation() {
        let bytes = Manifest.sample.encoded()
        for length in 0..<bytes.count {
            #expect(throws: ManifestError.self, "\(length) bytes") { try Manifest(Array(bytes[..<length])) }
        }
        #expect(throws: ManifestError.self) { try Manifest(bytes + [0]) }
    }

    @Test("every flipped bit is refused as damage")
    func bitFlips() {
        let bytes = Manifest.sample.encoded()
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            let error = #expect(throws: ManifestError.self, "bit \(bit)") { try Manifest(flipped) }
            guard case .damaged(let damage) = error else {
                Issue.record("bit \(bit): \(String(describing: error))")
                continue
            }
            #expect(damage.file == "manifest")
        }
    }

    @Test("newer, older and garbage are three different errors")
    func versions() {
        let body = Manifest.sample.encoded().dropLast(Manifest.footerBytes)
        func version(_ low: UInt8, _ high: UInt8) -> [UInt8] {
            var changed = Array(body)
            changed[8] = low
            changed[9] = high
            return Manifest.sealed(changed)
        }
        #expect(throws: ManifestError.newer(version: 0x0102)) { try Manifest(version(2, 1)) }
        #expect(throws: ManifestError.older(version: 0)) { try Manifest(version(0, 0)) }
        let reason = "no \"APUSidx\" at the start"
        #expect(throws: ManifestError.damaged(DamagedFile(file: "manifest", offset: 0, reason: reason))) {
            try Manifest([UInt8](repeating: 7, count: 100))
        }
    }

    @Test("damage behind a repaired checksum is refused or read as another manifest, and never traps")
    func repairedChecksum() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let body = Array(Manifest.sample.encoded().dropLast(Manifest.footerBytes))
        for _ in 0..<20_000 {
            var changed = body
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 10..<changed.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: changed[place] = UInt8.random(in: 0...255, using: &random)
                case 1: changed[place] = 0xFF
                case 2: changed.remove(at: place)
                default: changed.insert(UInt8.random(in: 0...255, using: &random), at: place)
                }
            }
            guard let manifest = try? Manifest(Manifest.sealed(changed)) else { continue }
            // What was let through can be used: these sums must not overflow.
            _ = manifest.segments.reduce(UInt64(0)) { $0 + $1.byteCount + UInt64($1.liveCount) }
            #expect((try? Manifest(manifest.encoded())) == manifest)
        }
    }

    @Test("random bytes are refused")
    func randomBytes() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        for length in 0..<500 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(throws: ManifestError.self) { try Manifest(bytes) }
            _ = try? Manifest(Manifest.sealed(Manifest.magic + [1, 0] + bytes))
        }
    }

    @Test("counts and sums beyond all bounds are refused before anything is allocated")
    func hugeCounts() {
        var huge: [Manifest] = []
        for change: (inout Manifest) -> Void in [
            { $0.segments[0].documentCount = .max },
            {
                $0.segments[0].fields[0].tokenCount = .max; $0.segments[0].fields[1].tokenCount = 1
            },
            { $0.segments[0].fields[0].documentCount = 301 },
            { $0.segments[0].parts[0].length = .max },
            { $0.sources?.length = UInt64(Int.max) },
            { $0.segments[0].deletions?.deletedCount = 301 },
            { $0.segments[0].deletions?.file.part = .terms },
            { $0.segments[0].parts[0].part = .deletions },
            { $0.segments[0].parts[0].part = .postings },
            { $0.segments[1].name = $0.segments[0].name },
            { $0.segments[1].name = "../../etc/passwd" },
            { $0.segments[1].name = "000000000000001f-01" },
            { $0.bm25.k1 = .nan },
            { $0.bm25.k1 = -1 },
            { $0.bm25.b = 1.5 },
            { $0.combination = .bm25f(weights: ["text": .nan]) },
            { $0.combination = .bm25f(weights: ["text": 1001]) },
        ] {
            huge.append(.sample)
            change(&huge[huge.count - 1])
        }
        for (index, manifest) in huge.enumerated() {
            #expect(throws: ManifestError.self, "change \(index)") { try Manifest(manifest.encoded()) }
        }
        // 2⁶⁴ − 1 fields in a manifest that is otherwise empty.
        let start = Manifest(generation: 1, analyzer: .init(name: "", version: 0)).encoded()
        let body = start.dropLast(Manifest.footerBytes + 3) + [UInt8](repeating: 0xFF, count: 9) + [1, 0, 0]
        #expect(throws: ManifestError.self) { try Manifest(Manifest.sealed(body)) }
    }
}

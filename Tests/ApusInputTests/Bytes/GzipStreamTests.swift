import Testing

@testable import ApusInput

@Suite struct GzipStreamTests {
    /// `one\ntwo\n` three times, by gzip -9n.
    private static let compressed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0xCF, 0x4B, 0xE5, 0x2A, 0x29, 0xCF, 0xE7, 0xCA, 0x47,
        0xA3, 0x01,
        0x3E, 0x4A, 0x63, 0x32, 0x18, 0x00, 0x00, 0x00,
    ]
    private static let content = Array("one\ntwo\none\ntwo\none\ntwo\n".utf8)

    private func inflate(_ bytes: [UInt8], chunk: Int = .max) -> (bytes: [UInt8], failure: InputFailure?) {
        GzipStream(ChunkedStream(bytes, chunk: chunk)).drain()
    }

    @Test("what was compressed comes out, in whatever pieces it comes", arguments: [1, 3, 1000])
    func content(chunk: Int) {
        let result = inflate(Self.compressed, chunk: chunk)
        #expect(result.bytes == Self.content)
        #expect(result.failure == nil)
    }

    @Test("members follow each other, padding may follow them", arguments: [1, 1000])
    func members(chunk: Int) {
        let result = inflate(Self.compressed + gzipMember([]) + gzipMember(Array("x".utf8)) + [0, 0, 0], chunk: chunk)
        #expect(result.bytes == Self.content + Array("x".utf8))
        #expect(result.failure == nil)
    }

    @Test("a file cut off anywhere gives what came before and says so")
    func truncation() {
        for count in Self.compressed.indices {
            let result = inflate(Array(Self.compressed[..<count]))
            #expect(Self.content.starts(with: result.bytes))
            #expect(result.failure == .truncatedGzip, "\(count) bytes")
        }
    }

    @Test("what follows the last member and is neither one nor padding is damage")
    func junk() {
        let result = inflate(Self.compressed + Array("junk".utf8))
        #expect(result.bytes == Self.content)
        #expect(result.failure == .corruptGzip(offset: Self.compressed.count))
    }

    @Test("what is no gzip is told so")
    func notGzip() {
        #expect(inflate(Array("plain text".utf8)).failure == .notGzip)
        #expect(inflate([0x1F, 0x8C, 8, 0]).failure == .notGzip)
    }

    @Test("every changed bit is harmless", arguments: [1, 1000])
    func bitFlips(chunk: Int) {
        let member = gzipMember(Self.content, block: 7)
        for position in 0..<(member.count * 8) {
            var damaged = member
            damaged[position / 8] ^= 1 << (position % 8)
            let result = inflate(damaged, chunk: chunk)
            // Flags, times and the like may change without harm.
            #expect(result.bytes == Self.content || result.failure != nil, "bit \(position)")
        }
    }

    @Test("random bytes end", arguments: [51] as [UInt64])
    func randomBytes(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let junk = (0..<Int.random(in: 0..<200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(inflate([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0] + junk).failure != nil, "seed \(seed)")
        }
    }
}

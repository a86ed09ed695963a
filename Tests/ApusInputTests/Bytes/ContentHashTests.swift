import Testing

@testable import ApusInput

@Suite struct ContentHashTests {
    @Test(
        "the hash is XXH64",
        arguments: [
            ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
            ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
        ] as [(String, UInt64)])
    func vectors(text: String, hash: UInt64) {
        var content = ContentHash()
        Array(text.utf8).withUnsafeBytes { content.update($0) }
        #expect(content.value == hash)
    }

    @Test("it does not matter in which parts the bytes come", arguments: [41] as [UInt64])
    func parts(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0..<300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            var whole = ContentHash()
            var parted = ContentHash()
            bytes.withUnsafeBytes { whole.update($0) }
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 0...70, using: &random))
                part.withUnsafeBytes { parted.update($0) }
                rest = rest.dropFirst(part.count)
            }
            #expect(parted.value == whole.value, "seed \(seed)")
        }
    }
}

import Testing

@testable import Apus

@Suite("Eight bytes of text at once")
struct ASCIIChunkTests {
    @Test("Every byte at every place, among letters and among others, is told as the table tells it")
    func allBytes() {
        for byte in 0...255 as ClosedRange<UInt8> {
            for place in 0..<8 {
                for filler in ["x", "Q", "7", " ", "\u{7F}"] as [Unicode.Scalar] {
                    var text = [UInt8](repeating: UInt8(ascii: filler), count: 8)
                    text[place] = byte
                    let folded = text.prefix { ASCIITable.shared.bytes[Int($0)] >= ASCIITable.firstWordByte }
                        .map { ASCIITable.shared.bytes[Int($0)] }
                    let chunk = ASCIIChunk(Self.word(text))
                    #expect(chunk.count == folded.count)
                    #expect(chunk.folded == Self.word(folded + [UInt8](repeating: 0, count: 8 - folded.count)))
                }
            }
        }
    }

    private static func word(_ bytes: [UInt8]) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
}

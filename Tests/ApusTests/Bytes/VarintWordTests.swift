import Testing

@testable import Apus

@Suite("Varints in a word of eight bytes")
struct VarintWordTests {
    @Test("Varints of any lengths that fit are taken or passed over in order", arguments: [1, 2, 3] as [UInt64])
    func taking(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<5000 {
            var writer = ByteWriter()
            var numbers: [UInt64] = []
            while writer.count < 8 {
                numbers.append(UInt64.random(in: 0..<1 << UInt64.random(in: 1...56, using: &random), using: &random))
                writer.varint(numbers[numbers.count - 1])
            }
            if writer.count > 8 { numbers.removeLast() }
            let bytes = writer.bytes[..<8].enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
            var word = VarintWord(bytes)
            #expect(word.hasOne == !numbers.isEmpty)
            #expect(word.hasFour == (numbers.count >= 4))
            #expect(word.first == bytes & 0xFF)
            var length = 0
            for number in numbers {
                if Bool.random(using: &random) { #expect(word.take() == number) } else { word.skip() }
                length += max(1, (70 - number.leadingZeroBitCount) / 7)
                #expect(word.bytesTaken == length)
            }
        }
    }
}

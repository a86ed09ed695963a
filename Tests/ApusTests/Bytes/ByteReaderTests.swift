import Testing

@testable import Apus

@Suite("Integers and runs of bytes")
struct ByteReaderTests {
    private static let numbers: [UInt64] =
        (0..<64).flatMap { bit -> [UInt64] in [1 << bit, (1 << bit) - 1, (1 << bit) + 1] } + [.max]

    @Test("What is written comes back, and nothing is left")
    func roundTrip() throws {
        var writer = ByteWriter()
        for number in Self.numbers {
            writer.varint(number)
            writer.integer(number)
            writer.integer(Int32(truncatingIfNeeded: number))
            writer.byte(UInt8(truncatingIfNeeded: number))
        }
        writer.string("é😀")
        writer.counted([])
        writer.run([1, 2, 3])
        let written = GuardedBytes(writer.bytes)
        var reader = ByteReader(written.bytes)
        for number in Self.numbers {
            #expect(try reader.varint() == number)
            #expect(try reader.integer(UInt64.self) == number)
            #expect(try reader.integer(Int32.self) == Int32(truncatingIfNeeded: number))
            #expect(try reader.byte() == UInt8(truncatingIfNeeded: number))
        }
        #expect(try reader.string() == "é😀")
        #expect(try reader.counted().isEmpty)
        #expect(try Array(reader.run(3)) == [1, 2, 3])
        #expect(reader.isAtEnd && reader.remaining == 0)
    }

    @Test("Bytes that end too early are an error at the place where they end, and nothing is read behind it")
    func truncations() {
        for number in Self.numbers {
            var writer = ByteWriter()
            writer.varint(number)
            for length in 0..<writer.count {
                let cut = GuardedBytes(Array(writer.bytes[..<length]))
                var reader = ByteReader(cut.bytes)
                #expect(throws: CorruptBytes.self) { try reader.varint() }
                #expect(throws: CorruptBytes.self) { try reader.integer(UInt64.self) + UInt64(reader.remaining) }
            }
        }
        let empty = GuardedBytes([])
        var reader = ByteReader(empty.bytes)
        #expect(throws: CorruptBytes.self) { try reader.byte() }
        #expect(throws: CorruptBytes.self) { try reader.run(1) }
        #expect(throws: CorruptBytes.self) { try reader.seek(to: 1) }
        #expect(throws: CorruptBytes.self) { try reader.seek(to: -1) }
        #expect(throws: CorruptBytes.self) { try reader.run(-1) }
    }

    @Test("Random bytes are read or refused, and the place never leaves them")
    func hostileBytes() {
        var random = SeededRandom(seed: 8)
        for _ in 0..<2000 {
            let content = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
                [UInt8.random(in: 0...255, using: &random), 0xFF, 0x80, 3].randomElement(using: &random)!
            }
            let guarded = GuardedBytes(content)
            var reader = ByteReader(guarded.bytes)
            do {
                while !reader.isAtEnd {
                    switch Int.random(in: 0..<6, using: &random) {
                    case 0: _ = try reader.varint()
                    case 1: _ = try reader.integer(UInt32.self)
                    case 2: _ = Array(try reader.counted())
                    case 3: _ = try reader.string()
                    case 4:
                        let count = try reader.count(upTo: 5)
                        if count > 5 { Issue.record("\(count) is above its limit: \(content)") }
                    default: try reader.seek(to: Int.random(in: -1...30, using: &random))
                    }
                    if !(0...content.count).contains(reader.offset) { Issue.record("at \(reader.offset) of \(content)") }
                    if Int.random(in: 0..<20, using: &random) == 0 { break }
                }
            } catch {
                if !(0...content.count).contains(error.offset) { Issue.record("error at \(error.offset) of \(content)") }
            }
        }
    }

    @Test("A varint of more than ten bytes is none")
    func longVarints() {
        let guarded = GuardedBytes([UInt8](repeating: 0x80, count: 30) + [0])
        var reader = ByteReader(guarded.bytes)
        #expect(throws: CorruptBytes.self) { try reader.varint() }
    }

    @Test("Compressed runs come back; every truncation and every flipped bit of one is refused")
    func compression() throws {
        var random = SeededRandom(seed: 9)
        let (deflater, inflater) = (Deflater(level: 3), Inflater())
        for length in [0, 1, 2, 100, 5000] {
            let content = (0..<length).map { _ in UInt8.random(in: 0..<20, using: &random) }
            let packed = deflater.compress(content)
            func inflated(_ bytes: [UInt8], _ length: Int) -> [UInt8]? {
                let guarded = GuardedBytes(bytes)
                return withExtendedLifetime(guarded) { inflater.inflate(guarded.bytes, length: length) }
            }
            #expect(inflated(packed, length) == content)
            #expect(inflated(packed, length + 1) == nil)
            if length > 0 { #expect(inflated(packed, length - 1) == nil) }
            #expect(inflated(packed + [0], length) == nil)
            for end in stride(from: 0, to: packed.count, by: 1 + packed.count / 100) {
                #expect(inflated(Array(packed[..<end]), length) == nil)
            }
            for bit in stride(from: 0, to: packed.count * 8, by: 1 + packed.count / 40) {
                var changed = packed
                changed[bit / 8] ^= 1 << UInt8(bit % 8)
                // Some bits of the header and of the padding mean nothing: then the content is as it was.
                let found = inflated(changed, length)
                #expect(found == nil || found == content, "\(length) bytes, bit \(bit)")
            }
        }
    }
}

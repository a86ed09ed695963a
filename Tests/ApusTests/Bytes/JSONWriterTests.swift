import Testing

@testable import Apus

@Suite struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("commas stand between values and nowhere else")
    func commas() {
        let written = text { writer in
            writer.beginObject()
            writer.member("type", "hit")
            writer.member("rank", 1)
            writer.key("spans")
            writer.beginArray()
            writer.beginArray()
            writer.integer(31)
            writer.integer(52)
            writer.endArray()
            writer.beginArray()
            writer.endArray()
            writer.endArray()
            writer.member("isNew", true)
            writer.key("fields")
            writer.beginObject()
            writer.endObject()
            writer.endObject()
            writer.endLine()
            writer.null()
        }
        #expect(written == "{\"type\":\"hit\",\"rank\":1,\"spans\":[[31,52],[]],\"isNew\":true,\"fields\":{}}\nnull")
    }

    @Test("only what must be escaped is")
    func escapes() {
        #expect(
            text { $0.string("a\"b\\c/\u{8}\t\n\u{c}\r\u{1}\u{1f}\u{7f}é😀") } == #""a\"b\\c/\b\t\n\f\r\u0001\u001f"#
                + "\u{7f}é😀\"")
    }

    @Test(
        "numbers are the shortest that read back",
        arguments: [
            (0.1, "0.1"), (1, "1.0"), (1e20, "1e+20"), (.leastNonzeroMagnitude, "5e-324"), (-0.0, "-0.0"), (.nan, "null"),
            (.infinity, "null"),
        ])
    func doubles(value: Double, written: String) {
        #expect(text { $0.number(value) } == written)
    }

    @Test("a 32-bit float is written as one")
    func floats() {
        #expect(text { $0.number(Float(1.8376)) } == "1.8376")
    }

    @Test("bytes that are there already stay in front")
    func appending() {
        var writer = JSONWriter(appendingTo: Array("HIT\t".utf8))
        writer.integer(UInt64.max)
        #expect(writer.bytes == Array("HIT\t18446744073709551615".utf8))
    }

    @Test("random trees read back as they were written", arguments: [11, 12, 13] as [UInt64])
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var reader = JSONReader()
        for _ in 0..<200 {
            let tree = Self.tree(depth: 4, &random)
            #expect(try reader.read(tree.json) == tree, "seed \(seed)")
        }
        #expect(reader.replacementCount == 0)
    }

    @Test("random bytes are read or refused, and never more", arguments: [21, 22] as [UInt64])
    func hostileBytes(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var reader = JSONReader()
        let alphabet = Array("{}[]\",:\\u0dD8.e+-1truefalsn \n".utf8) + [0, 0x80, 0xC3, 0xFF]
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
            do {
                let value = try reader.read(bytes)
                #expect(try reader.read(value.json) == value, "seed \(seed)")
            } catch {
                #expect((0...bytes.count).contains(error.offset), "seed \(seed)")
            }
        }
    }

    private static func tree(depth: Int, _ random: inout SeededRandom) -> JSONValue {
        switch Int.random(in: depth == 0 ? 2..<7 : 0..<7, using: &random) {
        case 0: .array((0..<Int.random(in: 0..<5, using: &random)).map { _ in tree(depth: depth - 1, &random) })
        case 1:
            .object(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                    .init(key: string(&random), value: tree(depth: depth - 1, &random))
                })
        case 2: .integer(Int64.random(in: .min ... .max, using: &random))
        case 3: .number(Double(bitPattern: UInt64.random(in: 0..<0x7FF0_0000_0000_0000, using: &random)))
        case 4: .boolean(Bool.random(using: &random))
        case 5: .null
        default: .string(string(&random))
        }
    }

    private static func string(_ random: inout SeededRandom) -> String {
        let scalars: [Unicode.Scalar] = ["a", "\"", "\\", "\n", "\0", "\u{1f}", "é", "\u{FFFD}", "😀", "z", " ", "/"]
        return String(
            String.UnicodeScalarView(
                (0..<Int.random(in: 0..<30, using: &random)).map { _ in scalars.randomElement(using: &random)! }))
    }
}

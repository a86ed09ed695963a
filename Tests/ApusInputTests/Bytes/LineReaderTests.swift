import Testing

@testable import ApusInput

@Suite struct LineReaderTests {
    private func lines(_ stream: any ByteStream, maximumBytes: Int = 1000) throws -> [String] {
        let reader = LineReader(stream, maximumBytes: maximumBytes)
        var lines: [String] = []
        while let line = try reader.next() {
            switch line {
            case .bytes(let bytes): lines.append(String(decoding: bytes, as: UTF8.self))
            case .tooLong: lines.append("too long")
            }
            #expect(reader.number == lines.count)
        }
        #expect(try reader.next() == nil)
        return lines
    }

    @Test(
        "lines end with LF or with the stream, in whatever pieces they come",
        arguments: [("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n\na", ["", "", "a"]), ("a\r\nbc\n", ["a\r", "bc"])]
            as [(String, [String])],
        [1, 2, 3, 100])
    func splitting(_ given: (text: String, lines: [String]), chunk: Int) throws {
        #expect(try lines(ChunkedStream(Array(given.text.utf8), chunk: chunk)) == given.lines)
    }

    @Test("a line over the limit is told and skipped, the next one is whole", arguments: [1, 7, 100])
    func limit(chunk: Int) throws {
        let text = "12345\n" + String(repeating: "x", count: 50) + "\n123456\n12345"
        #expect(
            try lines(ChunkedStream(Array(text.utf8), chunk: chunk), maximumBytes: 5) == [
                "12345", "too long", "too long", "12345",
            ])
        #expect(try lines(ChunkedStream(Array("123456".utf8), chunk: chunk), maximumBytes: 5) == ["too long"])
    }

    @Test("a line longer than the buffer is whole")
    func longLine() throws {
        let long = String(repeating: "ab", count: InputLimits.chunkBytes)
        #expect(try lines(ChunkedStream(Array("a\n\(long)\nb".utf8), chunk: .max), maximumBytes: .max) == ["a", long, "b"])
    }

    @Test("a failure comes after the lines in front of it")
    func failure() throws {
        let reader = LineReader(ChunkedStream(Array("a\nb".utf8), chunk: 10, failure: .truncatedGzip))
        #expect(try reader.next() != nil)
        #expect(throws: InputFailure.truncatedGzip) { try reader.next() }
    }
}

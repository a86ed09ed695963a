import Glibc

@testable import Apus
@testable import ApusInput

extension FuzzTarget {
    static let json = FuzzTarget("json", "JSON, read, written and read again") {
        [#"{"a":[1,-2.5e3,true,null,"\u00e9\ud83d\ude00\n"],"b":{"c":""}}"#, "[[[[]]]]", "1e999", "\"\\ud800x\""].map {
            Array($0.utf8)
        }
    } run: { bytes in
        let content = OwnedBytes(Array(bytes))
        try withExtendedLifetime(content) {
            var reader = JSONReader()
            let value: JSONValue
            do throws(JSONError) { value = try reader.read(content.bytes.bindMemory(to: UInt8.self)) } catch { return }
            var writer = JSONWriter()
            writer.value(value)
            try promise((try? reader.read(writer.bytes)) == value, "written as \(String(decoding: writer.bytes, as: UTF8.self))")
            _ = try? Document(json: value, defaultID: "a:1")
        }
    }

    /// A byte of chunk size, then lines.
    static let lines = FuzzTarget("lines", "JSON Lines under every chunking") {
        ["{\"id\":\"a\",\"text\":\"peace\"}\n\n{\"n\":[1,2]}\r\nno json\n{\"a\":{\"b\":null}}", "{}", "\n"].map {
            [3] + Array($0.utf8)
        }
    } run: { bytes in
        try expectSameUnderChunking(bytes) { stream, events in
            var reader = JSONLinesReader(file: "f", idField: nil)
            try reader.read(stream) { events.append($0) }
        }
    }

    /// A byte of chunk size, one that chooses CSV or TSV, then rows.
    static let tables = FuzzTarget("tables", "CSV and TSV under every chunking") {
        ["id,text,n\r\na,\"x, \"\"y\"\"\nz\",5\nb,,\n", "text\tn\na b\t9\n\n"].enumerated().map {
            [3, UInt8($0)] + Array($1.utf8)
        }
    } run: { bytes in
        let isTab = bytes.count > 1 && bytes[1] % 2 == 1
        try expectSameUnderChunking(bytes, head: 2) { stream, events in
            var reader = TableReader(file: "f", options: InputOptions(fieldTypes: [ExactText("n"): .number]))
            let records = TableRecords(stream, format: isTab ? .tsv : .csv, maximumBytes: 200)
            try reader.read(records) { events.append($0) }
        }
    }

    private static func expectSameUnderChunking(
        _ bytes: UnsafeRawBufferPointer, head: Int = 1, read: (any ByteStream, inout [InputEvent]) throws -> Void
    ) throws {
        var input = FuzzInput(bytes)
        let chunk = 1 + Int(input.take(head).first ?? 0)
        let content = input.takeRest()
        let readings = [content.count, chunk, 1].map { chunk -> ([InputEvent], String) in
            var events: [InputEvent] = []
            do { try read(ChunkedBytes(content, chunk: max(1, chunk)), &events) } catch { return (events, "\(error)") }
            return (events, "")
        }
        try promise(readings.allSatisfy { $0 == readings[0] }, "another chunking, another reading")
    }

    /// Whole sources from standard input: compressed, UTF-16, Markdown, any format; a byte chooses it.
    static let files = FuzzTarget("files", "sources of every format, gzip and UTF-16 among them") {
        let gzip: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x2B, 0x48, 0x4D, 0x4C, 0x4E, 0x05, 0x00, 0x3E, 0xB2, 0xE5, 0x4A, 5, 0, 0, 0,
        ]
        return [
            [0] + gzip, [0, 0xFF, 0xFE, 0x61, 0, 0x3D, 0xD8, 0, 0xDE], [1] + Array("---\nx\n---\n# Title\n```\n# no\n```\n".utf8),
        ]
            + [[2] + Array("{\"a\":1}\n".utf8), [3] + Array("a,b\n1,2\n".utf8), [0, 0xEF, 0xBB, 0xBF, 0x61]]
    } run: { bytes in
        var input = FuzzInput(bytes)
        let formats: [InputFormat?] = [nil, .markdown, .jsonl, .csv, .tsv, .text]
        let format = formats[Int(input.byte()) % formats.count]
        // As much as a pipe takes before somebody reads.
        let content = input.take(60_000)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        defer { close(ends[0]) }
        _ = write(ends[1], content, content.count)
        close(ends[1])
        var last = 0
        try InputReader(options: InputOptions(format: format)).read(InputSource(descriptor: ends[0])) { event in
            guard case .document(let document) = event, let line = document.line else { return }
            try promise(line > last, "line \(line) after \(last)")
            last = line
        }
    }
}

/// Gives bytes out in pieces of one size.
private final class ChunkedBytes: ByteStream {
    private var rest: ArraySlice<UInt8>
    private let chunk: Int

    init(_ bytes: [UInt8], chunk: Int) { (rest, self.chunk) = (bytes[...], chunk) }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(InputFailure) -> Int {
        let part = rest.prefix(min(chunk, buffer.count))
        _ = buffer.update(fromContentsOf: part)
        rest = rest.dropFirst(part.count)
        return part.count
    }
}

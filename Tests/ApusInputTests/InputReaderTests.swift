import Apus
import Foundation
import Testing

@testable import ApusInput

@Suite struct InputReaderTests {
    @Test(
        "a text file is one document with one field",
        arguments: ["a.txt", "a.TEXT", "a", "a.log", "a.b/c.json", "Makefile"])
    func text(name: String) throws {
        let reading = try Reading("first\r\nsecond\n", as: name)
        #expect(reading.documents == [.init(document: Document(id: name, ["text": "first\r\nsecond\n"]), file: name)])
        #expect(reading.summary.documentCount == 1)
    }

    @Test("a Markdown file has its first heading as title", arguments: ["a.md", "a.markdown"])
    func markdown(name: String) throws {
        #expect(
            try Reading("# T\ntext", as: name).documents.map(\.document) == [
                Document(id: name, ["title": "T", "text": "# T\ntext"])
            ])
        #expect(try Reading("text", as: name).documents.map(\.document) == [Document(id: name, ["text": "text"])])
    }

    @Test("an empty text file is an empty document")
    func emptyText() throws {
        #expect(try Reading("", as: "a.txt").documents.map(\.document) == [Document(id: "a.txt", ["text": ""])])
    }

    @Test("each line of JSON is a document, bad ones are reported and the rest is read", arguments: ["a.jsonl", "a.ndjson"])
    func jsonLines(name: String) throws {
        let lines = "\u{FEFF}{\"id\":\"x\",\"t\":\"1\"}\r\n\n  \t\r\n{\"t\":\"2\"}\n{bad}\n[1]\n{\"id\":\"\"}\n{\"t\":\"3\"}"
        let reading = try Reading(lines, as: name)
        #expect(reading.ids == ["x", "\(name):4", "\(name):8"])
        #expect(reading.lines == [1, 4, 8])
        #expect(
            reading.messages == [
                "\(name):5: no JSON at byte 1: expected a name in quotes", "\(name):6: expected a JSON object",
                "\(name):7: the id is empty",
            ])
        #expect(reading.summary.problemCount == 3)
    }

    @Test("with an id field, a line without it is reported")
    func idField() throws {
        let reading = try Reading("{\"sku\":7,\"id\":\"x\"}\n{\"id\":\"y\"}\n", as: "a.jsonl", InputOptions(idField: "sku"))
        #expect(reading.documents.map(\.document) == [Document(id: "7", ["sku": 7, "id": "x"])])
        #expect(reading.messages == ["a.jsonl:2: there is no id"])
    }

    @Test("invalid UTF-8 becomes U+FFFD and is counted", arguments: ["a.txt", "a.md", "a.csv", "a.tsv", "a.jsonl"])
    func invalidUTF8(name: String) throws {
        let content: [String: String] = ["a.csv": "text\na|b|", "a.tsv": "text\na|b|", "a.jsonl": "{\"text\":\"a|b|\"}"]
        let bytes = (content[name] ?? "a|b|").utf8.map { $0 == UInt8(ascii: "|") ? 0xFF : $0 }
        let reading = try Reading(bytes, as: name)
        #expect(reading.strings("text") == ["a\u{FFFD}b\u{FFFD}"])
        #expect(reading.summary.replacementCount == 2)
    }

    @Test("UTF-16 with a byte order mark is read in every format", arguments: ["a.txt", "a.md", "a.csv", "a.jsonl", "a"])
    func utf16(name: String) throws {
        let content: [String: String] = ["a.csv": "text\n€😀", "a.jsonl": "{\"text\":\"€😀\"}"]
        let units = [0xFEFF] + Array((content[name] ?? "€😀").utf16)
        let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [little, big] { #expect(try Reading(bytes, as: name).strings("text") == ["€😀"]) }
        #expect(try Reading(big + [0xD8], as: "b.txt").summary.replacementCount == 1)
    }

    @Test("a UTF-8 byte order mark is dropped")
    func byteOrderMark() throws {
        #expect(try Reading("\u{FEFF}# T", as: "a.md").strings("title") == ["T"])
        #expect(try Reading("\u{FEFF}a\nx", as: "a.csv").strings("a") == ["x"])
    }

    @Test("a file that nothing tells to be text is binary when a NUL byte is near its beginning")
    func binary() throws {
        #expect(try Reading([0x7F, 0x45, 0], as: "a.bin").messages == ["a.bin: binary: a NUL byte in the first 8 KiB"])
        #expect(try Reading([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], as: "utf32").messages.count == 1)
        let late = [UInt8](repeating: 0x61, count: 8192) + [0]
        #expect(try Reading(late, as: "a").documents.count == 1)
        #expect(try Reading(gzipMember([0x41, 0]), as: "a.gz").messages == ["a.gz: binary: a NUL byte in the first 8 KiB"])
        // Here the name or a person says that it is text.
        #expect(try Reading([0x41, 0], as: "a.txt").strings("text") == ["A\0"])
        #expect(try Reading([0x41, 0], as: "a.bin", InputOptions(format: .text)).strings("text") == ["A\0"])
    }

    @Test("a forced format stands above the name")
    func forcedFormat() throws {
        #expect(try Reading("{\"t\":\"x\"}", as: "a.txt", InputOptions(format: .jsonl)).strings("t") == ["x"])
        #expect(try Reading("{\"t\":\"x\"}", as: "a.jsonl", InputOptions(format: .text)).strings("text") == ["{\"t\":\"x\"}"])
    }

    @Test("compressed files are read as what they hold, and keep their names as ids")
    func gzip() throws {
        #expect(
            try Reading(gzipMember(Array("x".utf8)), as: "a.txt.gz").documents.map(\.document) == [
                Document(id: "a.txt.gz", ["text": "x"])
            ])
        #expect(try Reading(gzipMember(Array("{\"t\":\"x\"}".utf8)), as: "a.jsonl.GZ").ids == ["a.jsonl.GZ:1"])
        #expect(try Reading(gzipMember(Array("t\nx".utf8)), as: "a.csv.gz").strings("t") == ["x"])
        #expect(try Reading(gzipMember([0xFF, 0xFE, 0x41, 0]), as: "a.gz").strings("text") == ["A"])
    }

    @Test("of a compressed file that is cut off, what came before is kept and the damage reported")
    func truncatedGzip() throws {
        let lines = gzipMember(Array("{\"t\":\"1\"}\n{\"t\":\"2\"}\n{\"t\":".utf8) + [UInt8](repeating: 0x20, count: 1000))
        let reading = try Reading(Array(lines.dropLast(500)), as: "a.jsonl.gz")
        #expect(reading.strings("t") == ["1", "2"])
        #expect(reading.messages == ["a.jsonl.gz: the compressed data ends too early"])
        let text = try Reading(Array(gzipMember(Array("some text".utf8)).dropLast(9)), as: "a.txt.gz")
        #expect(text.strings("text") == ["some tex"])
        #expect(text.problems.count == 1)
        #expect(try Reading("plain", as: "a.txt.gz").messages == ["a.txt.gz: not in gzip format"])
        #expect(try Reading([], as: "a.txt.gz").messages == ["a.txt.gz: the compressed data ends too early"])
    }

    @Test("standard input is JSON Lines when its first byte is a brace, else text")
    func standardInput() throws {
        #expect(try Reading(standardInput: Array("{\"t\":\"x\"}\n{\"id\":\"y\"}".utf8)).ids == ["-:1", "y"])
        #expect(try Reading(standardInput: Array("\u{FEFF}{\"t\":\"x\"}".utf8)).ids == ["-:1"])
        #expect(try Reading(standardInput: Array(" {".utf8)).documents.map(\.document) == [Document(id: "-", ["text": " {"])])
        #expect(try Reading(standardInput: gzipMember(Array("{\"t\":\"x\"}".utf8))).ids == ["-:1"])
        #expect(try Reading(standardInput: [0x41, 0]).messages == ["-: binary: a NUL byte in the first 8 KiB"])
        #expect(try Reading(standardInput: Array("a\nx\n".utf8), InputOptions(format: .csv)).ids == ["-:2"])
        #expect(try Reading(standardInput: []).summary.fingerprint == nil)
    }

    @Test("a file that cannot be read is a problem")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        #expect(
            try Reading(InputSource(file: Array(folder("missing").utf8))).problems.map(\.reason) == ["No such file or directory"])
        #expect(try Reading(InputSource(file: Array(folder.path.utf8))).problems.map(\.reason) == ["is a directory"])
    }

    @Test("a document over the limit is a problem, and lines after it are read")
    func tooLarge() throws {
        let large = [UInt8](repeating: 0x61, count: InputLimits.documentBytes + 1)
        #expect(try Reading(large, as: "a.txt").messages == ["a.txt: more than 64 MiB in one document"])
        #expect(try Reading(Array(large.dropLast()), as: "a.txt").documents.count == 1)
        let lines = try Reading(large + Array("\n{\"t\":\"x\"}".utf8), as: "a.jsonl")
        #expect(lines.messages == ["a.jsonl:1: more than 64 MiB in one document"])
        #expect(lines.ids == ["a.jsonl:2"])
    }

    @Test("progress adds up to the bytes of the file")
    func progress() throws {
        let line = Array("{\"t\":\"\(String(repeating: "x", count: 1000))\"}\n".utf8)
        let reading = try Reading(Array([[UInt8]](repeating: line, count: 3000).joined()), as: "a.jsonl")
        #expect(reading.documents.count == 3000)
        #expect(reading.progress == 3000 * line.count)
        #expect(reading.summary.byteCount == reading.progress)
    }

    @Test("what the caller throws ends the reading")
    func callerError() throws {
        let folder = try TemporaryFolder()
        let source = try folder.write("{}\n{}\n", to: "a.jsonl")
        var count = 0
        #expect(throws: CancellationError.self) {
            try InputReader().read(source) { _ in
                count += 1
                throw CancellationError()
            }
        }
        #expect(count == 1)
    }

    @Test("an unchanged file is known by size and time, else by its content")
    func fingerprints() throws {
        let folder = try TemporaryFolder()
        let reader = InputReader()
        func current() throws -> InputSource {
            try #require(InputWalker().sources(of: [folder("a.txt")]) { Issue.record("\($0)") }.first)
        }
        func setTime(_ seconds: Double) throws {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: folder("a.txt"))
        }
        try folder.write("same", to: "a.txt")
        try setTime(1_000_000)
        let known = try #require(try reader.read(current()) { _ in }.fingerprint)
        #expect(known.size == 4)
        #expect(known.modified == 1_000_000_000_000_000)
        #expect(try reader.unchanged(current(), since: known) == known)
        try setTime(2_000_000)
        let touched = try #require(try reader.unchanged(current(), since: known))
        #expect(touched.modified == 2_000_000_000_000_000 && touched.hash == known.hash)
        try folder.write("diff", to: "a.txt")
        #expect(try reader.unchanged(current(), since: known) == nil)
        // Written so soon again that the clock has not moved, it passes for unchanged; who knows that it was written does not look at it.
        try setTime(1_000_000)
        #expect(try reader.unchanged(current(), since: known) == known)
        #expect(try reader.unchanged(current(), since: known, trustsTime: false) == nil)
        try folder.write("longer", to: "a.txt")
        #expect(try reader.unchanged(current(), since: known) == nil)
    }

    @Test("a file that is to be read in another way is not unchanged")
    func readInAnotherWay() throws {
        let folder = try TemporaryFolder()
        try folder.write("id,a\n1,x\n", to: "a.csv")
        try folder.write("# a", to: "a.md")
        func known(_ name: String, _ before: InputOptions, _ now: InputOptions) throws -> Bool {
            let source = try #require(InputWalker().sources(of: [folder(name)]) { Issue.record("\($0)") }.first)
            let entry = try #require(InputReader(options: before).read(source) { _ in }.fingerprint)
            // The first finds the time as it was; the second has to look at the content.
            let older = InputSource(file: source.pathBytes, size: source.size, modified: source.modified - 1)
            let reader = InputReader(options: now)
            let answers = [source, older].map { reader.unchanged($0, since: entry) != nil }
            #expect(answers[0] == answers[1])
            #expect(reader.readsAlike(source, as: entry) == answers[0])
            return answers[0]
        }
        let plain = InputOptions()
        #expect(try known("a.csv", plain, plain))
        #expect(try known("a.csv", plain, InputOptions(format: .csv)))
        #expect(try !known("a.csv", plain, InputOptions(format: .text)))
        #expect(try !known("a.csv", InputOptions(format: .tsv), plain))
        #expect(try !known("a.csv", plain, InputOptions(idField: "a")))
        #expect(try !known("a.csv", InputOptions(idField: "a"), InputOptions(idField: "id")))
        #expect(try known("a.csv", plain, InputOptions(fieldTypes: [ExactText("a"): .text])))
        #expect(try known("a.md", plain, InputOptions(idField: "a")))
        #expect(try !known("a.md", InputOptions(format: .text), InputOptions(format: .markdown)))
    }

    @Test("a file that was not read to its end has no fingerprint")
    func incompleteFingerprint() throws {
        #expect(try Reading([UInt8](repeating: 0, count: 20_000), as: "a.bin").summary.fingerprint == nil)
        #expect(try Reading("x", as: "a.txt").summary.fingerprint != nil)
    }

    @Test("random bytes never trap, whatever they are taken for", arguments: InputFormat.allCases)
    func hostileBytes(format: InputFormat) throws {
        var random = SeededRandom(seed: 71)
        let folder = try TemporaryFolder()
        for round in 0..<60 {
            let bytes = (0..<Int.random(in: 0..<400, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            let start: [[UInt8]] = [
                [], [0xFF, 0xFE], [0xFE, 0xFF], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0], Array("{\"a\":\"".utf8),
            ]
            let source = try folder.write(start[round % start.count] + bytes, to: round % 2 == 0 ? "a.gz" : "a.x")
            _ = try Reading(source, InputOptions(format: format))
        }
    }
}

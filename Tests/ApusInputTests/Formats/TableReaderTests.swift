import Apus
import Testing

@testable import ApusInput

@Suite struct TableReaderTests {
    @Test("the first record names the fields, the others are documents")
    func table() throws {
        let reading = try Reading("id,title, n \r\nx,One,1\r\n\r\ny,,2\r\n", as: "a.csv")
        #expect(
            reading.documents == [
                .init(document: Document(id: "x", ["title": "One", "n": "1"]), file: "a.csv", line: 2),
                .init(document: Document(id: "y", ["n": "2"]), file: "a.csv", line: 4),
            ])
        #expect(reading.problems.isEmpty)
    }

    @Test("quoted cells hold commas, quotes and lines")
    func quotes() throws {
        let csv = "a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\r\nlines\n\",z\n\"\",in \"the\" middle\n\"a\"b,\"\"\"\"\n"
        let reading = try Reading(csv, as: "a.csv")
        #expect(reading.strings("a") == ["x, y", "two\r\nlines\n", "ab"])
        #expect(reading.strings("b") == ["say \"hi\"", "z", "in \"the\" middle", "\""])
        #expect(reading.lines == [2, 3, 6, 7])
        #expect(reading.ids == ["a.csv:2", "a.csv:3", "a.csv:6", "a.csv:7"])
        #expect(reading.problems.isEmpty)
    }

    @Test("in TSV a quote is a character")
    func tsv() throws {
        let reading = try Reading("a\tb\n\"x\ty\"\n\"\t\"\"\n", as: "a.tsv")
        #expect(reading.strings("a") == ["\"x", "\""])
        #expect(reading.strings("b") == ["y\"", "\"\""])
    }

    @Test("rows of another length are reported, the others are read")
    func raggedRows() throws {
        let reading = try Reading("a,b\n1\n1,2\n1,2,3\n3,4", as: "a.csv")
        #expect(reading.messages == ["a.csv:2: 1 cells where the header has 2", "a.csv:4: 3 cells where the header has 2"])
        #expect(reading.lines == [3, 5])
    }

    @Test("a quote that is not closed is reported where it was opened")
    func openQuote() throws {
        let reading = try Reading("a\nx\n\"y\nz\n", as: "a.csv")
        #expect(reading.strings("a") == ["x"])
        #expect(reading.messages == ["a.csv:3: a quote is not closed before the end"])
    }

    @Test("a record over the limit is skipped to its end", arguments: [1, 1000])
    func longRecord(chunk: Int) throws {
        let records = TableRecords(
            ChunkedStream(Array("a\n\"12345\n12345\n12345\"\nb\n123456789012\nc\n".utf8), chunk: chunk), format: .csv,
            maximumBytes: 10)
        var found: [String] = []
        while let record = try records.next() {
            switch record {
            case .cells(let cells): found.append(String(decoding: cells[0], as: UTF8.self))
            case .failed: found.append("failed at \(records.line)")
            }
        }
        #expect(found == ["a", "failed at 2", "b", "failed at 6", "c"])
    }

    @Test("a record with more cells than there may be fields is reported")
    func manyCells() throws {
        let row = String(repeating: ",", count: Limits.fields)
        #expect(try Reading("a\n\(row)\n", as: "a.csv").messages == ["a.csv:2: more than \(Limits.fields) cells"])
        #expect(try Reading("a\n\(row.dropLast())\n", as: "a.csv").messages == ["a.csv:2: 4096 cells where the header has 1"])
    }

    @Test("cells of fields whose type is known are read as it says, others stay strings")
    func types() throws {
        let types: [ExactText: FieldType] = [
            ExactText("n"): .number, ExactText("b"): .boolean, ExactText("d"): .date, ExactText("k"): .keyword,
        ]
        let csv = "n,b,d,k,t\n 12 ,TRUE, 2025-03-01 ,7,7\n1.5e3,false,,,\nx,yes,soon,,\n+3,,,,\n"
        let reading = try Reading(csv, as: "a.csv", InputOptions(fieldTypes: types))
        #expect(
            reading.documents.map(\.document.fields).map { $0.map(\.values) } == [
                [[12], [true], ["2025-03-01"], ["7"], ["7"]], [[1500.0], [false]], [["x"], ["yes"], ["soon"]], [[3]],
            ])
    }

    @Test("the id is the column id, or the one that is asked for, which stays a field")
    func ids() throws {
        let asked = InputOptions(idField: "sku")
        #expect(try Reading("id,a\n,1\nx,2\n", as: "a.csv").ids == ["a.csv:2", "x"])
        let reading = try Reading("sku,id\nk1,x\n,y\n", as: "a.csv", asked)
        #expect(reading.documents.map(\.document) == [Document(id: "k1", ["sku": "k1", "id": "x"])])
        #expect(reading.messages == ["a.csv:3: there is no id"])
        #expect(try Reading("a,b\n1,2\n", as: "a.csv", asked).messages == ["a.csv:1: there is no column sku"])
    }

    @Test("columns that can be no field are reported and left out, equal names are one field")
    func columnNames() throws {
        let reading = try Reading("a,,a,b\u{1}\n1,2,3,4\n", as: "a.csv")
        #expect(reading.documents.map(\.document.fields) == [[.init(name: "a", values: ["1", "3"])]])
        #expect(
            reading.messages == [
                "a.csv:1: column 2 is left out: a field has an empty name",
                "a.csv:1: column 4 is left out: the field name \"b \" holds a control character",
            ])
    }

    @Test("empty tables hold nothing", arguments: ["", "\n\n", "a,b", "a,b\r\n"])
    func empty(csv: String) throws {
        let reading = try Reading(csv, as: "a.csv")
        #expect(reading.documents.isEmpty)
        #expect(reading.problems.isEmpty)
    }

    @Test("random bytes are read or reported, and records written by the rules come back", arguments: [61, 62] as [UInt64])
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            _ = try TableRecords(ChunkedStream(Self.bytes(60, &random), chunk: 7), format: .csv).next()
            let cells = (0..<3).map { _ in Self.bytes(Int.random(in: 0..<6, using: &random), &random) }
            let records = TableRecords(ChunkedStream(Self.record(cells), chunk: 5), format: .csv)
            guard case .cells(let read) = try records.next() else {
                Issue.record("no record, seed \(seed)")
                return
            }
            #expect(read == cells, "seed \(seed)")
        }
    }

    private static func bytes(_ count: Int, _ random: inout SeededRandom) -> [UInt8] {
        (0..<count).map { _ in Array("a,\"\n\r\t\0 é".utf8).randomElement(using: &random)! }
    }

    private static func record(_ cells: [[UInt8]]) -> [UInt8] {
        var line: [UInt8] = []
        for cell in cells {
            line += line.isEmpty ? [0x22] : [0x2C, 0x22]
            for byte in cell { line += byte == 0x22 ? [0x22, 0x22] : [byte] }
            line.append(0x22)
        }
        return line + [0x0D, 0x0A]
    }
}

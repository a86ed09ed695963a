import Foundation
import Testing

@testable import Apus

@Suite("docs/QUERY.md")
struct QueryDocumentTests {
    private let text: String
    private let index: SmallIndex

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        text = try String(contentsOf: root.appending(path: "docs/QUERY.md"), encoding: .utf8)
        let documents = ["1", "ID"].map {
            Document(
                id: $0,
                [
                    "title": "The minerals deal of Rutte", "text": "a b c: peace", "year": 2025, "price": 9.5,
                    "date": "2025-03-01T12:00:00Z", "tag": "x",
                ])
        }
        index = try SmallIndex(
            documents, defining: [FieldDefinition(name: "tag", type: .keyword), FieldDefinition(name: "date", type: .date)])
    }

    @Test("The forms of the table are read as written, and executed")
    func executed() throws {
        let start = try #require(text.range(of: "|---|---|\n"))
        let rows = text[start.upperBound...].components(separatedBy: "\n").prefix { $0.hasPrefix("| `") }
        var count = 0
        for row in rows {
            let forms = try #require(row.dropFirst(2).components(separatedBy: " | ").first)
            for match in forms.matches(of: #/`([^`]+)`/#) {
                let query = String(match.output.1).replacing("…", with: "c")
                #expect(try index.index.search(query).warnings == [], "\(query)")
                count += 1
            }
        }
        #expect(count > 10)
    }

    @Test("A warning has its place, and each place its own")
    func places() throws {
        let cases: [(query: String, offsets: [Int])] = [
            ("peace OR like:a", [9]), ("é like:b (like:c like:d)", [3, 11, 18]), ("like:a like:a like:b", [0, 14]),
            ("a AND \"a b\"~128", [6]), ("peace like:a", [6]), ("peace +year:>x year:x", [6, 15]),
            ("year:(2020 abc)", [11]), ("a \"b c\"~128 (\"c", [2, 13, 15]), ("é /(/", [4]), ("é +title:/(/", [11]),
        ]
        for (query, offsets) in cases {
            #expect(try index.index.search(query).warnings.map(\.offset) == offsets, "\(query)")
        }
    }

    @Test("The table of words near each other says what finds a text and what does not")
    func near() throws {
        let start = try #require(text.range(of: "| text | is found by | not by |\n|---|---|---|\n"))
        let rows = text[start.upperBound...].components(separatedBy: "\n").prefix { $0.hasPrefix("| ") }
        #expect(rows.count > 4)
        for row in rows {
            let cells = row.dropFirst(2).components(separatedBy: " | ")
            try #require(cells.count == 3)
            let index = try SmallIndex(cells[0])
            for (cell, found) in [(cells[1], ["0"]), (cells[2], [])] {
                let queries = cell.matches(of: #/`([^`]+)`/#).map { String($0.output.1) }
                #expect(!queries.isEmpty)
                for query in queries { #expect(try index.found(query) == found, "\(query) in \(cells[0])") }
            }
        }
    }

    @Test("The limits are those of the parser")
    func limits() throws {
        let limits = QueryLimits()
        let numbers = [limits.clauses, limits.phraseWords].map { $0.formatted(.number.locale(Locale(identifier: "en"))) }
        #expect(
            text.contains(
                "\(limits.bytes >> 10) KiB a query, \(numbers[0]) clauses, \(numbers[1]) words a phrase, nesting of \(limits.nesting)"
            ))
    }
}

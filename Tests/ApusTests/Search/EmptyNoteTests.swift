import Testing

@testable import Apus

@Suite("Why nothing was found")
struct EmptyNoteTests {
    private static func index() throws -> SmallIndex {
        let texts = ["ready to pursue peace", "the war is over", "peace and quiet", "pursue the day"]
        return try SmallIndex(
            texts.enumerated().map { number, text in
                Document(
                    id: "\(number)",
                    [
                        "text": .string(text), "title": .string(number == 0 ? "talks" : "news"),
                        "year": .number(Double(2000 + number)),
                    ])
            })
    }

    private static func notes(_ query: String, filters: [String] = []) throws -> [String] {
        var request = SearchRequest(query)
        (request.explains, request.filters) = (true, filters.map { .text($0) })
        let result = try index().index.search(request)
        #expect(result.total == 0)
        return result.notes.map { note in
            switch note {
            case .word(let text, let documents, let place): "word \(text) \(documents) \(place.map { "\($0)" } ?? "")"
            case .spelling(let text, let documents, let word): "spelling \(text) \(documents) \(word)"
            case .emptied(let part):
                "emptied \(part.text) \(part.documents) \(part.place.map { "\($0)" } ?? "")\(part.filter.map { " filter \($0)" } ?? "")"
            case .instead(let query, let documents): "instead \(query) \(documents)"
            }
        }
    }

    private static let cases: [(query: String, notes: [String])] = [
        ("peece", ["word peece 0 0..<5", "spelling peace 2 peece", "instead peace 2", "emptied peece 0 0..<5"]),
        (
            "+peace +war",
            ["word peace 2 0..<6", "word war 1 7..<11", "emptied +war 1 7..<11", "instead peace 2"]
        ),
        (
            "\"peace pursue\"",
            [
                "word peace 2 0..<14", "word pursue 2 0..<14", "emptied \"peace pursue\" 0 0..<14",
                "instead +\"peace\" +\"pursue\" 1",
            ]
        ),
        (
            "+peace -ready -quiet",
            ["word peace 2 0..<6", "emptied -quiet 1 14..<20", "instead +peace -ready 1"]
        ),
        (
            "title:(talks AND quiet)",
            ["word talks 1 7..<12", "word quiet 0 17..<22", "emptied quiet 0 17..<22", "instead title:talks 1"]
        ),
        ("+peace +year:>2005", ["word peace 2 0..<6", "emptied +year:>2005 0 7..<18", "instead peace 2"]),
        (
            "ready NEAR/0 peace",
            ["word ready 1 0..<5", "word peace 2 13..<18", "emptied ready NEAR/0 peace 0 0..<18", "instead +ready +peace 1"]
        ),
        ("", []),
    ]

    @Test("Words are counted, spellings told, and the part that left nothing, with what finds something", arguments: cases)
    func notes(query: String, expected: [String]) throws {
        #expect(try Self.notes(query) == expected)
    }

    @Test("A filter may be to blame")
    func filters() throws {
        let notes = try Self.notes("peace", filters: ["year:>1999", "text:war"])
        #expect(notes == ["word peace 2 0..<5", "emptied text:war 1 0..<8 filter 1", "instead peace 2"])
    }

    @Test("Nothing is said of what finds something, or where nobody asks")
    func silence() throws {
        let index = try Self.index().index
        var request = SearchRequest("peace")
        request.explains = true
        #expect(try index.search(request).notes.isEmpty)
        #expect(try index.search(SearchRequest("peece")).notes.isEmpty)
    }
}

import Testing

@testable import Apus

/// The fields that the tests' queries know.
let queryTestFields: Set<String> = ["title", "text", "year", "price", "date", "tag", "meta.author", "über"]

func parseQuery(_ text: String, matching: QueryParser.Matching = .any) throws -> ParsedQuery {
    try QueryParser(fieldNames: queryTestFields.contains, matching: matching).parse(text)
}

extension ParsedQuery {
    /// The outline on one line, `boolean[optional word "a", excluded word "b"]`.
    var sketch: String {
        var line = ""
        var depth = 0
        for (index, part) in query.outline().enumerated() {
            if part.depth > depth { line += "[" }
            if part.depth < depth { line += String(repeating: "]", count: depth - part.depth) }
            if part.depth <= depth, index > 0 { line += ", " }
            line += part.text
            depth = part.depth
        }
        return line + String(repeating: "]", count: depth)
    }

    /// The warnings as `code@offset`, in order.
    var warningSketch: String { warnings.map { "\($0.code)@\($0.offset)" }.joined(separator: " ") }
}

/// A query, its tree on one line, its warnings.
typealias Reading = (text: String, tree: String, warnings: String)

/// Expects each text to be read so, and to print as a text that means the same tree.
func expectReadings(_ table: [Reading], sourceLocation: SourceLocation = #_sourceLocation) throws {
    for reading in table {
        let parsed = try parseQuery(reading.text)
        #expect(parsed.sketch == reading.tree, "\(reading.text)", sourceLocation: sourceLocation)
        #expect(parsed.warningSketch == reading.warnings, "\(reading.text)", sourceLocation: sourceLocation)
        let again = try parseQuery(parsed.query.description)
        #expect(again.query == parsed.query, "\(reading.text) prints as \(parsed.query)", sourceLocation: sourceLocation)
    }
}

/// Chooses and cuts the snippet of a document: the passage with the most of the query in it, of any stored text field.
struct SnippetMaker {
    private let schema: Schema
    /// By field: one for its exact words, one for its stems, or both.
    private var fields: [(field: Int, readers: [PassageReader])] = []
    private let cutter: SnippetCutter

    /// - Parameter length: about how many bytes a snippet has.
    init(_ plan: QueryPlan, snapshot: Snapshot, length: Int) {
        schema = snapshot.schema
        let analyzer = snapshot.analyzer
        for part in SnippetField.fields(of: plan, schema: schema) {
            let number = StemField.field(of: part.field)
            let place = fields.firstIndex { $0.field == number } ?? fields.count
            if place == fields.count { fields.append((number, [])) }
            fields[place].readers.append(PassageReader(part, analyzer: analyzer))
        }
        cutter = SnippetCutter(analyzer: analyzer, length: max(1, length))
    }

    /// The best passage; the beginning of the first text where nothing of the query stands in any; nil where no text is stored.
    mutating func snippet(of document: Document) -> Snippet? {
        var best: (passage: Passage, text: String, spans: [Swift.Range<Int>])?
        for index in fields.indices {
            for text in Self.texts(of: document, schema.fields[fields[index].field].name) {
                let (occurrences, patterns) = read(text, field: index)
                guard let passage = Passage.best(occurrences, patterns: patterns, length: cutter.length) else { continue }
                if let best, !Self.isBetter((passage, text), than: (best.passage, best.text)) { continue }
                best = (passage, text, occurrences.map { $0.start..<$0.end })
            }
        }
        if let best { return cutter.snippet(of: best.text, around: best.passage.range, spans: best.spans) }
        return firstText(of: document).map { cutter.snippet(of: $0, around: 0..<0, spans: []) }
    }

    /// All that stands in a text, sorted by its start.
    private mutating func read(_ text: String, field index: Int) -> (
        occurrences: [Passage.Occurrence], patterns: [SnippetPattern]
    ) {
        var occurrences: [Passage.Occurrence] = []
        var patterns: [SnippetPattern] = []
        for number in fields[index].readers.indices {
            fields[index].readers[number].read(text)
            let found = fields[index].readers[number].occurrences
            occurrences += found.map { occurrence in
                var occurrence = occurrence
                occurrence.pattern += patterns.count
                return occurrence
            }
            patterns += fields[index].readers[number].patterns
        }
        if fields[index].readers.count > 1 { occurrences.sort { ($0.start, $0.end) < ($1.start, $1.end) } }
        return (occurrences, patterns)
    }

    /// More of the query is better; of the same, the longer text tells more.
    private static func isBetter(_ one: (Passage, String), than other: (Passage, String)) -> Bool {
        if abs(one.0.weight - other.0.weight) > 1e-9 * other.0.weight { return one.0.weight > other.0.weight }
        return min(one.1.utf8.count, enough) > min(other.1.utf8.count, enough)
    }

    /// Longer texts do not tell more than one of this many bytes.
    private static let enough = 160

    private static func texts(of document: Document, _ name: String) -> [String] {
        document.fields.filter { $0.name.isExactly(name) }.flatMap(\.values).compactMap {
            if case .string(let text) = $0 { text } else { nil }
        }
    }

    private func firstText(of document: Document) -> String? {
        for field in document.fields {
            guard let number = schema.number(of: field.name), schema.fields[number].type == .text else { continue }
            for case .string(let text) in field.values where !text.isEmpty { return text }
        }
        return nil
    }
}

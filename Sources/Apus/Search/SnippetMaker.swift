/// Chooses and cuts the snippet of a document: the passage with the most of the query in it, of any stored text field.
struct SnippetMaker {
    private let schema: Schema
    private var fields: [FieldPassages]
    private let cutter: SnippetCutter

    /// - Parameters:
    ///   - length: about how many bytes a snippet has.
    ///   - deadline: when texts are read no further.
    init(_ plan: QueryPlan, snapshot: Snapshot, length: Int, deadline: Deadline) {
        schema = snapshot.schema
        fields = FieldPassages.all(of: plan, in: snapshot, deadline: deadline)
        cutter = SnippetCutter(analyzer: snapshot.analyzer, length: max(1, length))
    }

    /// The best passage; the beginning of the first text where nothing of the query stands in any; nil where no text is stored.
    mutating func snippet(of document: Document) -> Snippet? {
        var best: (passage: Passage, text: String, spans: [Swift.Range<Int>])?
        for index in fields.indices {
            for text in Self.texts(of: document, schema.fields[fields[index].field].name) {
                let (occurrences, patterns) = fields[index].read(text)
                guard let passage = Passage.best(occurrences, patterns: patterns, length: cutter.length) else { continue }
                if let best, !Self.isBetter((passage, text), than: (best.passage, best.text)) { continue }
                best = (passage, text, occurrences.map { $0.start..<$0.end })
            }
        }
        if let best { return cutter.snippet(of: best.text, around: best.passage.range, spans: best.spans) }
        return firstText(of: document).map { cutter.snippet(of: $0, around: 0..<0, spans: []) }
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

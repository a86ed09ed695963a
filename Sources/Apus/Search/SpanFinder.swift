/// Finds where a document matches, by reading its stored text again.
struct SpanFinder {
    private let schema: Schema
    private let deadline: Deadline
    private var fields: [FieldPassages]

    /// - Parameters:
    ///   - places: where the query's parts stand in its text; nil where nobody knows.
    ///   - deadline: when texts are read no further.
    init(_ plan: QueryPlan, snapshot: Snapshot, places: PlanPlaces? = nil, deadline: Deadline) {
        schema = snapshot.schema
        self.deadline = deadline
        fields = FieldPassages.all(of: plan, in: snapshot, keepsWords: true, places: places, deadline: deadline)
    }

    /// The spans of all stored text fields that the query looks into: field by field and value by value, then by their place. O(text).
    mutating func spans(of document: Document) -> [MatchSpan] {
        var spans: [MatchSpan] = []
        for index in fields.indices {
            let name = schema.fields[fields[index].field].name
            for field in document.fields where field.name.isExactly(name) {
                for (number, value) in field.values.enumerated() {
                    guard case .string(let text) = value else { continue }
                    let (occurrences, patterns) = fields[index].read(text)
                    spans += self.spans(occurrences, of: patterns, in: text, field: name, value: number)
                }
            }
        }
        return spans
    }

    /// - Parameter occurrences: by their start.
    private func spans(
        _ occurrences: [Passage.Occurrence], of patterns: [SnippetPattern], in text: String, field: String, value: Int
    ) -> [MatchSpan] {
        var spans: [MatchSpan] = []
        var (place, line, column) = (0, 1, 1)
        var text = text
        text.withUTF8 { bytes in
            for occurrence in occurrences {
                if deadline.passes() { return }
                let range = occurrence.start..<occurrence.end
                // Two parts of a query may find the same.
                if let last = spans.last, last.range == range, last.words == occurrence.words { continue }
                while place < occurrence.start {
                    if bytes[place] == UInt8(ascii: "\n") {
                        (line, column) = (line + 1, 1)
                    } else if bytes[place] & 0xC0 != 0x80 {
                        column += 1
                    }
                    place += 1
                }
                spans.append(
                    MatchSpan(
                        field: field, value: value, range: range, line: line, column: column, words: occurrence.words,
                        part: patterns[occurrence.pattern].place))
            }
        }
        return spans
    }
}

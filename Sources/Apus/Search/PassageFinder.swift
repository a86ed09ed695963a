/// Finds the best passages of a document, of all stored text fields that the query looks into.
struct PassageFinder {
    private let schema: Schema
    private var fields: [FieldPassages]
    private let cutter: SnippetCutter
    private let ranking: PassageRanking
    private let count: Int
    private let deadline: Deadline

    /// - Parameters:
    ///   - count: at most so many passages of a document.
    ///   - length: about how many bytes a passage has.
    ///   - deadline: when texts are read no further.
    init(_ plan: QueryPlan, snapshot: Snapshot, count: Int, length: Int, deadline: Deadline) {
        schema = snapshot.schema
        fields = FieldPassages.all(of: plan, in: snapshot, keepsWords: true, deadline: deadline)
        cutter = SnippetCutter(analyzer: snapshot.analyzer, length: max(1, length))
        ranking = PassageRanking(length: max(1, length), deadline: deadline)
        (self.count, self.deadline) = (count, deadline)
    }

    /// Best first; none where nothing of the query stands in what is stored. O(text).
    mutating func passages(of document: Document) -> [TextPassage] {
        var found: [(passage: TextPassage, weight: Double)] = []
        for index in fields.indices {
            let name = schema.fields[fields[index].field].name
            for field in document.fields where field.name.isExactly(name) {
                for (number, value) in field.values.enumerated() {
                    guard case .string(let text) = value else { continue }
                    var (occurrences, patterns) = fields[index].read(text)
                    let sentences = sentences(text, occurrences)
                    occurrences.removeLast(occurrences.count - sentences.count)
                    for passage in ranking.best(count, of: occurrences, in: sentences, patterns: patterns) {
                        if deadline.look() { break }
                        let cut = self.passage(text, passage.range, occurrences, field: name, value: number)
                        // Two of a sentence are one.
                        let isNew = !found.contains {
                            $0.passage.field.isExactly(name) && $0.passage.value == number && $0.passage.range.overlaps(cut.range)
                        }
                        if isNew { found.append((cut, passage.weight)) }
                    }
                }
            }
        }
        let order = found.indices.sorted { (-found[$0].weight, $0) < (-found[$1].weight, $1) }
        return order.prefix(count).map { found[$0].passage }
    }

    private func sentences(_ text: String, _ occurrences: [Passage.Occurrence]) -> [Int] {
        var text = text
        return text.withUTF8 { SentenceEdges.numbers(of: $0, at: occurrences.map(\.start), until: deadline) }
    }

    private func passage(
        _ text: String, _ range: Swift.Range<Int>, _ occurrences: [Passage.Occurrence], field: String, value: Int
    ) -> TextPassage {
        var text = text
        return text.withUTF8 { bytes in
            let (cut, snippet) = cutter.sentences(of: bytes, around: range, spans: occurrences.map { $0.start..<$0.end })
            let line = 1 + bytes[..<range.lowerBound].count { $0 == 0x0A }
            return TextPassage(field: field, value: value, line: line, range: cut, text: snippet.text, spans: snippet.spans)
        }
    }
}

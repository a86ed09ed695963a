/// Where a query stands in the texts of one field: among its exact words, among its stems, or both.
struct FieldPassages {
    let field: Int
    private var readers: [PassageReader] = []

    private init(field: Int) { self.field = field }

    /// One for each field that the plan looks into.
    /// - Parameter deadline: when texts are read no further.
    static func all(
        of plan: QueryPlan, in snapshot: Snapshot, keepsWords: Bool = false, places: PlanPlaces? = nil, deadline: Deadline
    ) -> [FieldPassages] {
        var fields: [FieldPassages] = []
        for part in SnippetField.fields(of: plan, schema: snapshot.schema, places: places) {
            let number = StemField.field(of: part.field)
            let place = fields.firstIndex { $0.field == number } ?? fields.count
            if place == fields.count { fields.append(FieldPassages(field: number)) }
            fields[place].readers.append(
                PassageReader(part, analyzer: snapshot.analyzer, keepsWords: keepsWords, deadline: deadline))
        }
        return fields
    }

    /// All that stands in a text, or in as much of it as the deadline leaves time for, sorted by its start. O(text).
    mutating func read(_ text: String) -> (occurrences: [Passage.Occurrence], patterns: [SnippetPattern]) {
        if readers.count == 1 {
            readers[0].read(text)
            return (readers[0].occurrences, readers[0].patterns)
        }
        var occurrences: [Passage.Occurrence] = []
        var patterns: [SnippetPattern] = []
        for number in readers.indices {
            readers[number].read(text)
            occurrences += readers[number].occurrences.map { occurrence in
                var occurrence = occurrence
                occurrence.pattern += patterns.count
                return occurrence
            }
            patterns += readers[number].patterns
        }
        occurrences.sort { ($0.start, $0.end) < ($1.start, $1.end) }
        return (occurrences, patterns)
    }
}

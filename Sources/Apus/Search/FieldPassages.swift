/// Where a query stands in the texts of one field: among its exact words, among its stems, or both.
struct FieldPassages {
    let field: Int
    private var readers: [PassageReader] = []

    private init(field: Int) { self.field = field }

    /// One for each field that the plan looks into.
    static func all(of plan: QueryPlan, in snapshot: Snapshot, keepsWords: Bool = false, places: PlanPlaces? = nil)
        -> [FieldPassages]
    {
        var fields: [FieldPassages] = []
        for part in SnippetField.fields(of: plan, schema: snapshot.schema, places: places) {
            let number = StemField.field(of: part.field)
            let place = fields.firstIndex { $0.field == number } ?? fields.count
            if place == fields.count { fields.append(FieldPassages(field: number)) }
            fields[place].readers.append(PassageReader(part, analyzer: snapshot.analyzer, keepsWords: keepsWords))
        }
        return fields
    }

    /// All that stands in a text, sorted by its start. O(text).
    mutating func read(_ text: String) -> (occurrences: [Passage.Occurrence], patterns: [SnippetPattern]) {
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
        if readers.count > 1 { occurrences.sort { ($0.start, $0.end) < ($1.start, $1.end) } }
        return (occurrences, patterns)
    }
}

/// SENTENCE and PARAGRAPH: the index says where in a field sentences and paragraphs begin (`BoundaryField`).
extension QueryPlanner {
    /// The terms that stand where sentences, or paragraphs, of a field begin. Where a segment was made by a build that did not note them, each value
    /// counts as one sentence there, with a warning.
    mutating func beginnings(of unit: Query.Near.Unit, _ query: Query, _ field: Int) -> [Int] {
        if snapshot.segments.contains(where: { !$0.reader.record.traits.contains(.boundaries) }) {
            warn(
                "sentences",
                "some documents were indexed by an earlier version, which did not note where sentences end: in these the whole text counts as one",
                query)
        }
        let names = unit == .sentence ? [BoundaryField.paragraph, BoundaryField.sentence] : [BoundaryField.paragraph]
        return names.map { term($0, field: BoundaryField.number(of: field), isText: true) }
    }
}

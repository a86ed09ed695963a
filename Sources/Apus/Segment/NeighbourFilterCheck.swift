/// Compares the filters of neighbours with the positions of their words: each is made once more and has the same bytes.
struct NeighbourFilterCheck {
    private let reader: SegmentReader
    private let neighbours: NeighbourFilterReader
    private let source: PairSource

    /// Nil for a segment without filters.
    init?(_ reader: SegmentReader) {
        guard let neighbours = reader.neighbours, let source = PairSource(reader) else { return nil }
        (self.reader, self.neighbours, self.source) = (reader, neighbours, source)
    }

    /// Throws a `DamagedFile` for the first thing that is wrong. - Parameter words: all words of the segment, noted in order.
    func run(_ words: CommonWords) throws {
        let noted = words.fields
        var end = 0
        for field in neighbours.fields {
            guard field.start == end else { throw damaged(at: field.start, "a filter does not begin where the last one ends") }
            guard let common = noted.first(where: { $0.number == field.number }), common.least <= field.costs.lowerBound else {
                throw damaged(at: field.start, "a filter is of words that are not common enough")
            }
            try compare(field, common.words.filter { field.costs.contains($0.phraseCost) })
            end = field.end
        }
        guard end == neighbours.fieldsStart else { throw damaged(at: end, "the filters end at \(end)") }
    }

    private func compare(_ field: NeighbourFilterReader.Field, _ words: [TermEntry]) throws {
        guard words.first?.phraseCost == field.costs.upperBound, words.last?.phraseCost == field.costs.lowerBound else {
            throw damaged(at: field.start, "the words of a filter cost less or more than it says")
        }
        let made = NeighbourFilterChoice.Field(number: field.number, words: words, rows: field.rows, costs: field.costs)
        let filter = try NeighbourFilterWriter(source, options: PairOptions()).filter(
            made, threshold: field.threshold, norms: try reader.allNorms(ofField: field.number))
        try filter.withUnsafeBytes { bytes in
            let content = UnsafeRawBufferPointer(rebasing: neighbours.part.content[field.start..<field.end])
            guard !content.elementsEqual(bytes) else { return }
            let place = zip(content, bytes).prefix { $0 == $1 }.count
            throw damaged(at: field.start + place, "a filter of neighbours does not agree with the positions")
        }
    }

    private func damaged(at offset: Int, _ reason: String) -> DamagedFile { neighbours.part.damage(at: offset, reason) }
}

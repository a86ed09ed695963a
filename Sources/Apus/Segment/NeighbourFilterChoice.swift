/// Which words a filter of neighbours covers, and how many rows each field gets, so that all filters keep to a budget.
///
/// Words that cost little are left out: their phrases are fast. From there on the cheaper words are taken before the dearer ones, as
/// far as the budget goes. How many neighbours there will be is estimated as if words followed each other by chance; of an
/// encyclopedia's there are three quarters as many. Only divisions, products and sums of exact values: every machine chooses the same.
struct NeighbourFilterChoice {
    /// A field with something to cover.
    struct Field {
        let number: Int
        /// By rank, those that cost most first.
        let words: [TermEntry]
        let rows: UInt32
        let costs: ClosedRange<UInt64>
    }

    let fields: [Field]

    /// - Parameter bits: of all filters together.
    init(_ words: CommonWords, bits: Int) {
        let most = Self.highestCost(words.fields, bits: Double(bits))
        fields = words.fields.compactMap { field in
            let covered = field.words.filter { $0.phraseCost >= field.least && $0.phraseCost <= most }
            guard let first = covered.first, let last = covered.last else { return nil }
            let occurrences = covered.reduce(0) { $0 + Double($1.totalFrequency) }
            let rows = (Self.bits(occurrences, of: field) / Double(NeighbourFilterLayout.rowBits)).rounded(.up)
            guard let count = UInt32(exactly: rows), count > 0 else { return nil }
            return Field(number: field.number, words: covered, rows: count, costs: last.phraseCost...first.phraseCost)
        }
    }

    /// Bits for the neighbours among so many occurrences.
    private static func bits(_ occurrences: Double, of field: CommonWords.Field) -> Double {
        occurrences * occurrences / Double(max(1, field.occurrences)) * 0.75 * PairOptions.bitsPerNeighbour
    }

    /// The highest cost with which the words up to it keep to the budget; words of the same cost go together.
    private static func highestCost(_ fields: [CommonWords.Field], bits limit: Double) -> UInt64 {
        var words = fields.enumerated().flatMap { place, field in field.words.map { (place: place, word: $0) } }
        words.sort { $0.word.phraseCost < $1.word.phraseCost }
        var occurrences = [Double](repeating: 0, count: fields.count)
        var (most, cost) = (UInt64(0), UInt64(0))
        for (place, word) in words {
            if word.phraseCost > cost { (most, cost) = (cost, word.phraseCost) }
            occurrences[place] += Double(word.totalFrequency)
            if zip(occurrences, fields).reduce(0, { $0 + bits($1.0, of: $1.1) }) > limit { return most }
        }
        return cost
    }
}

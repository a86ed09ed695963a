/// The words of each text field that phrases pay most for, gathered while a dictionary is written.
///
/// Of words that cost as much those come first whose lists do, so the same segment has the same common words.
struct CommonWords {
    /// Words of one field.
    static let limit = 1024

    /// A field and its words, those that cost most first.
    struct Field {
        let number: Int
        fileprivate(set) var words: [TermEntry]
        /// Words that cost less are not among the most common ones.
        fileprivate var least: UInt64 = 0
    }

    private var noted: [Field] = []

    /// Notes a term as it is written. A word of one document is never common: it has no list.
    mutating func note(_ key: UnsafeBufferPointer<UInt8>, _ entry: TermEntry) {
        guard entry.positionsLength > 0, entry.documentFrequency > 1 else { return }
        let field = TermKey.field(key)
        if noted.last?.number != field { noted.append(Field(number: field, words: [])) }
        let last = noted.count - 1
        guard entry.phraseCost >= noted[last].least else { return }
        noted[last].words.append(entry)
        if noted[last].words.count == 4 * Self.limit { noted[last].prune() }
    }

    /// Fields with such words, ascending.
    var fields: [Field] {
        noted.map { field in
            var field = field
            field.prune()
            return field
        }
    }
}

extension CommonWords.Field {
    fileprivate mutating func prune() {
        words.sort { ($1.phraseCost, $0.postingsOffset) < ($0.phraseCost, $1.postingsOffset) }
        guard words.count > CommonWords.limit else { return }
        words.removeSubrange(CommonWords.limit...)
        // A later word that costs as much ranks behind all of these.
        least = words[words.count - 1].phraseCost + 1
    }

    /// The words that are in some pair whose costs, multiplied, reach the threshold.
    func words(reaching threshold: UInt64) -> [TermEntry] {
        guard let first = words.first else { return [] }
        return Array(words.prefix { $0.phraseCost * first.phraseCost >= threshold })
    }
}

extension TermEntry {
    /// What a phrase pays for the word: documents to meet and positions to read, as the root of their product; below 2³².
    var phraseCost: UInt64 {
        let product = Double(documentFrequency) * Double(totalFrequency)
        return UInt64(min(product.squareRoot(), Double(UInt32.max)))
    }
}

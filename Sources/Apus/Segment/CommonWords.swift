/// The words of each text field that phrases pay most for, gathered while a dictionary is written.
///
/// Of words that cost as much those come first whose lists do, so the same segment has the same common words.
struct CommonWords {
    /// A field and its words, those that cost most first.
    struct Field {
        let number: Int
        fileprivate(set) var words: [TermEntry] = []
        /// Of words that cost less some are missing.
        fileprivate(set) var least: UInt64
        /// Tokens of the field.
        fileprivate(set) var occurrences: UInt64 = 0
    }

    private let limit: Int
    private let least: UInt64
    private var noted: [Field] = []

    /// - Parameters:
    ///   - limit: words of one field.
    ///   - least: words that cost less are not among them.
    init(limit: Int, least: UInt64 = 0) { (self.limit, self.least) = (limit, least) }

    /// Notes a term as it is written. A word of one document is never common: it has no list.
    mutating func note(_ key: UnsafeBufferPointer<UInt8>, _ entry: TermEntry) {
        guard entry.positionsLength > 0 else { return }
        let field = TermKey.field(key)
        // Quoted words are exact.
        guard !HiddenField.holds(field) else { return }
        if noted.last?.number != field { noted.append(Field(number: field, least: least)) }
        let last = noted.count - 1
        noted[last].occurrences += entry.totalFrequency
        guard entry.documentFrequency > 1, entry.phraseCost >= noted[last].least else { return }
        noted[last].words.append(entry)
        if noted[last].words.count == 4 * limit { noted[last].prune(to: limit) }
    }

    /// Fields with such words, ascending.
    var fields: [Field] {
        noted.compactMap { field in
            guard !field.words.isEmpty else { return nil }
            var field = field
            field.prune(to: limit)
            return field
        }
    }
}

/// The words of a segment that help its phrases.
struct PhraseWords {
    /// Those that may be in lists of pairs.
    private(set) var ofPairs = CommonWords(limit: 1024)
    /// Those that may be in filters of neighbours.
    private(set) var ofFilters = CommonWords(limit: 1 << 15, least: PairOptions.leastFilteredCost)

    mutating func note(_ key: UnsafeBufferPointer<UInt8>, _ entry: TermEntry) {
        ofPairs.note(key, entry)
        ofFilters.note(key, entry)
    }
}

extension CommonWords.Field {
    fileprivate mutating func prune(to limit: Int) {
        words.sort { ($1.phraseCost, $0.postingsOffset) < ($0.phraseCost, $1.postingsOffset) }
        guard words.count > limit else { return }
        words.removeSubrange(limit...)
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

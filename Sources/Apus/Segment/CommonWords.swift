/// The words of each text field that the most documents hold, gathered while a dictionary is written.
///
/// Of words in as many documents those come first whose lists do, so the same segment has the same common words.
struct CommonWords {
    /// Words of one field.
    static let limit = 1024

    /// A field and its words, those in the most documents first.
    struct Field {
        let number: Int
        fileprivate(set) var words: [TermEntry]
        /// Words in fewer documents are not among the most common ones.
        fileprivate var least: UInt32 = 2
    }

    private var noted: [Field] = []

    /// Notes a term as it is written. A word of one document is never common: it has no list.
    mutating func note(_ key: UnsafeBufferPointer<UInt8>, _ entry: TermEntry) {
        guard entry.positionsLength > 0, entry.documentFrequency > 1 else { return }
        let field = TermKey.field(key)
        if noted.last?.number != field { noted.append(Field(number: field, words: [])) }
        let last = noted.count - 1
        guard entry.documentFrequency >= noted[last].least else { return }
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
        words.sort { ($1.documentFrequency, $0.postingsOffset) < ($0.documentFrequency, $1.postingsOffset) }
        guard words.count > CommonWords.limit else { return }
        words.removeSubrange(CommonWords.limit...)
        // A later word in as many documents ranks behind all of these.
        least = words[words.count - 1].documentFrequency + 1
    }

    /// The words that are in some pair whose documents, multiplied, reach the threshold.
    func words(reaching threshold: UInt64) -> [TermEntry] {
        guard let first = words.first else { return [] }
        return Array(words.prefix { UInt64($0.documentFrequency) * UInt64(first.documentFrequency) >= threshold })
    }
}

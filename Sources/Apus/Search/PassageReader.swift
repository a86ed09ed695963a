/// Reads a text again and tells where the words and phrases of a query stand in it.
struct PassageReader {
    /// Occurrences of one text that are looked at; a passage further on is not found.
    private static let mostOccurrences = 1 << 18
    /// Bytes after which the reading ends once something was found.
    private static let enoughBytes = 1 << 20

    private let analyzer: Analyzer
    private var field: SnippetField
    /// Starts of the last tokens, as many as the longest phrase has.
    private var starts: [Int]
    private var tokenCount = 0
    private(set) var occurrences: [Passage.Occurrence] = []

    init(_ field: SnippetField, analyzer: Analyzer) {
        self.field = field
        self.analyzer = analyzer
        starts = [Int](repeating: 0, count: field.longest)
    }

    var patterns: [SnippetPattern] { field.patterns }

    /// Finds the occurrences in a text, sorted by their start.
    mutating func read(_ text: String) {
        occurrences.removeAll(keepingCapacity: true)
        tokenCount = 0
        for index in field.patterns.indices { field.patterns[index].reset() }
        analyzer.forEachToken(in: text, foldsAccents: field.foldsAccents) { term, start, end in
            take(term, start, end)
            return occurrences.count < Self.mostOccurrences && (end < Self.enoughBytes || occurrences.isEmpty)
        }
        occurrences.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    private mutating func take(_ term: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
        starts[tokenCount % starts.count] = start
        let word = field.vocabulary.number(of: term)
        for index in field.patterns.indices where field.patterns[index].takes(word, term) {
            let length = field.patterns[index].length
            let first = starts[(tokenCount + 1 - length) % starts.count]
            occurrences.append(Passage.Occurrence(start: first, end: end, pattern: index))
        }
        tokenCount += 1
    }
}

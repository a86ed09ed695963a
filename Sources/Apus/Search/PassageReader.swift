/// Reads a text again and tells where the words and phrases of a query stand in it.
struct PassageReader {
    /// Occurrences of one text that are looked at; a passage further on is not found.
    private static let mostOccurrences = 1 << 18
    /// Bytes after which the reading ends once something was found.
    private static let enoughBytes = 1 << 20

    /// A token of the text: which one, and its bytes.
    private struct Token {
        let position, start, end: Int

        var range: Swift.Range<Int> { start..<end }
    }

    private let analyzer: Analyzer
    private var field: SnippetField
    /// Whether the bytes of each word are told, and texts are read to their end.
    private let keepsWords: Bool
    /// When texts are read no further.
    private let deadline: Deadline
    /// Bytes of the last tokens, as many as the longest phrase has.
    private var recent: [Swift.Range<Int>]
    private var tokenCount = 0
    /// Tokens of the text that are words of the query, by word, where something is to be found near something.
    private var places: [[Token]] = []
    /// The same of exact words that stand near stems.
    private var exactPlaces: [[Token]] = []
    /// All of these, by position.
    private var tokens: [Token] = []
    private var exactTokens: [Token] = []
    /// Where sentences and paragraphs begin, where that is asked for.
    private var beginnings: (sentences: [UInt32], paragraphs: [UInt32]) = ([], [])
    private(set) var occurrences: [Passage.Occurrence] = []

    init(_ field: SnippetField, analyzer: Analyzer, keepsWords: Bool = false, deadline: Deadline) {
        self.keepsWords = keepsWords
        self.deadline = deadline
        self.field = field
        self.analyzer = analyzer
        recent = Array(repeating: 0..<0, count: field.longest)
    }

    var patterns: [SnippetPattern] { field.patterns }

    /// Finds the occurrences in a text, sorted by their start.
    mutating func read(_ text: String) {
        occurrences.removeAll(keepingCapacity: true)
        tokenCount = 0
        for index in field.patterns.indices { field.patterns[index].reset() }
        tokens.removeAll(keepingCapacity: true)
        exactTokens.removeAll(keepingCapacity: true)
        places = field.hasProximity ? Array(repeating: [], count: field.vocabulary.words.count) : []
        if !field.exact.words.isEmpty { readExactWords(of: text) }
        if field.needsBeginnings {
            let limit = keepsWords ? .max : Self.enoughBytes
            beginnings = analyzer.beginnings(in: text, foldsAccents: field.foldsAccents) { end in
                end < limit && !deadline.passes()
            }
        }
        if let language = field.language { readStems(of: text, language) } else { readWords(of: text) }
        addProximities()
        sortOccurrences()
    }

    /// Words come in their order. Phrases that lie over others, and what stands near something, do not.
    private mutating func sortOccurrences() {
        let isSorted = occurrences.indices.dropFirst().allSatisfy { place in
            (occurrences[place - 1].start, occurrences[place - 1].end) <= (occurrences[place].start, occurrences[place].end)
        }
        if !isSorted { occurrences.sort { ($0.start, $0.end) < ($1.start, $1.end) } }
    }

    private mutating func readWords(of text: String) {
        analyzer.forEachToken(in: text, foldsAccents: field.foldsAccents) { term, start, end in
            take(term, start, end)
            return isReading(behind: end)
        }
    }

    private mutating func readExactWords(of text: String) {
        exactPlaces = Array(repeating: [], count: field.exact.words.count)
        var (position, found) = (0, 0)
        analyzer.forEachToken(in: text, foldsAccents: field.foldsAccents) { term, start, end in
            if let word = field.exact.number(of: term) {
                let token = Token(position: position, start: start, end: end)
                exactPlaces[word].append(token)
                exactTokens.append(token)
                found += 1
            }
            position += 1
            return found < Self.mostOccurrences && end < Self.enoughBytes && !deadline.passes()
        }
    }

    private func tokens(of word: Int) -> [Token] {
        word >= SnippetField.exactBase ? exactPlaces[word - SnippetField.exactBase] : places[word]
    }

    private mutating func readStems(of text: String, _ language: Language) {
        let (analyzer, foldsAccents) = (analyzer, field.foldsAccents)
        _ = analyzer.stemming.withStemmer(language, foldsAccents: foldsAccents) { stemmer in
            analyzer.forEachToken(in: text, foldsAccents: false) { word, start, end in
                take(stemmer.stem(word), start, end)
                return isReading(behind: end)
            }
        }
    }

    private func isReading(behind end: Int) -> Bool {
        occurrences.count < Self.mostOccurrences && (keepsWords || end < Self.enoughBytes || occurrences.isEmpty)
            && !deadline.passes()
    }

    private mutating func take(_ term: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
        recent[tokenCount % recent.count] = start..<end
        let word = field.vocabulary.number(of: term)
        for index in field.patterns.indices where field.patterns[index].takes(word, term) {
            let first = tokenCount + 1 - field.patterns[index].length
            let words = keepsWords ? (first...tokenCount).map { recent[$0 % recent.count] } : []
            let start = recent[first % recent.count].lowerBound
            occurrences.append(Passage.Occurrence(start: start, end: end, pattern: index, words: words))
        }
        if let word, !places.isEmpty {
            let token = Token(position: tokenCount, start: start, end: end)
            places[word].append(token)
            tokens.append(token)
        }
        tokenCount += 1
    }

    /// Each match is one occurrence, from its first word to its last.
    private mutating func addProximities() {
        for (index, pattern) in field.patterns.enumerated() {
            guard let tree = pattern.proximity else { continue }
            for span in spans(of: tree) {
                if deadline.passes() { return }
                guard let first = token(at: span.start), let last = token(at: span.end - 1) else { continue }
                let words = keepsWords ? span.words.compactMap { token(at: Int($0))?.range } : []
                occurrences.append(Passage.Occurrence(start: first.start, end: last.end, pattern: index, words: words))
            }
        }
    }

    /// The token at a position, if it is a word of the query. O(log tokens).
    private func token(at position: Int) -> Token? {
        Self.token(at: position, in: tokens) ?? Self.token(at: position, in: exactTokens)
    }

    private static func token(at position: Int, in tokens: [Token]) -> Token? {
        let place = partition(tokens.indices) { tokens[$0].position >= position }
        return place < tokens.count && tokens[place].position == position ? tokens[place] : nil
    }

    private func positions(of term: Int) -> [UInt32] {
        switch term {
        case SnippetField.sentenceBeginnings: beginnings.sentences
        case SnippetField.paragraphBeginnings: beginnings.paragraphs
        default: tokens(of: term).map { UInt32(clamping: $0.position) }
        }
    }

    private func spans(of tree: ProximityTree) -> [ProximitySpan] {
        var positions: [UInt32] = []
        var ranges: [Int: Swift.Range<Int>] = [:]
        for term in tree.terms {
            let start = positions.count
            positions += self.positions(of: term)
            ranges[term] = start..<positions.count
        }
        let matches = ProximityMatches(tree, deadline: deadline, namesWords: keepsWords)
        return positions.withUnsafeBufferPointer { positions in
            matches.spans { term in
                guard let range = ranges[term], !range.isEmpty else { return UnsafeBufferPointer(start: nil, count: 0) }
                return UnsafeBufferPointer(rebasing: positions[range])
            }
        }
    }
}

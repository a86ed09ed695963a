/// A word, a phrase or a pattern of the query, to be found among the tokens of a text, or words near each other, which are looked for at
/// its end.
///
/// Tokens are fed one by one; a phrase is followed by the automaton of Knuth, Morris & Pratt (1977), so that text and phrase of
/// any length take linear time.
struct SnippetPattern {
    /// Numbers of the vocabulary, in order.
    let words: [Int]
    let weight: Double
    /// The bytes of the query's text that ask for it, where they are known.
    var place: Swift.Range<Int>?
    /// Of a prefix or the like, which has no words: tells which tokens match.
    private(set) var automaton: TermAutomaton?
    /// What is near what, by numbers of the vocabulary; it then has no words.
    let proximity: ProximityTree?
    /// For each length matched, the longest shorter one that may still be going on.
    private let fallbacks: [Int]
    private var matched = 0

    init(words: [Int], weight: Double) {
        self.words = words
        self.weight = weight
        (automaton, proximity) = (nil, nil)
        var fallbacks = [0, 0]
        var length = 0
        for index in 1..<max(1, words.count) {
            while length > 0, words[index] != words[length] { length = fallbacks[length] }
            if words[index] == words[length] { length += 1 }
            fallbacks.append(length)
        }
        self.fallbacks = fallbacks
    }

    /// Finds the tokens that a pattern matches.
    init(_ pattern: TermPattern, weight: Double) {
        (words, fallbacks) = ([], [])
        self.weight = weight
        (automaton, proximity) = (TermAutomaton(pattern), nil)
    }

    /// Words near each other.
    init(_ proximity: ProximityTree, weight: Double) {
        (words, fallbacks) = ([], [])
        self.weight = weight
        (automaton, self.proximity) = (nil, proximity)
    }

    /// How many tokens an occurrence has.
    var length: Int { automaton == nil ? words.count : 1 }

    /// Takes the next token; true when it completes an occurrence.
    /// - Parameter word: its number in the vocabulary, nil for a word that the query does not have.
    mutating func takes(_ word: Int?, _ term: UnsafeBufferPointer<UInt8>) -> Bool {
        automaton == nil ? takes(word) : automaton?.cost(of: term) != nil
    }

    /// Takes the next token (nil for a word that the query does not have); true when it completes an occurrence.
    private mutating func takes(_ word: Int?) -> Bool {
        guard let word, !words.isEmpty else {
            matched = 0
            return false
        }
        while matched > 0, words[matched] != word { matched = fallbacks[matched] }
        if words[matched] == word { matched += 1 }
        guard matched == words.count else { return false }
        matched = fallbacks[matched]
        return true
    }

    /// Forgets what was begun, at the end of a text.
    mutating func reset() { matched = 0 }
}

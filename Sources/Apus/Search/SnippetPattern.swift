/// A word or a phrase of the query, to be found among the tokens of a text.
///
/// Tokens are fed one by one; a phrase is followed by the automaton of Knuth, Morris & Pratt (1977), so that text and phrase of
/// any length take linear time.
struct SnippetPattern {
    /// Numbers of the vocabulary, in order.
    let words: [Int]
    let weight: Double
    /// For each length matched, the longest shorter one that may still be going on.
    private let fallbacks: [Int]
    private var matched = 0

    init(words: [Int], weight: Double) {
        self.words = words
        self.weight = weight
        var fallbacks = [0, 0]
        var length = 0
        for index in 1..<max(1, words.count) {
            while length > 0, words[index] != words[length] { length = fallbacks[length] }
            if words[index] == words[length] { length += 1 }
            fallbacks.append(length)
        }
        self.fallbacks = fallbacks
    }

    /// Takes the next token (nil for a word that the query does not have); true when it completes an occurrence.
    mutating func takes(_ word: Int?) -> Bool {
        guard let word else {
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

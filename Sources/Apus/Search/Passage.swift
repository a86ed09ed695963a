/// A part of a text with words and phrases of the query in it.
struct Passage {
    /// Where one pattern was found: bytes of the text.
    struct Occurrence {
        var start: Int
        var end: Int
        var pattern: Int
        /// The bytes of each word that takes part, rising; empty where nobody asked for them.
        var words: [Swift.Range<Int>] = []
    }

    /// From the first occurrence to the end of the last.
    var range: Swift.Range<Int>
    /// What its different patterns weigh together.
    var weight: Double

    /// The best passage of at most about `length` bytes: the one whose different patterns weigh most; of several the first.
    ///
    /// O(occurrences). `occurrences` are sorted by their start.
    static func best(_ occurrences: [Occurrence], patterns: [SnippetPattern], length: Int) -> Passage? {
        var best: Passage?
        var counts = [Int](repeating: 0, count: patterns.count)
        var weight = 0.0
        var first = 0
        for (index, last) in occurrences.enumerated() {
            if counts[last.pattern] == 0 { weight += patterns[last.pattern].weight }
            counts[last.pattern] += 1
            while first < index, last.end - occurrences[first].start > length {
                let left = occurrences[first].pattern
                counts[left] -= 1
                if counts[left] == 0 { weight -= patterns[left].weight }
                first += 1
            }
            // What was added and taken away again may leave a last bit behind.
            if weight > (best?.weight ?? 0) * (1 + 1e-9) {
                let start = occurrences[first].start
                best = Passage(range: start..<max(last.end, start), weight: weight)
            }
        }
        return best
    }
}

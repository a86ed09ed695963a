/// A stretch of one field that matches a part of a query: from the position of its first word to behind its last.
struct ProximitySpan: Equatable {
    var start: Int
    var end: Int
    /// The positions of the words that took part, rising; empty where nobody asked for them.
    var words: [UInt32]

    /// The shortest stretch that holds both.
    func joined(_ other: ProximitySpan) -> ProximitySpan {
        ProximitySpan(start: min(start, other.start), end: max(end, other.end), words: Self.merged(words, other.words))
    }

    /// Whether it holds all of another.
    func contains(_ other: ProximitySpan) -> Bool { start <= other.start && other.end <= end }

    /// Whether no word takes part in both.
    func isApart(from other: ProximitySpan) -> Bool {
        var (one, two) = (0, 0)
        while one < words.count, two < other.words.count {
            if words[one] == other.words[two] { return false }
            if words[one] < other.words[two] { one += 1 } else { two += 1 }
        }
        return true
    }

    private static func merged(_ one: [UInt32], _ other: [UInt32]) -> [UInt32] {
        if one.isEmpty { return other }
        if other.isEmpty { return one }
        if one[one.count - 1] < other[0] { return one + other }
        return (one + other).sorted()
    }
}

/// Lists of spans: rising by start, then by end, each stretch once.
extension [ProximitySpan] {
    /// The first place whose span does not start before `start`. O(log n).
    func firstPlace(startingAt start: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low &+ (high &- low) / 2
            if self[middle].start < start { low = middle &+ 1 } else { high = middle }
        }
        return low
    }

    /// The spans in order; of those of one stretch the first that was found. O(n) where they are in order, else O(n log n).
    func inOrder() -> [ProximitySpan] {
        let isInOrder = indices.dropFirst().allSatisfy { (self[$0 - 1].start, self[$0 - 1].end) < (self[$0].start, self[$0].end) }
        if isInOrder { return self }
        let places = indices.sorted { one, other in
            (self[one].start, self[one].end, one) < (self[other].start, self[other].end, other)
        }
        var ordered: [ProximitySpan] = []
        for place in places where ordered.last.map({ ($0.start, $0.end) != (self[place].start, self[place].end) }) ?? true {
            ordered.append(self[place])
        }
        return ordered
    }

    /// The spans of a list that contain no other of it: what Clarke, Cormack & Burkowski (1995) call a generalized concordance list. O(n).
    func minimal() -> [ProximitySpan] {
        var kept: [ProximitySpan] = []
        var leastEnd = Int.max
        for place in indices.reversed() where self[place].end < leastEnd {
            if kept.last?.start == self[place].start { kept.removeLast() }
            kept.append(self[place])
            leastEnd = self[place].end
        }
        return kept.reversed()
    }

    /// How many can be taken from the left so that none overlaps the one before.
    func countWithoutOverlap() -> Int {
        var (count, end) = (0, 0)
        for span in minimal() where span.start >= end { (count, end) = (count + 1, span.end) }
        return count
    }
}

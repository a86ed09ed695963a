/// Chooses several passages of one text: those in which the most and the rarest of the query stand close together, early ones first.
///
/// A passage weighs what its different patterns weigh, up to half as much again where they stand close together in a sentence, and up to a tenth for
/// its place. What an earlier passage has shown counts half in the next one, so that passages differ.
struct PassageRanking {
    /// About how many bytes a passage has.
    let length: Int
    /// When no more of them are chosen.
    let deadline: Deadline

    /// Bytes after which a place tells half as much.
    private static let early = 2000.0

    /// The best passages, best first; none overlaps another. O(count × occurrences).
    /// - Parameters:
    ///   - occurrences: sorted by their start.
    ///   - sentences: for each of them a number that those of one sentence share.
    func best(
        _ count: Int, of occurrences: [Passage.Occurrence], in sentences: [Int], patterns: [SnippetPattern]
    ) -> [Passage] {
        var weights = patterns.map(\.weight)
        var chosen: [Passage] = []
        while chosen.count < count, !deadline.look(), let passage = best(of: occurrences, sentences, weights, beside: chosen) {
            chosen.append(passage)
            for pattern in Set(occurrences.filter { passage.range.overlaps($0.start..<$0.end) }.map(\.pattern)) {
                weights[pattern] /= 2
            }
        }
        return chosen
    }

    private func best(
        of occurrences: [Passage.Occurrence], _ sentences: [Int], _ weights: [Double], beside chosen: [Passage]
    ) -> Passage? {
        var best: Passage?
        var counts = [Int](repeating: 0, count: weights.count)
        var first = 0
        for (index, last) in occurrences.enumerated() {
            if deadline.passes() { return nil }
            counts[last.pattern] += 1
            while first < index, last.end - occurrences[first].start > length || counts[occurrences[first].pattern] > 1 {
                counts[occurrences[first].pattern] -= 1
                first += 1
            }
            let range = occurrences[first].start..<max(last.end, occurrences[first].end)
            if chosen.contains(where: { $0.range.overlaps(range) }) {
                // What begins here would hold a passage that is there already.
                for pattern in counts.indices { counts[pattern] = 0 }
                first = index + 1
                if chosen.contains(where: { $0.range.overlaps(last.start..<last.end) }) { continue }
                first = index
                counts[last.pattern] = 1
            }
            let window = occurrences[first].start..<max(last.end, occurrences[first].end)
            let weight = weight(window, counts, weights, isOneSentence: sentences[first] == sentences[index])
            if weight > (best?.weight ?? 0) * (1 + 1e-9) { best = Passage(range: window, weight: weight) }
        }
        return best
    }

    private func weight(
        _ range: Swift.Range<Int>, _ counts: [Int], _ weights: [Double], isOneSentence: Bool
    ) -> Double {
        var (weight, different) = (0.0, 0)
        for pattern in counts.indices where counts[pattern] > 0 {
            weight += weights[pattern]
            different += 1
        }
        let closeness = different < 2 || !isOneSentence ? 0 : max(0, 1 - Double(range.count) / Double(length))
        let place = 1 / (1 + Double(range.lowerBound) / Self.early)
        return weight * (1 + 0.5 * closeness + 0.1 * place)
    }
}

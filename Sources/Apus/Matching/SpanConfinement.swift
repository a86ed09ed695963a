/// Spans of several lists that lie together in one sentence or paragraph: the shortest stretches that hold one of each, as far apart as
/// the sentence is long.
///
/// What lies in two is passed over first; then each sentence is looked at by itself. O(n log m) for lists of n and m spans where none reaches into
/// another.
struct SpanConfinement {
    /// More words than a document has.
    private static let anyDistance = 1 << 40

    /// Where sentences begin, rising, but for the first.
    let beginnings: [UInt32]
    let deadline: Deadline

    func spans(_ lists: [[ProximitySpan]]) -> [ProximitySpan] {
        let nearness = SpanNearness(distance: Self.anyDistance, isOrdered: false, deadline: deadline)
        var found: [ProximitySpan] = []
        var place = 0
        while place < lists[0].count, !deadline.passes() {
            let sentence = sentence(of: lists[0][place].start)
            place = lists[0].firstPlace(startingAt: sentence.upperBound)
            let parts = lists.map { spans in
                spans[spans.firstPlace(startingAt: sentence.lowerBound)...].prefix { $0.start < sentence.upperBound }
                    .filter { $0.end <= sentence.upperBound }
            }
            guard parts.allSatisfy({ !$0.isEmpty }) else { continue }
            found += parts.dropFirst().reduce(parts[0]) { nearness.spans($0, $1) }
        }
        return found
    }

    /// The positions of the sentence that holds one. O(log sentences).
    private func sentence(of position: Int) -> Range<Int> {
        var (low, high) = (0, beginnings.count)
        while low < high {
            let middle = low &+ (high &- low) / 2
            if Int(beginnings[middle]) <= position { low = middle &+ 1 } else { high = middle }
        }
        return (low > 0 ? Int(beginnings[low - 1]) : 0)..<(low < beginnings.count ? Int(beginnings[low]) : .max)
    }
}

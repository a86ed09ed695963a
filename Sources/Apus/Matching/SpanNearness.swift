/// Spans of two lists with at most so many other words between, in either order or in this one: the shortest stretches that hold one of each.
///
/// Stretches may reach into each other where either order will do, then no word is between; but no word takes part twice. Only stretches that hold no
/// shorter one are kept (Clarke, Cormack & Burkowski, An Algebra for Structured Text Search, 1995), so that a list is never longer than the text.
/// O(n log m) where no list's spans reach into the other's.
struct SpanNearness {
    let distance: Int
    let isOrdered: Bool
    let deadline: Deadline

    func spans(_ first: [ProximitySpan], _ second: [ProximitySpan]) -> [ProximitySpan] {
        let longest = isOrdered ? 0 : second.reduce(0) { max($0, $1.end - $1.start) }
        var found: [ProximitySpan] = []
        for span in first {
            if deadline.passes() { return [] }
            if !isOrdered {
                if let before = before(span, in: second, longest) { found.append(span.joined(before)) }
                reachingInto(span, in: second, longest) { found.append(span.joined($0)) }
            }
            if let behind = behind(span, in: second) { found.append(span.joined(behind)) }
        }
        return found.inOrder().minimal()
    }

    /// Of what follows near enough, what ends first.
    private func behind(_ span: ProximitySpan, in others: [ProximitySpan]) -> ProximitySpan? {
        var best: ProximitySpan?
        var place = others.firstPlace(startingAt: span.end)
        while place < others.count, others[place].start - span.end <= distance {
            if let best, others[place].start >= best.end { break }
            if best.map({ others[place].end < $0.end }) ?? true { best = others[place] }
            place += 1
        }
        return best
    }

    /// Of what precedes near enough, what starts last; of those that start there, what ends first.
    private func before(_ span: ProximitySpan, in others: [ProximitySpan], _ longest: Int) -> ProximitySpan? {
        var best: ProximitySpan?
        var place = others.firstPlace(startingAt: span.start) - 1
        while place >= 0, others[place].start + longest + distance >= span.start {
            let other = others[place]
            if let best, other.start < best.start { break }
            if other.end <= span.start, span.start - other.end <= distance { best = other }
            place -= 1
        }
        return best
    }

    /// What shares a part of the stretch but no word; where something lies within, that alone, as nothing shorter holds both.
    private func reachingInto(
        _ span: ProximitySpan, in others: [ProximitySpan], _ longest: Int, _ body: (ProximitySpan) -> Void
    ) {
        var partly: [ProximitySpan] = []
        var place = others.firstPlace(startingAt: span.start - longest + 1)
        while place < others.count, others[place].start < span.end {
            let other = others[place]
            place += 1
            guard other.end > span.start, span.isApart(from: other) else { continue }
            if span.contains(other) { return body(other) }
            partly.append(other)
        }
        for other in partly { body(other) }
    }
}

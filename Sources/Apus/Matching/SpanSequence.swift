/// Spans in order, with at most so many other words in between, all told: phrases with alternatives, and slop.
///
/// Each beginning is followed from operand to operand by the nearest span of each length that there is. Of spans of one length the nearest leaves
/// most room for what follows, so that nothing is lost. O(spans × lengths × log spans) for each operand.
struct SpanSequence {
    /// What has been matched of the operands so far, and how many words of its stretch are none of theirs.
    private struct Beginning {
        var span: ProximitySpan
        var others: Int
    }

    let slop: Int
    let deadline: Deadline

    /// Without slop every stretch that matches, else those that hold no shorter one.
    func spans(_ operands: [[ProximitySpan]]) -> [ProximitySpan] {
        var beginnings = operands[0].map { Beginning(span: $0, others: 0) }
        for operand in operands.dropFirst() {
            if beginnings.isEmpty { return [] }
            beginnings = slop == 0 ? adjacent(beginnings, operand) : following(beginnings, operand)
        }
        let spans = beginnings.map(\.span).inOrder()
        return slop == 0 ? spans : spans.minimal()
    }

    private func adjacent(_ beginnings: [Beginning], _ operand: [ProximitySpan]) -> [Beginning] {
        var found: [Beginning] = []
        for beginning in beginnings {
            if deadline.passes() { return [] }
            let end = beginning.span.end
            var place = operand.firstPlace(startingAt: end)
            while place < operand.count, operand[place].start == end {
                found.append(Beginning(span: beginning.span.joined(operand[place]), others: 0))
                place += 1
            }
        }
        return found
    }

    private func following(_ beginnings: [Beginning], _ operand: [ProximitySpan]) -> [Beginning] {
        let lengths = Set(operand.map { $0.end - $0.start }).count
        var found: [Beginning] = []
        for beginning in beginnings {
            if deadline.passes() { return [] }
            var seen: [Int] = []
            var place = operand.firstPlace(startingAt: beginning.span.end)
            while place < operand.count, seen.count < lengths {
                let next = operand[place]
                let others = beginning.others + next.start - beginning.span.end
                if others > slop { break }
                if !seen.contains(next.end - next.start) {
                    seen.append(next.end - next.start)
                    found.append(Beginning(span: beginning.span.joined(next), others: others))
                }
                place += 1
            }
        }
        return lengths == 1 ? found : nearest(found)
    }

    /// Of those that begin at one place and hold as many words of the operands, the shortest.
    private func nearest(_ found: [Beginning]) -> [Beginning] {
        struct Kind: Hashable { let start, matched: Int }
        var places: [Kind: Int] = [:]
        var kept: [Beginning] = []
        for beginning in found {
            let span = beginning.span
            let kind = Kind(start: span.start, matched: span.end - span.start - beginning.others)
            if let place = places[kind] {
                if span.end < kept[place].span.end { kept[place] = beginning }
            } else {
                places[kind] = kept.count
                kept.append(beginning)
            }
        }
        return kept
    }
}

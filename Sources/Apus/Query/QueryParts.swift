/// Where the operands of a query stand in its text, by their number: operands are counted in the order of the text, which is that of the tree.
struct QueryParts: Sendable {
    private var ranges: [Range<Int>?] = []
    private var groups: [Range<Int>] = []

    /// Of a query of which no places are known.
    init() {}

    /// Of what was parsed with its operands kept; otherwise nothing is known. O(operands).
    init(_ parsed: ParsedQuery) {
        groups = parsed.places.groups
        var rest = (parsed.places.operands ?? [])[...]
        parsed.query.forEachOperand { operand in
            // What was added (the `*` of `* -b`) stands nowhere; what was put in the place of others lets these be passed over.
            guard let next = rest.firstIndex(where: { $0.query == operand }), next == rest.startIndex || operand != .everything
            else { return ranges.append(nil) }
            ranges.append(rest[next].range)
            rest = rest[(next + 1)...]
        }
    }

    /// From the first byte of these operands to the last, with the parentheses of groups that would be cut; nil where none of them stands in
    /// the text. O(operands + groups).
    func range(_ operands: Range<Int>) -> Range<Int>? {
        let known = ranges[operands.clamped(to: ranges.indices)].compactMap { $0 }
        guard var whole = known.first else { return nil }
        for range in known { whole.extend(over: range) }
        // Inner groups come before those around them.
        for group in groups where whole.cuts(group) { whole.extend(over: group) }
        return whole
    }
}

extension Range<Int> {
    fileprivate mutating func extend(over other: Self) {
        self = Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }

    /// Whether a part of another is within, and neither is within the other.
    fileprivate func cuts(_ other: Self) -> Bool {
        overlaps(other)
            && (other.lowerBound < lowerBound && other.upperBound < upperBound
                || other.lowerBound > lowerBound && other.upperBound > upperBound)
    }
}

extension Query {
    /// Calls with each operand that is no group, in the order of the text.
    func forEachOperand(_ body: (Query) -> Void) {
        switch self {
        case .boolean(let clauses): for clause in clauses { clause.query.forEachOperand(body) }
        case .near(let near): for operand in near.operands { operand.forEachOperand(body) }
        case .field(_, let query), .weighted(let query, _): query.forEachOperand(body)
        default: body(self)
        }
    }

    /// How many operands it has that are no groups. O(operands).
    var operandCount: Int {
        var count = 0
        forEachOperand { _ in count += 1 }
        return count
    }
}

/// Where in a text the parts of its query stand that an index may have something to say about: what is more than words, and what is
/// looked for in a field. Gathered while the text is read, because the tree itself knows no places.
struct QueryPlaces: Sendable {
    private var parts: [(query: Query, offset: Int)] = []
    /// The first of NEAR and its kin.
    private var near: Int?
    /// Every operand with its sign, field and weight, in the order of the text, where they are to be kept; else nil.
    private(set) var operands: [(query: Query, range: Range<Int>)]?

    /// - Parameter keepsOperands: whether the places of all operands are kept, which the reading of most queries does without.
    init(keepsOperands: Bool = false) { operands = keepsOperands ? [] : nil }

    /// Notes an operand that is no group.
    mutating func add(operand query: Query, in range: Range<Int>) { operands?.append((query, range)) }

    /// Puts the operands of another tree in the place of those that were read.
    mutating func replaceOperands(_ operands: [(query: Query, range: Range<Int>)]) { self.operands = operands }

    /// Notes an operand; a regular expression is noted twice, first at its slash. - Parameter isValue: whether it is looked for in a field.
    mutating func add(_ query: Query, at offset: Int, isValue: Bool) {
        if isValue ? query.isOperand : query.isPattern { parts.append((query, offset)) }
    }

    mutating func addNear(at offset: Int) { near = near ?? offset }

    /// The byte at which the first such part begins; 0 where it was not noted. O(parts).
    func offset(of query: Query) -> Int {
        if case .near = query { return near ?? 0 }
        return parts.first { $0.query == query }?.offset ?? 0
    }
}

extension Query {
    /// Whether it is an operand that stands for itself, without others in it.
    fileprivate var isOperand: Bool {
        switch self {
        case .word, .phrase: true
        default: isPattern
        }
    }

    /// Whether it is more than words.
    fileprivate var isPattern: Bool {
        switch self {
        case .prefix, .wildcard, .regularExpression, .fuzzy, .range, .exists, .wholeValue, .like: true
        case .phrase(let phrase): phrase.slop > 0 || phrase.elements.contains { if case .text = $0 { false } else { true } }
        case .everything, .nothing, .word, .boolean, .field, .weighted, .near: false
        }
    }
}

/// What has to stand near what in one field: terms, by their places in a list, and operators over the spans where they stand.
indirect enum ProximityTree: Hashable {
    /// Any of these terms, one word long; never empty.
    case anyTerm([Int])
    /// Whatever any of the operands matches.
    case anyOf([ProximityTree])
    /// The operands in order, with at most `slop` other words in between, all told.
    case sequence([ProximityTree], slop: Int)
    /// The operands with at most `distance` other words between, the third measured from the match of the first two, and so on.
    case near([ProximityTree], distance: Int, isOrdered: Bool)
    /// The operands within one sentence or paragraph; the terms stand where these begin.
    case within([ProximityTree], beginnings: [Int])

    /// Calls with every term, as often as it is there.
    func forEachTerm(_ body: (Int) -> Void) {
        switch self {
        case .anyTerm(let terms): for term in terms { body(term) }
        case .anyOf(let operands), .sequence(let operands, _), .near(let operands, _, _):
            for operand in operands { operand.forEachTerm(body) }
        case .within(let operands, let beginnings):
            for operand in operands { operand.forEachTerm(body) }
            for term in beginnings { body(term) }
        }
    }

    /// The different terms, rising.
    var terms: [Int] {
        var terms: Set<Int> = []
        forEachTerm { terms.insert($0) }
        return terms.sorted()
    }

    /// The tree with other names for its terms, and without the terms that get none: an alternative that is absent drops out, and without
    /// an operand that is required nothing is left.
    func renamed(_ name: (Int) -> Int?) -> ProximityTree? {
        switch self {
        case .anyTerm(let terms):
            let named = terms.compactMap(name)
            return named.isEmpty ? nil : .anyTerm(named)
        case .anyOf(let operands):
            let left = operands.compactMap { $0.renamed(name) }
            return left.count > 1 ? .anyOf(left) : left.first
        case .sequence(let operands, let slop): return Self.all(operands, name).map { .sequence($0, slop: slop) }
        case .near(let operands, let distance, let isOrdered):
            return Self.all(operands, name).map { .near($0, distance: distance, isOrdered: isOrdered) }
        case .within(let operands, let beginnings):
            // Where no sentence begins, the whole text is one.
            return Self.all(operands, name).map { .within($0, beginnings: beginnings.compactMap(name)) }
        }
    }

    /// Whether a term may be one word of a match twice, because it is there twice.
    var repeatsWords: Bool {
        var words: Set<Int> = []
        return repeatsWords(besides: &words)
    }

    private func repeatsWords(besides words: inout Set<Int>) -> Bool {
        switch self {
        case .anyTerm(let terms): return terms.contains { !words.insert($0).inserted }
        case .anyOf(let operands), .sequence(let operands, _), .near(let operands, _, _), .within(let operands, _):
            return operands.contains { $0.repeatsWords(besides: &words) }
        }
    }

    private static func all(_ operands: [ProximityTree], _ name: (Int) -> Int?) -> [ProximityTree]? {
        let left = operands.compactMap { $0.renamed(name) }
        return left.count == operands.count ? left : nil
    }

    /// The sum over all that is required of what each term is worth; of alternatives the one that is worth least counts.
    func weight(_ weightOfTerm: (Int) -> Double) -> Double {
        switch self {
        case .anyTerm(let terms): terms.reduce(.infinity) { min($0, weightOfTerm($1)) }
        case .anyOf(let operands): operands.reduce(.infinity) { min($0, $1.weight(weightOfTerm)) }
        case .sequence(let operands, _), .near(let operands, _, _), .within(let operands, _):
            operands.reduce(0) { $0 + $1.weight(weightOfTerm) }
        }
    }

    /// What the tree reaches at most where its terms reach so much: the least of what is required, the sum of alternatives.
    ///
    /// It holds for frequencies, as matches that are counted share no word, and for saturations, as that of a sum is not above the sum of both.
    func limit<Value: Comparable & AdditiveArithmetic>(_ limitOfTerm: (Int) -> Value) -> Value {
        switch self {
        case .anyTerm(let terms): terms.reduce(.zero) { $0 + limitOfTerm($1) }
        case .anyOf(let operands): operands.reduce(.zero) { $0 + $1.limit(limitOfTerm) }
        case .sequence(let operands, _), .near(let operands, _, _), .within(let operands, _):
            operands.dropFirst().reduce(operands[0].limit(limitOfTerm)) { min($0, $1.limit(limitOfTerm)) }
        }
    }
}

/// Gathers the operands and operators of one group, in the order of the text, into one query.
///
/// From the tightest to the loosest: `NEAR` and its kin; a sign or `NOT`; `AND`; `OR`; standing side by side. An operator that lacks
/// an operand is passed over with a warning.
struct ClauseList {
    enum Joint {
        case and, or
        case near(Query.Near.Unit)
    }

    private let matching: QueryParser.Matching
    private var clauses = OneOrMore<Query.Clause>()
    /// The largest height of a clause.
    private var height = 0
    /// What is joined by OR to what follows; then what is joined to that by AND; then the last operand.
    private var alternatives: [Operand] = []
    private var conjuncts: [Operand] = []
    private var last: Operand?
    private var joint: (kind: Joint, offset: Int)?
    private var negation: Int?

    init(matching: QueryParser.Matching) { self.matching = matching }

    mutating func add(_ operand: consuming Operand, at offset: Int, warnings: inout QueryWarnings) throws(QueryLimits.Exceeded) {
        if negation != nil {
            if operand.sign != nil { try warnings.add("operator", at: offset, "a sign after NOT is passed over") }
            operand.sign = .negated
            negation = nil
        }
        guard let (kind, jointOffset) = joint, var previous = last.take() else {
            endClause()
            last = operand
            return
        }
        joint = nil
        switch kind {
        case .and:
            conjuncts.append(previous)
        case .or:
            alternatives.append(conjunction(endingWith: previous))
        case .near(let unit):
            if operand.sign == nil {
                previous.bring(near: operand, unit)
                last = previous
                return
            }
            try warnings.add(
                "operator", at: jointOffset, "what is excluded or required cannot be near; the operator is passed over")
            last = previous
            endClause()
        }
        last = operand
    }

    mutating func join(_ kind: Joint, at offset: Int, warnings: inout QueryWarnings) throws(QueryLimits.Exceeded) {
        guard last != nil, joint == nil, negation == nil else {
            try warnings.add("operator", at: offset, "nothing to join before it; the operator is passed over")
            return
        }
        joint = (kind, offset)
    }

    /// Two NOTs are none.
    mutating func negate(at offset: Int) { negation = negation == nil ? offset : nil }

    /// The whole group, nil where it holds no operand. Warns of an operator that still waits, unless the text was cut off there.
    mutating func finish(isCutOff: Bool, warnings: inout QueryWarnings) throws(QueryLimits.Exceeded) -> Operand? {
        if !isCutOff, let offset = negation ?? joint?.offset {
            try warnings.add("operator", at: offset, "nothing follows it; the operator is passed over")
        }
        endClause()
        if let only = clauses.only, only.occurrence != .excluded { return Operand(only.query, height: height) }
        return clauses.isEmpty ? nil : Operand(.boolean(Self.completed(clauses.all)), height: height + 1)
    }
}

extension ClauseList {
    /// Room for the clauses of most groups.
    private static let usualClauses = 4

    private mutating func endClause() {
        guard let operand = last.take() else { return }
        let unsigned: Query.Occurrence = matching == .all ? .required : .optional
        if alternatives.isEmpty, conjuncts.isEmpty {
            height = max(height, operand.height)
            clauses.append(operand.clause(unsigned: unsigned), of: Self.usualClauses)
        } else if alternatives.isEmpty {
            conjuncts.append(operand)
            append(conjuncts.map { $0.clause(unsigned: .required) }, of: conjuncts, asOne: matching == .any)
            conjuncts = []
        } else {
            alternatives.append(conjunction(endingWith: operand))
            append(alternatives.map { $0.alternative() }, of: alternatives, asOne: matching == .all)
            alternatives = []
        }
    }

    /// Exclusions alone bind the whole group, as they do without AND or OR.
    private mutating func append(_ joined: [Query.Clause], of operands: [Operand], asOne: Bool) {
        let inner = Self.height(of: operands)
        if asOne, joined.contains(where: { $0.occurrence != .excluded }) {
            clauses.append(Query.Clause(matching == .all ? .required : .optional, .boolean(joined)), of: Self.usualClauses)
            height = max(height, inner + 1)
        } else {
            for clause in joined { clauses.append(clause, of: Self.usualClauses) }
            height = max(height, inner)
        }
    }

    private mutating func conjunction(endingWith operand: Operand) -> Operand {
        if conjuncts.isEmpty { return operand }
        conjuncts.append(operand)
        let joined = conjuncts.map { $0.clause(unsigned: .required) }
        defer { conjuncts = [] }
        return Operand(.boolean(Self.completed(joined)), height: Self.height(of: conjuncts) + 1)
    }

    /// A negated operand may become a group of its own.
    private static func height(of operands: [Operand]) -> Int {
        operands.reduce(0) { max($0, $1.height + ($1.sign == .negated ? 1 : 0)) }
    }

    /// Exclusions alone are taken from all documents: `-b` is `* -b`.
    static func completed(_ clauses: [Query.Clause]) -> [Query.Clause] {
        guard clauses.allSatisfy({ $0.occurrence == .excluded }) else { return clauses }
        return [Query.Clause(.optional, .everything)] + clauses
    }
}

extension ClauseList {
    /// One operand of a group with the sign before it and what `NEAR` and its kin brought to it.
    struct Operand {
        enum Sign { case required, excluded, negated }

        private(set) var query: Query
        /// Whether the query is a chain of operands near each other that may go on.
        private var isChain = false
        var sign: Sign?
        /// How many parentheses within parentheses its canonical text needs as an operand: 0 for a word.
        private(set) var height: Int

        init(_ query: consuming Query, sign: Sign? = nil, height: Int = 0) {
            self.query = query
            self.sign = sign
            self.height = height
        }

        /// A chain of one kind is one `Near`; another kind takes what there is as its first operand.
        mutating func bring(near other: Operand, _ unit: Query.Near.Unit) {
            if isChain, case .near(var near) = query, near.unit == unit {
                // What is appended to must not be held twice.
                query = .nothing
                near.operands.append(other.query)
                query = .near(near)
                height = max(height, other.height + 1)
            } else {
                query = .near(Query.Near(operands: [query, other.query], unit: unit))
                isChain = true
                height = max(height, other.height) + 1
            }
        }

        consuming func clause(unsigned: Query.Occurrence) -> Query.Clause {
            switch sign {
            case nil: Query.Clause(unsigned, query)
            case .required: Query.Clause(.required, query)
            case .excluded, .negated: Query.Clause(.excluded, query)
            }
        }

        /// As `clause`, but `a OR NOT b` is any with an a and any without a b.
        func alternative() -> Query.Clause {
            guard sign == .negated else { return clause(unsigned: .optional) }
            return Query.Clause(.optional, .boolean(ClauseList.completed([clause(unsigned: .optional)])))
        }
    }
}

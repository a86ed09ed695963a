/// One pass over a query's text. Groups wait on a stack of their own, so no text can exhaust the thread's.
///
/// What an operand may begin with is read here; words, fields and phrases in the extensions.
struct QueryReader {
    /// A group that has been opened, and what stood before it.
    private struct Group {
        var list: ClauseList
        var lead = Lead()
        var offset = 0
    }

    /// What stands before an operand: a sign, the fields to look into.
    struct Lead {
        var sign: ClauseList.Operand.Sign?
        var fields: [String]?
        /// Where the field's name stands, to be read as a word where no value follows.
        var name: Range<Int>?
    }

    let text: QueryText
    let isField: (String) -> Bool
    let limits: QueryLimits
    var warnings: QueryWarnings
    var places: QueryPlaces
    /// A query of operators alone looks for them as words.
    var takesOperatorsAsWords = false
    /// Whether operators were met.
    private(set) var passedOperators = false
    /// The next byte to read.
    var offset = 0

    private let matching: QueryParser.Matching
    private var list: ClauseList
    private var groups: [Group] = []
    private var clauseCount = 0

    init(
        _ text: QueryText, isField: @escaping (String) -> Bool, matching: QueryParser.Matching, limits: QueryLimits,
        keepsOperands: Bool = false
    ) {
        places = QueryPlaces(keepsOperands: keepsOperands)
        self.text = text
        self.isField = isField
        self.matching = matching
        self.limits = limits
        warnings = QueryWarnings(max: limits.clauses)
        list = ClauseList(matching: matching)
    }

    /// How many groups are open.
    var depth: Int { groups.count }

    /// The whole query, nil where it asks for nothing.
    mutating func read() throws(QueryLimits.Exceeded) -> Query? {
        while true {
            offset = text.skippingSpaces(from: offset, to: text.end)
            guard offset < text.end else { break }
            if text[offset] == UInt8(ascii: ")") {
                try closeGroup()
            } else if try !readOperator() {
                try readOperand()
            }
        }
        let isCutOff = !groups.isEmpty
        if isCutOff { try warnings.add("group", at: text.end, "\")\" expected before the end") }
        while !groups.isEmpty { try endGroup(isCutOff: isCutOff) }
        return try finishList(isCutOff: isCutOff)?.query
    }

    /// What was read, with its warnings.
    consuming func parsed(_ query: consuming Query) -> ParsedQuery {
        ParsedQuery(query: query, warnings: warnings.inOrder(), places: places)
    }

    mutating func countClause() throws(QueryLimits.Exceeded) {
        clauseCount += 1
        guard clauseCount <= limits.clauses else { throw QueryLimits.Exceeded(.clauses, max: limits.clauses) }
    }

    /// Hands an operand with its lead to the group that is open. One of nil asks for nothing.
    mutating func finish(
        _ query: consuming Query?, height: Int = 0, _ lead: Lead, weight: Double?, at start: Int, isGroup: Bool = false
    ) throws(QueryLimits.Exceeded) {
        guard var query else {
            if lead.sign != nil { try warnings.add("operator", at: start, "no word follows the sign; it is passed over") }
            return
        }
        var height = height
        places.add(query, at: start, isValue: lead.fields != nil || !groups.isEmpty || weight != nil)
        if isGroup {
            places.add(groupIn: start..<max(start, offset))
        } else {
            places.add(operand: query, in: start..<max(start, offset))
        }
        if let fields = lead.fields {
            if query.isWrapped { height += 1 }
            query = .field(fields, query)
        }
        if let weight, weight != 1 {
            if case .weighted = query { height += 1 }
            query = .weighted(query, weight)
        }
        try bound(height)
        try list.add(ClauseList.Operand(query, sign: lead.sign, height: height), at: start, warnings: &warnings)
    }

    private func bound(_ height: Int) throws(QueryLimits.Exceeded) {
        guard height <= limits.nesting else { throw QueryLimits.Exceeded(.nesting, max: limits.nesting) }
    }

    /// The open group as an operand; the query as a whole needs no parentheses.
    private mutating func finishList(isCutOff: Bool) throws(QueryLimits.Exceeded) -> ClauseList.Operand? {
        let operand = try list.finish(isCutOff: isCutOff, warnings: &warnings)
        if let operand { try bound(operand.height - 1) }
        return operand
    }
}

extension QueryReader {
    mutating func openGroup(_ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) {
        guard groups.count < limits.nesting else { throw QueryLimits.Exceeded(.nesting, max: limits.nesting) }
        groups.append(Group(list: list, lead: lead, offset: start))
        list = ClauseList(matching: matching)
        offset += 1
    }

    private mutating func closeGroup() throws(QueryLimits.Exceeded) {
        offset += 1
        guard !groups.isEmpty else {
            try warnings.add("group", at: offset - 1, "no group is open here; the parenthesis is passed over")
            return
        }
        try endGroup(isCutOff: false)
    }

    private mutating func endGroup(isCutOff: Bool) throws(QueryLimits.Exceeded) {
        let operand = try finishList(isCutOff: isCutOff)
        guard let group = groups.popLast() else { return }
        list = group.list
        let suffixes = try suffixesAfterOperand(allowsDistance: false)
        if operand == nil, !isCutOff {
            try countClause()
            try warnings.add("empty", at: group.offset, "there is nothing in these parentheses; they are passed over")
        }
        guard operand != nil || !isCutOff else { return }
        try finish(
            operand?.query, height: operand?.height ?? 0, group.lead, weight: suffixes.weight, at: group.offset, isGroup: true)
    }

    /// Reads AND, OR, NOT, NEAR and its kin where one of them is the next word.
    private mutating func readOperator() throws(QueryLimits.Exceeded) -> Bool {
        guard !takesOperatorsAsWords, text.mayBeKeyword(at: offset), let (keyword, end) = keyword() else { return false }
        passedOperators = true
        switch keyword {
        case .not: list.negate(at: offset)
        case .joint(let joint):
            if case .near = joint { places.addNear(at: offset) }
            try list.join(joint, at: offset, warnings: &warnings)
        }
        offset = end
        return true
    }
}

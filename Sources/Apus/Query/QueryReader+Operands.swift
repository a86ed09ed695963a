extension QueryReader {
    /// Reads what stands at `offset`, which is neither space nor `)`: a sign, a field, and a group, a quote or a word.
    mutating func readOperand() throws(QueryLimits.Exceeded) {
        let start = offset
        var lead = Lead()
        let signs = readSigns()
        if signs > 0 {
            guard offset < text.end, text.spaceLength(at: offset) == 0, text[offset] != UInt8(ascii: ")") else {
                if signs == 1 { try warnings.add("operator", at: start, "a sign on its own; it is passed over") }
                return
            }
            if signs > 1 {
                try warnings.add("operator", at: start, "more than one sign; they are passed over")
            } else {
                lead.sign = text[start] == UInt8(ascii: "+") ? .required : .excluded
            }
        }
        if let fields = try readFieldGroup() {
            lead.fields = fields
            try readValue(lead, at: start)
        } else if text[offset] == UInt8(ascii: "(") {
            try openGroup(lead, at: start)
        } else if text.quote(at: offset) != nil {
            try readQuoted(lead, at: start)
        } else if try !readRegularExpression(lead, at: start) {
            try readWord(lead, at: start)
        }
    }

    /// Moves past `+` and `-` and returns how many there were. Only one on its own counts: `--all` is a word.
    private mutating func readSigns() -> Int {
        let start = offset
        while text[offset] == UInt8(ascii: "+") || text[offset] == UInt8(ascii: "-") { offset += 1 }
        return offset - start
    }

    /// Reads a word that stands in no field: a term, or `name:` and a value.
    private mutating func readWord(_ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) {
        let word = offset..<text.wordEnd(from: offset)
        if let colon = text.firstPlace(of: UInt8(ascii: ":"), in: word), colon > word.lowerBound,
            try readNamed(word.lowerBound..<colon, in: word, lead, at: start)
        {
            return
        }
        offset = word.upperBound
        try finishTerm(word, lead, at: start)
    }

    /// Hands in a word as a term of its own; operators are words here.
    mutating func finishTerm(_ word: Range<Int>, _ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) {
        if lead.fields == nil, text.mayBeKeyword(at: word.lowerBound) {
            if text.keyword(in: word) != nil {
                try countClause()
                try warnings.add("operator", at: word.lowerBound, "an operator without operands; it is read as a word")
                return try finish(.phrase(Query.Phrase(text[word])), lead, weight: nil, at: start)
            }
            if let wrong = text.refusedKeyword(in: word) {
                try warnings.add("operator", at: word.lowerBound, "\(wrong); it is read as a word")
            }
        }
        let suffixes = suffixes(of: word, keeping: 1)
        let term = try term(word.lowerBound..<suffixes.start, suffixes, isValue: lead.fields != nil)
        if term != nil { try countClause() }
        try finish(term, lead, weight: try weight(of: suffixes), at: start)
    }

    /// Reads a quoted phrase with its suffixes.
    mutating func readQuoted(_ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) {
        let opening = offset
        try countClause()
        let inside = try readQuotes()
        var phrase = try phrase(in: inside)
        let suffixes = try suffixesAfterOperand(allowsDistance: true)
        if phrase == nil, lead.fields != nil, !text.trimmed(inside).isEmpty { phrase = Query.Phrase(text[text.trimmed(inside)]) }
        if phrase == nil { try warnings.add("empty", at: opening, "there is no word in these quotes; they are passed over") }
        if let slop = suffixes.distance { phrase?.slop = slop }
        try finish(phrase.map(Query.phrase), height: phrase?.depth ?? 0, lead, weight: suffixes.weight, at: start)
    }

    /// Moves past a quote and what closes it, and returns the range between them.
    mutating func readQuotes() throws(QueryLimits.Exceeded) -> Range<Int> {
        let opening = offset
        guard let quote = text.quote(at: opening) else { return offset..<offset }
        let start = opening + quote.length
        guard let closing = text.closingQuote(from: start, of: quote) else {
            try warnings.add("quote", at: opening, "this quote is not closed; it is read as closed at the end")
            offset = text.end
            return start..<text.end
        }
        offset = closing.offset + closing.length
        return start..<closing.offset
    }

    /// Reads `/…/` where a slash closes it at the end of a word; else it is text, as paths are.
    mutating func readRegularExpression(_ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) -> Bool {
        guard text[offset] == UInt8(ascii: "/") else { return false }
        var closing = offset + 1
        while closing < text.end, text[closing] != UInt8(ascii: "/"), text.spaceLength(at: closing) == 0 {
            closing += text[closing] == UInt8(ascii: "\\") ? 2 : 1
        }
        let pattern = offset + 1..<max(offset + 1, min(closing, text.end))
        guard text[closing] == UInt8(ascii: "/"), !pattern.isEmpty else { return false }
        let after = suffixes(of: closing + 1..<text.wordEnd(from: closing + 1), keeping: 0)
        guard after.start == closing + 1 else { return false }
        places.add(.regularExpression(text[pattern]), at: offset, isValue: false)
        offset = closing + 1
        let suffixes = try suffixesAfterOperand(allowsDistance: false)
        try countClause()
        try finish(.regularExpression(text[pattern]), lead, weight: suffixes.weight, at: start)
        return true
    }
}

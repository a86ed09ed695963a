extension QueryReader {
    /// Reads `="minerals deal"` or `=word`.
    mutating func readWholeValue(_ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) {
        offset += 1
        guard let (value, weight) = try readLiteral() else { return try finishName(lead, at: start) }
        try countClause()
        try finish(.wholeValue(value), lead, weight: weight, at: start)
    }

    /// Reads `<10`, `<=10`, `>10`, `>=10`.
    mutating func readComparison(_ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) {
        let isUpper = text[offset] == UInt8(ascii: "<")
        offset += 1
        let isIncluded = text[offset] == UInt8(ascii: "=")
        if isIncluded { offset += 1 }
        if isMissing(at: offset), try !skipToValue() { return try finishName(lead, at: start) }
        guard let (bound, weight) = try readLiteral() else { return try finishName(lead, at: start) }
        try countClause()
        let range = Query.Range(
            lower: isUpper ? nil : bound, upper: isUpper ? bound : nil,
            includesLower: isUpper || isIncluded, includesUpper: !isUpper || isIncluded)
        try finish(.range(range), lead, weight: weight, at: start)
    }

    /// Reads `[a TO b]` with either kind of bracket at each end: square ones include the bound, curly ones do not.
    mutating func readRange(_ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) {
        let opening = offset
        var place = offset + 1
        guard let lower = bound(at: &place), isTo(at: &place), let upper = bound(at: &place) else {
            try warnings.add("range", at: opening, "a range is written [a TO b]; it is read as text")
            while isOpening(text[offset]) { offset += 1 }
            return isMissing(at: offset) ? try finishName(lead, at: start) : try readValue(lead, at: start)
        }
        place = text.skippingSpaces(from: place, to: text.end)
        let closing = text[place]
        if closing == UInt8(ascii: "]") || closing == UInt8(ascii: "}") {
            place += 1
        } else {
            try warnings.add("range", at: opening, "\"]\" expected; the range is read as closed after its second bound")
        }
        offset = place
        let suffixes = try suffixesAfterOperand(allowsDistance: false)
        try countClause()
        let range = Query.Range(
            lower: lower.text, upper: upper.text,
            includesLower: lower.text == nil || text[opening] == UInt8(ascii: "["),
            includesUpper: upper.text == nil || closing != UInt8(ascii: "}"))
        try finish(.range(range), lead, weight: suffixes.weight, at: start)
    }

    private func isOpening(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"): true
        default: false
        }
    }

    private func isTo(at place: inout Int) -> Bool {
        guard let word = boundWord(at: &place) else { return false }
        return text.holds(word, "TO") || text.holds(word, "to")
    }

    /// A bound as written; nil where `*` leaves that end open.
    private struct Bound { var text: String? }

    /// One bound: a quoted string, `*`, or what stands before space or bracket.
    private func bound(at place: inout Int) -> Bound? {
        place = text.skippingSpaces(from: place, to: text.end)
        if let quote = text.quote(at: place) {
            let start = place + quote.length
            guard let closing = text.closingQuote(from: start, of: quote) else { return nil }
            place = closing.offset + closing.length
            return Bound(text: text[start..<closing.offset])
        }
        guard let word = boundWord(at: &place) else { return nil }
        return Bound(text: text.holds(word, "*") ? nil : text[word])
    }

    private func boundWord(at place: inout Int) -> Range<Int>? {
        let start = text.skippingSpaces(from: place, to: text.end)
        let word = text.bytes[start..<text.wordEnd(from: start)]
        place = word.firstIndex { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "}") } ?? word.endIndex
        return place > start ? start..<place : nil
    }
}

extension QueryReader {
    /// Reads `(title,text):` where a value follows, one of the names is a field's, and each of the others is one word.
    mutating func readFieldGroup() throws(QueryLimits.Exceeded) -> [String]? {
        guard text[offset] == UInt8(ascii: "(") else { return nil }
        let rest = text.bytes[(offset + 1)...]
        guard let close = rest.firstIndex(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")") }),
            text[close] == UInt8(ascii: ")"), text[close + 1] == UInt8(ascii: ":"), !isMissing(at: close + 2)
        else { return nil }
        var fields: [String] = []
        var unknown: [Range<Int>] = []
        for name in text.bytes[offset + 1..<close].split(separator: UInt8(ascii: ",")).map({ text.trimmed($0.indices) }) {
            if !isField(text[name]) {
                // Words and quotes in parentheses that happen to end before a colon.
                if name.contains(where: { text.spaceLength(at: $0) > 0 || text.quote(at: $0) != nil }) { return nil }
                unknown.append(name)
            } else if !fields.contains(where: { $0.isExactly(text[name]) }) {
                fields.append(text[name])
            }
        }
        guard !fields.isEmpty else { return nil }
        for name in unknown { try warnings.add("field", at: name.lowerBound, "no field has this name; it is passed over") }
        offset = close + 2
        return fields
    }

    /// Reads what `name:` at the start of a word begins, when it is a field's name or `like`. Where it is neither, and nothing else
    /// explains the colon, a warning says so.
    mutating func readNamed(
        _ name: Range<Int>, in word: Range<Int>, _ lead: Lead, at start: Int
    ) throws(QueryLimits.Exceeded) -> Bool {
        var lead = lead
        lead.name = name
        let value = name.upperBound + 1
        if text.holds(name, "like") {
            offset = value
            try readLike(lead, at: start)
        } else if isField(text[name]) {
            offset = value
            lead.fields = [text[name]]
            try readValue(lead, at: start)
        } else {
            if looksLikeField(name, valueAt: value) {
                try warnings.add("field", at: name.lowerBound, "no field has the name before the colon; it is read as text")
            }
            return false
        }
        return true
    }

    /// Reads the value of a field, with a warning where a space stands before it.
    mutating func readValue(_ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) {
        if isMissing(at: offset) {
            guard try skipToValue() else { return try finishName(lead, at: start) }
        }
        switch text[offset] {
        case UInt8(ascii: "("): try openGroup(lead, at: start)
        case UInt8(ascii: "="): try readWholeValue(lead, at: start)
        case UInt8(ascii: "<"), UInt8(ascii: ">"): try readComparison(lead, at: start)
        case UInt8(ascii: "["), UInt8(ascii: "{"): try readRange(lead, at: start)
        default: try readPlainValue(lead, at: start)
        }
    }

    func isMissing(at offset: Int) -> Bool {
        offset >= text.end || text[offset] == UInt8(ascii: ")") || text.spaceLength(at: offset) > 0
    }

    /// Reads a quote, a regular expression or a word as the value of a field.
    private mutating func readPlainValue(_ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) {
        if text.quote(at: offset) != nil { return try readQuoted(lead, at: start) }
        if try readRegularExpression(lead, at: start) { return }
        let word = offset..<text.wordEnd(from: offset)
        offset = word.upperBound
        try finishTerm(word, lead, at: start)
    }

    /// Moves over the space after a colon or a comparison to a value, if there is one.
    mutating func skipToValue() throws(QueryLimits.Exceeded) -> Bool {
        let value = text.skippingSpaces(from: offset, to: text.end)
        switch text[value] {
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return false
        default: break
        }
        guard !isMissing(at: value), text.keyword(in: value..<text.wordEnd(from: value)) == nil else { return false }
        try warnings.add("field", at: offset, "the value of a field follows without a space; it is read as if it did")
        offset = value
        return true
    }

    /// A field's name without a value is a word.
    mutating func finishName(_ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) {
        try warnings.add("field", at: offset, "no value follows; the name is read as a word")
        guard let name = lead.name else { return }
        try finishTerm(name, Lead(sign: lead.sign), at: start)
    }

    private mutating func readLike(_ lead: Lead, at start: Int) throws(QueryLimits.Exceeded) {
        guard let (id, weight) = try readLiteral() else { return try finishName(lead, at: start) }
        try countClause()
        try finish(.like(id: id), lead, weight: weight, at: start)
    }

    /// Reads a quoted string, or a word as it stands but for a weight; nil where there is neither or nothing in the quotes.
    mutating func readLiteral() throws(QueryLimits.Exceeded) -> (value: String, weight: Double?)? {
        if text.quote(at: offset) != nil {
            let inside = try readQuotes()
            let suffixes = try suffixesAfterOperand(allowsDistance: false)
            return inside.isEmpty ? nil : (text[inside], suffixes.weight)
        }
        let word = offset..<text.wordEnd(from: offset)
        if word.isEmpty { return nil }
        offset = word.upperBound
        let found = suffixes(of: word, keeping: 1)
        if found.tilde != nil { return (text[word], nil) }
        return (text[word.lowerBound..<found.start], try weight(of: found))
    }

    /// Whether nothing but a field explains a colon: not `http://`, `12:30`, `std::sort`, `C:\`, `note: that`.
    private func looksLikeField(_ name: Range<Int>, valueAt value: Int) -> Bool {
        let isName = text.bytes[name].allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...: true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isName, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[name.lowerBound]) else { return false }
        switch text[value] {
        case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: ":"): return false
        default: return !isMissing(at: value)
        }
    }
}

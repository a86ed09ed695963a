extension QueryReader {
    /// The phrase between two quotes, nil where it holds no word.
    ///
    /// In it `*` right after a letter or digit, `?` between two of them and `( … OR … )` are operators; all else is text. A text
    /// without operators is kept as it stands, also the quotes of other kinds in it unless they are to part words.
    mutating func phrase(
        in quoted: Range<Int>, quotesPartWords: Bool = false
    ) throws(QueryLimits.Exceeded) -> Query.Phrase? {
        let inside = text.trimmed(quoted)
        try text.boundWords(in: inside, max: limits.phraseWords)
        if !quotesPartWords, isPlain(inside) { return text.holdsLetter(inside) ? Query.Phrase(text[inside]) : nil }
        let groups = try alternationGroups(in: inside)
        var parts = PhraseParts()
        var isText = true
        var place = inside.lowerBound
        while place < inside.upperBound {
            if let other = groups[place] {
                try openOrClose(isOpening: other > place, at: place, &parts)
                isText = false
            }
            let length = separatorLength(at: place)
            if length == 0 {
                let chunk = place..<chunkEnd(from: place, in: inside)
                place = max(chunk.upperBound, place + 1)
                isText = try read(chunk, into: &parts) && isText
            } else {
                isText = isText && !(quotesPartWords && text.quote(at: place) != nil)
                place += length
            }
        }
        guard let elements = parts.finish() else { return nil }
        return isText ? Query.Phrase(text[inside]) : Query.Phrase(elements: elements)
    }

    /// Whether a phrase can hold no operator.
    private func isPlain(_ inside: Range<Int>) -> Bool {
        !text.bytes[inside].contains { byte in
            byte == UInt8(ascii: "(") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
        }
    }

    /// Reads one word of a phrase; false where it is an operator.
    private mutating func read(
        _ chunk: Range<Int>, into parts: inout PhraseParts
    ) throws(QueryLimits.Exceeded) -> Bool {
        if parts.depth > 0, text.holds(chunk, "OR") {
            if !parts.endAlternative() { try warnings.add("empty", at: chunk.lowerBound, "nothing stands before this OR") }
            return false
        }
        let star = text.firstPlace(of: UInt8(ascii: "*"), in: chunk)
        let hasQuestion = text.firstPlace(of: UInt8(ascii: "?"), in: chunk) != nil
        guard star != nil || hasQuestion else {
            if text.holdsLetter(chunk) { parts.append(word: text.bytes[chunk]) }
            return true
        }
        if !hasQuestion, let star, let stem = stem(before: star, in: chunk) {
            parts.append(.prefix(text[stem]))
        } else {
            parts.append(.wildcard(text[chunk]))
        }
        return false
    }

    /// The length of what parts words and is no operator at a place of a phrase: white space, a parenthesis, a quote.
    private func separatorLength(at place: Int) -> Int {
        switch text[place] {
        case UInt8(ascii: "("), UInt8(ascii: ")"): 1
        default: max(text.spaceLength(at: place), text.quote(at: place)?.length ?? 0)
        }
    }

    /// Where a word of a phrase ends: at a separator, or at a `*` or `?` that is no operator.
    private func chunkEnd(from start: Int, in inside: Range<Int>) -> Int {
        let rest = start..<inside.upperBound
        return rest.first { place in
            switch text[place] {
            case UInt8(ascii: "*"): !text.isLetter(before: place, from: start)
            case UInt8(ascii: "?"): !isWildcard(at: place, in: rest)
            default: separatorLength(at: place) > 0
            }
        } ?? inside.upperBound
    }

    private mutating func openOrClose(
        isOpening: Bool, at place: Int, _ parts: inout PhraseParts
    ) throws(QueryLimits.Exceeded) {
        if isOpening {
            guard depth + parts.depth < limits.nesting else { throw QueryLimits.Exceeded(.nesting, max: limits.nesting) }
            try countClause()
            parts.beginGroup()
        } else {
            if !parts.endAlternative() { try warnings.add("empty", at: place, "nothing stands after the last OR") }
            parts.endGroup()
        }
    }

    /// The places of the parentheses with an `OR` directly between them, each with that of its other half.
    private mutating func alternationGroups(in inside: Range<Int>) throws(QueryLimits.Exceeded) -> [Int: Int] {
        guard text.bytes[inside].contains(UInt8(ascii: "(")) else { return [:] }
        var groups: [Int: Int] = [:]
        var open: [(place: Int, hasOr: Bool)] = []
        var place = inside.lowerBound
        while place < inside.upperBound {
            let word = place..<min(text.wordEnd(from: place), inside.upperBound)
            if text[place] == UInt8(ascii: "(") {
                open.append((place, false))
            } else if text[place] == UInt8(ascii: ")") {
                if let group = open.popLast(), group.hasOr {
                    groups[group.place] = place
                    groups[place] = group.place
                }
            } else if text.holds(word, "OR"), !open.isEmpty {
                open[open.count - 1].hasOr = true
            }
            place = max(word.upperBound, place + max(1, separatorLength(at: place)))
        }
        for group in open where group.hasOr {
            try warnings.add("group", at: group.place, "this parenthesis is not closed within the quotes; it is read as text")
        }
        return groups
    }
}

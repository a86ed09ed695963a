extension QueryReader {
    /// The operator that is the next word, with its end.
    func keyword() -> (QueryText.Keyword, end: Int)? {
        guard text.mayBeKeyword(at: offset) else { return nil }
        let end = text.wordEnd(from: offset)
        return text.keyword(in: offset..<end).map { ($0, end) }
    }

    /// What a word without its suffixes looks for; nil where it holds no letter or digit and is no value of a field.
    mutating func term(_ core: Range<Int>, _ suffixes: Suffixes, isValue: Bool) throws(QueryLimits.Exceeded) -> Query? {
        try text.boundWords(in: core, max: limits.phraseWords)
        let pattern = pattern(in: core, isValue: isValue)
        if pattern == nil, !isValue, !text.holdsLetter(core) { return nil }
        guard let (mark, number) = suffixes.tilde else { return pattern ?? .word(text[core]) }
        if let pattern {
            try warnings.add("pattern", at: mark, "a pattern is not fuzzy too; the ~ is passed over")
            return pattern
        }
        let edits = try edits(number, at: mark)
        return edits == 0 ? .word(text[core]) : .fuzzy(text[core], edits: edits)
    }

    private mutating func edits(_ number: Range<Int>, at mark: Int) throws(QueryLimits.Exceeded) -> Int {
        if number.isEmpty { return 1 }
        guard let edits = text.whole(number) else {
            try warnings.add("distance", at: mark, "edits are 1 or 2; read as 1")
            return 1
        }
        if edits > 2 { try warnings.add("distance", at: mark, "edits are 1 or 2; read as 2") }
        return min(edits, 2)
    }

    /// What a bare word with `*`, or with `?` between letters, stands for; nil where it has none or holds no letter beside them.
    private func pattern(in core: Range<Int>, isValue: Bool) -> Query? {
        var firstStar: Int?
        var firstQuestion: Int?
        for place in core {
            switch text[place] {
            case UInt8(ascii: "*"): firstStar = firstStar ?? place
            case UInt8(ascii: "?"): if firstQuestion == nil, isWildcard(at: place, in: core) { firstQuestion = place }
            default: break
            }
        }
        if let question = firstQuestion, isAddress(core, before: question) { firstQuestion = nil }
        guard firstStar != nil || firstQuestion != nil else { return nil }
        if text.bytes[core].allSatisfy({ $0 == UInt8(ascii: "*") }) { return isValue ? .exists : .everything }
        guard isValue || text.holdsLetter(core) else { return nil }
        if firstQuestion == nil, let firstStar, let stem = stem(before: firstStar, in: core) { return .prefix(text[stem]) }
        return .wildcard(joiningStars(core))
    }

    /// Whether a word is an address like `https://example.org/?page=2`, whose question mark is no wildcard.
    private func isAddress(_ word: Range<Int>, before question: Int) -> Bool {
        guard let colon = text.firstPlace(of: UInt8(ascii: ":"), in: word.lowerBound..<question) else { return false }
        return text[colon + 1] == UInt8(ascii: "/") && text[colon + 2] == UInt8(ascii: "/")
    }

    /// What stands before the only run of stars of a word, when at most punctuation follows it: `pursu` of `pursu*,`.
    func stem(before star: Int, in core: Range<Int>) -> Range<Int>? {
        var rest = star
        while rest < core.upperBound, text[rest] == UInt8(ascii: "*") { rest += 1 }
        for byte in text.bytes[rest..<core.upperBound] where byte >= 0x80 || byte == UInt8(ascii: "*") { return nil }
        guard star > core.lowerBound, !text.holdsLetter(rest..<core.upperBound) else { return nil }
        return core.lowerBound..<star
    }

    /// Whether the `?` at a place stands for a character: between two letters or digits.
    func isWildcard(at place: Int, in word: Range<Int>) -> Bool {
        place + 1 < word.upperBound && text.isLetter(at: place + 1) && text.isLetter(before: place, from: word.lowerBound)
    }

    private func joiningStars(_ core: Range<Int>) -> String {
        let star = UInt8(ascii: "*")
        let kept = core.filter { text[$0] != star || $0 == core.lowerBound || text[$0 - 1] != star }
        return String(decoding: kept.map { text[$0] }, as: UTF8.self)
    }
}

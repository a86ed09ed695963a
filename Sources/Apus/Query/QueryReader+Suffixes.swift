extension QueryReader {
    /// What follows an operand at once: `~2` (edits or slop) and `^2` (weight).
    struct Suffixes {
        /// Where they begin.
        var start: Int
        /// The product of the weights as written.
        var weight: Double?
        /// Text between `~` and the next suffix, digits or empty, with the place of `~`.
        var tilde: (offset: Int, number: Range<Int>)?
        /// The place of a weight that cannot be one: `^-1`.
        var refusedWeight: Int?
    }

    /// Suffixes at the end of a word, with at least so many bytes left before them.
    ///
    /// Of several weights the product counts, so that the rest never ends in one.
    func suffixes(of word: Range<Int>, keeping least: Int) -> Suffixes {
        var found = Suffixes(start: word.upperBound)
        while found.start > word.lowerBound {
            var mark = found.start
            while mark > word.lowerBound, isOfNumber(text[mark - 1]) { mark -= 1 }
            mark -= 1
            guard mark >= word.lowerBound + least else { break }
            let number = mark + 1..<found.start
            if text[mark] == UInt8(ascii: "^"), let weight = weight(number) {
                found.weight = min((found.weight ?? 1) * weight, 2 * QueryLimits.weight)
            } else if text[mark] == UInt8(ascii: "~"), text.bytes[number].allSatisfy(isDecimal) {
                found.tilde = found.tilde ?? (mark, number)
            } else {
                if text[mark] == UInt8(ascii: "^"), number.count > 1, isSigned(number) { found.refusedWeight = mark }
                break
            }
            found.start = mark
        }
        return found
    }

    /// Reads the suffixes that follow a quote, a group, a range or a regular expression at once.
    mutating func suffixesAfterOperand(
        allowsDistance: Bool
    ) throws(QueryLimits.Exceeded) -> (weight: Double?, distance: Int?) {
        guard text[offset] == UInt8(ascii: "^") || text[offset] == UInt8(ascii: "~") else { return (nil, nil) }
        let start = offset
        let end = text.wordEnd(from: start)
        let found = suffixes(of: start..<end, keeping: 0)
        guard found.start == start else {
            try refuseSuffix(at: start, found, allowsDistance: allowsDistance)
            return (nil, nil)
        }
        offset = end
        var distance: Int?
        if let (mark, number) = found.tilde {
            distance = allowsDistance ? text.whole(number) : nil
            if distance == nil { try warnings.add("distance", at: mark, "a whole number follows the ~ of a phrase; passed over") }
        }
        return (try weight(of: found), distance)
    }

    /// Says why what stands behind an operand at once is a word of its own.
    private mutating func refuseSuffix(
        at start: Int, _ found: Suffixes, allowsDistance: Bool
    ) throws(QueryLimits.Exceeded) {
        if found.refusedWeight == start {
            _ = try weight(of: found)
        } else if text[start] == UInt8(ascii: "^") {
            try warnings.add("weight", at: start, "a number follows a ^; it is read as text")
        } else if allowsDistance {
            try warnings.add("distance", at: start, "a whole number follows the ~ of a phrase; it is read as text")
        }
    }

    /// The weight of suffixes, no larger than `QueryLimits.weight`.
    mutating func weight(of suffixes: Suffixes) throws(QueryLimits.Exceeded) -> Double? {
        if let mark = suffixes.refusedWeight {
            try warnings.add("weight", at: mark, "a weight is not negative; it is read as text")
        }
        guard let weight = suffixes.weight, weight > QueryLimits.weight else { return suffixes.weight }
        try warnings.add("weight", at: suffixes.start, "a weight is at most 1000000")
        return QueryLimits.weight
    }

    private func weight(_ number: Range<Int>) -> Double? {
        guard let first = text.bytes[number].first, isDecimal(first), let last = text.bytes[number].last, QueryText.isDigit(last),
            let weight = Double(text[number])
        else { return nil }
        return min(weight, 2 * QueryLimits.weight)
    }

    private func isSigned(_ number: Range<Int>) -> Bool {
        text[number.lowerBound] == UInt8(ascii: "-") && isDecimal(text[number.lowerBound + 1])
    }

    private func isDecimal(_ byte: UInt8) -> Bool { QueryText.isDigit(byte) || byte == UInt8(ascii: ".") }

    private func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
        default: isDecimal(byte)
        }
    }
}

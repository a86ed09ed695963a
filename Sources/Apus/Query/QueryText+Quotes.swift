extension QueryText {
    /// A quote character. One of a family closes what one of that family opened, so “ ”, „ “ and » « are all pairs.
    struct Quote: Equatable {
        enum Family: CaseIterable { case straight, curly, angle }
        var family: Family
        var length: Int
    }

    /// The quote character at an offset. A straight one between two Hebrew letters is part of their word (צה"ל).
    func quote(at offset: Int) -> Quote? {
        switch self[offset] {
        case UInt8(ascii: "\""):
            return isBetweenHebrewLetters(offset) ? nil : Quote(family: .straight, length: 1)
        case 0xC2 where self[offset + 1] == 0xAB || self[offset + 1] == 0xBB:
            return Quote(family: .angle, length: 2)
        case 0xE2 where self[offset + 1] == 0x80 && (0x9C...0x9F).contains(self[offset + 2]):
            return Quote(family: .curly, length: 3)
        case 0xEF where self[offset + 1] == 0xBC && self[offset + 2] == 0x82:
            return Quote(family: .straight, length: 3)
        default:
            return nil
        }
    }

    /// The quote that closes what `opening` opened before `start`: the next one of its family. Where there is none, a straight quote
    /// and a curly ” close each other's, unless something else is opened before.
    ///
    /// A search that finds none of the family runs to the end, but then no later quote is of that family: O(n) in all.
    func closingQuote(from start: Int, of opening: Quote) -> (offset: Int, length: Int)? {
        var other: (offset: Int, length: Int)?
        var canMix = opening.family != .angle
        var offset = start
        while offset < end {
            guard let quote = quote(at: offset) else {
                offset += 1
                continue
            }
            if quote.family == opening.family { return (offset, quote.length) }
            if canMix, quote.family == .straight || self[offset + 2] == 0x9D { other = (offset, quote.length) }
            canMix = false
            offset += quote.length
        }
        return other
    }

    private func isBetweenHebrewLetters(_ offset: Int) -> Bool {
        func isLetter(_ offset: Int) -> Bool { self[offset] == 0xD7 && (0x90...0xAA).contains(self[offset + 1]) }
        return offset >= 2 && isLetter(offset - 2) && isLetter(offset + 1)
    }
}

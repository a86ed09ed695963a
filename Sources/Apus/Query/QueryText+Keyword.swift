/// The operators that are words, and the whole numbers beside them.
extension QueryText {
    enum Keyword {
        case not
        case joint(ClauseList.Joint)
    }

    /// The distance of a NEAR without a number.
    static let nearDistance = 10

    /// Whether an operator may begin at a place, by its first letter.
    @inline(__always)
    func mayBeKeyword(at place: Int) -> Bool {
        switch self[place] {
        case UInt8(ascii: "A"), UInt8(ascii: "N"), UInt8(ascii: "O"), UInt8(ascii: "P"), UInt8(ascii: "S"): true
        default: false
        }
    }

    /// The operator that a whole word is; nil where it is a word to look for.
    func keyword(in word: Range<Int>) -> Keyword? {
        guard !word.isEmpty else { return nil }
        switch self[word.lowerBound] {
        case UInt8(ascii: "A"): return holds(word, "AND") ? .joint(.and) : nil
        case UInt8(ascii: "P"): return holds(word, "PARAGRAPH") ? .joint(.near(.paragraph)) : nil
        case UInt8(ascii: "S"): return holds(word, "SENTENCE") ? .joint(.near(.sentence)) : nil
        case UInt8(ascii: "N"):
            if holds(word, "NOT") { return .not }
            return begins(word, with: "NEAR") ? near(word.dropFirst(4), ordered: false) : nil
        case UInt8(ascii: "O"):
            if holds(word, "OR") { return .joint(.or) }
            return begins(word, with: "ONEAR") ? near(word.dropFirst(5), ordered: true) : nil
        default: return nil
        }
    }

    /// What is wrong with a word that begins as an operator with a number does and is none; nil where it is an ordinary word.
    func refusedKeyword(in word: Range<Int>) -> String? {
        guard let slash = firstPlace(of: UInt8(ascii: "/"), in: word) else { return nil }
        let (name, number) = (word.lowerBound..<slash, slash + 1..<word.upperBound)
        if holds(name, "NEAR") || holds(name, "ONEAR") { return "a whole number follows the / of NEAR and ONEAR" }
        let isUnit = holds(name, "SENTENCE") || holds(name, "PARAGRAPH")
        return isUnit && whole(number) != nil ? "SENTENCE and PARAGRAPH take no number" : nil
    }

    private func near(_ rest: Range<Int>, ordered: Bool) -> Keyword? {
        if rest.isEmpty { return .joint(.near(.words(Self.nearDistance, ordered: ordered))) }
        guard self[rest.lowerBound] == UInt8(ascii: "/"), let distance = whole(rest.dropFirst()) else { return nil }
        return .joint(.near(.words(distance, ordered: ordered)))
    }

    /// The value of decimal digits, no larger than `QueryLimits.distance`; nil where there are none or something else.
    func whole(_ digits: Range<Int>) -> Int? {
        if digits.isEmpty { return nil }
        var value = 0
        for digit in bytes[digits] {
            guard Self.isDigit(digit) else { return nil }
            value = min(QueryLimits.distance, value * 10 + Int(digit - UInt8(ascii: "0")))
        }
        return value
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension RegularExpressionParser {
    /// What a class has gathered so far.
    private struct Members {
        var ranges: [ClosedRange<UInt32>] = []
        /// What is folded to several characters.
        var texts: [[UInt8]] = []
    }

    /// The rest of `[…]` or `[^…]`: characters, ranges and sets. Folded before it is inverted.
    mutating func characterClass(at start: Int) throws(PatternError) -> PatternTree {
        let isInverted = takes("^")
        var members = Members()
        while true {
            guard next != nil else { throw .syntax(offset: start, reason: "this “[” is not closed") }
            if takes("]") { break }
            try takeMember(&members, isInverted: isInverted)
        }
        guard !members.ranges.isEmpty || !members.texts.isEmpty else {
            throw .syntax(offset: start, reason: "there is no character in this class")
        }
        let set = CharacterRanges(members.ranges)
        if isInverted { return .characters(set.inverted) }
        if members.texts.isEmpty { return .characters(set) }
        return .either((set.ranges.isEmpty ? [] : [.characters(set)]) + members.texts.map { .text($0) })
    }

    private mutating func takeMember(_ members: inout Members, isInverted: Bool) throws(PatternError) {
        let start = offset
        let first = try take("")
        if first == "\\", let escaped = next, let set = Self.set(escaped) {
            _ = takes(escaped)
            members.ranges += set.ranges
            return
        }
        let lower = try member(first, at: start)
        if next == "-", !isFollowed(by: "]") {
            _ = takes("-")
            let upperStart = offset
            let upper = try member(try take("this range has no end"), at: upperStart)
            guard let low = Self.only(lower), let high = Self.only(upper), low <= high else {
                throw .syntax(offset: start, reason: "“\(lower)-\(upper)” is no range")
            }
            return try add(low...high, to: &members)
        }
        if let only = Self.only(lower) { return try add(only...only, to: &members) }
        guard !isInverted else { throw .syntax(offset: start, reason: "“\(lower)” is more than one character") }
        members.texts.append(folding.bytes(String(lower)))
    }

    private mutating func member(_ character: Character, at start: Int) throws(PatternError) -> Character {
        guard character == "\\" else { return character }
        let escaped = try take("a backslash at the end")
        guard let literal = Self.literal(escaped) else {
            throw .syntax(offset: start, reason: "“\\\(escaped)” stands for no character")
        }
        return literal
    }

    private mutating func add(_ range: ClosedRange<UInt32>, to members: inout Members) throws(PatternError) {
        foldedLeft -= min(range.count, PatternFolding.mostFolded)
        guard foldedLeft >= 0 else { throw .tooLarge }
        let folded = folding.characters(range)
        members.ranges += folded.ranges
        members.texts += folded.texts
    }

    /// The scalar of a character that is one.
    private static func only(_ character: Character) -> UInt32? {
        let scalars = character.unicodeScalars
        return scalars.count == 1 ? scalars.first?.value : nil
    }
}

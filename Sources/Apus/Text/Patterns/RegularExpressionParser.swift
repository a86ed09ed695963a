/// Reads a regular expression, which a term must match as a whole. Nothing is ever matched by trying and going back.
///
///     either   = sequence { "|" sequence }
///     sequence = { atom { "*" | "+" | "?" | "{" least [ "," [ most ] ] "}" } }
///     atom     = "." | "(" [ "?:" ] either ")" | "[" class "]" | "\" escape | any other character
///     escape   = d w s D W S (digit, part of a word, white space, and all but them) | n r t | punctuation as itself
///
/// Characters are those of `String`, so an accent stays with its letter. O(bytes).
struct RegularExpressionParser {
    /// Groups within groups.
    static let mostDepth = 128
    /// Repeats of repeats without parentheses: how deep a tree is follows from this and the groups.
    private static let mostRepetitions = 2
    /// A longer repeat is read as one without end, or as one that no term is long enough for.
    private static let mostRepeats = Limits.termBytes + 1

    let folding: PatternFolding
    private let characters: [(character: Character, offset: Int)]
    private let end: Int
    private var place = 0
    private var depth = 0
    /// How many characters of classes may still be folded.
    var foldedLeft = 1 << 16

    /// The tree of a pattern, its characters folded as the field's words are.
    static func tree(of text: String, folding: PatternFolding) throws(PatternError) -> PatternTree {
        var parser = RegularExpressionParser(text, folding)
        let tree = try parser.either()
        if let extra = parser.next { throw .syntax(offset: parser.offset, reason: "“\(extra)” closes nothing") }
        return tree
    }

    private init(_ text: String, _ folding: PatternFolding) {
        self.folding = folding
        var characters: [(Character, Int)] = []
        var offset = 0
        for character in text {
            characters.append((character, offset))
            offset += character.utf8.count
        }
        (self.characters, end) = (characters, offset)
    }

    // MARK: Characters

    /// The character that comes next; nil at the end.
    var next: Character? { place < characters.count ? characters[place].character : nil }

    /// The byte at which it begins.
    var offset: Int { place < characters.count ? characters[place].offset : end }

    /// Moves past the next character and returns it.
    mutating func take(_ missing: String) throws(PatternError) -> Character {
        guard let next else { throw .syntax(offset: end, reason: missing) }
        place += 1
        return next
    }

    /// Moves past a character if it is the next one.
    mutating func takes(_ character: Character) -> Bool {
        guard next == character else { return false }
        place += 1
        return true
    }

    /// Whether the one behind the next is this.
    func isFollowed(by character: Character) -> Bool {
        place + 1 < characters.count && characters[place + 1].character == character
    }

    // MARK: Operators

    private mutating func either() throws(PatternError) -> PatternTree {
        var parts = [try sequence()]
        while takes("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .either(parts)
    }

    private mutating func sequence() throws(PatternError) -> PatternTree {
        var parts: [PatternTree] = []
        while let next, next != "|", next != ")" {
            var part = try atom()
            for _ in 0..<Self.mostRepetitions {
                guard let (least, most) = try repetition() else { break }
                part = .repeated(part, least: least, most: most)
            }
            parts.append(part)
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func atom() throws(PatternError) -> PatternTree {
        let start = offset
        let character = try take("something is missing at the end")
        switch character {
        case ".": return .anyCharacter
        case "(": return try group(at: start)
        case "[": return try characterClass(at: start)
        case "\\": return try escape(at: start)
        case "*", "+", "?", "{": throw .syntax(offset: start, reason: "there is nothing that “\(character)” could repeat")
        case "]", "}": throw .syntax(offset: start, reason: "“\(character)” closes nothing")
        case "^", "$":
            throw .syntax(
                offset: start, reason: "“\(character)” is not needed: the whole term matches; “\\\(character)” is the character")
        default: return .text(folding.bytes(String(character)))
        }
    }

    private mutating func group(at start: Int) throws(PatternError) -> PatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.mostDepth else { throw .tooDeep }
        if next == "?", isFollowed(by: ":") { place += 2 }
        let tree = try either()
        guard takes(")") else { throw .syntax(offset: start, reason: "this group is not closed") }
        return tree
    }

    private mutating func escape(at start: Int) throws(PatternError) -> PatternTree {
        let character = try take("a backslash at the end")
        if let set = Self.set(character) { return .characters(set) }
        guard let literal = Self.literal(character) else {
            throw .syntax(offset: start, reason: "“\\\(character)” stands for nothing")
        }
        return .text(folding.bytes(String(literal)))
    }

    /// The set that an escaped letter stands for.
    static func set(_ character: Character) -> CharacterRanges? {
        switch character {
        case "d": .digits
        case "w": .word
        case "s": .space
        case "D": CharacterRanges.digits.inverted
        case "W": CharacterRanges.word.inverted
        case "S": CharacterRanges.space.inverted
        default: nil
        }
    }

    /// The character that an escaped one stands for; nil for letters and digits without a meaning.
    static func literal(_ character: Character) -> Character? {
        switch character {
        case "n": "\n"
        case "r": "\r"
        case "t": "\t"
        default: character.isASCII && (character.isLetter || character.isNumber) ? nil : character
        }
    }

    // MARK: Repeats

    /// How often what stands before is repeated, where that is said.
    private mutating func repetition() throws(PatternError) -> (least: Int, most: Int?)? {
        if takes("*") { return (0, nil) }
        if takes("+") { return (1, nil) }
        if takes("?") { return (0, 1) }
        let start = offset
        guard takes("{") else { return nil }
        guard let least = number() else { throw .syntax(offset: offset, reason: "a number follows “{”") }
        var most: Int? = least
        if takes(",") { most = number() }
        guard takes("}") else { throw .syntax(offset: start, reason: "this “{” is not closed") }
        if let high = most, high < least { throw .syntax(offset: start, reason: "\(high) is less than \(least)") }
        if let high = most, high >= Self.mostRepeats { most = nil }
        return (min(least, Self.mostRepeats), most)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let digit = next?.wholeNumberValue, next?.isASCII ?? false {
            value = min(1 << 30, (value ?? 0) * 10 + digit)
            place += 1
        }
        return value
    }
}

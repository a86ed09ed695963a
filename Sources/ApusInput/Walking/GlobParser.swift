/// Reads the part of a pattern between two slashes.
struct GlobParser {
    private var rest: ArraySlice<GlobCharacter>

    /// Nil where a bracket is not closed, or where a backslash stands at the end.
    static func segment(_ part: ArraySlice<GlobCharacter>) -> GlobPattern.Segment? {
        if Array(part) == characters("**") { return .folders }
        var parser = GlobParser(rest: part)
        return parser.elements().map { .name($0) }
    }

    private mutating func elements() -> [GlobElement]? {
        var elements: [GlobElement] = []
        while let character = rest.popFirst() {
            switch character {
            case "*": if elements.last != .run { elements.append(.run) }
            case "?": elements.append(.any)
            case "[":
                guard let set = set() else { return nil }
                elements.append(set)
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                elements.append(.character(escaped))
            default: elements.append(.character(character))
            }
        }
        return elements
    }

    /// What follows an opening bracket. A closing one that comes first is a character of the set.
    private mutating func set() -> GlobElement? {
        let isNegated = take("!") || take("^")
        var ranges: [ClosedRange<GlobCharacter>] = []
        var isFirst = true
        while isFirst || !take("]") {
            isFirst = false
            if let named = namedSet() {
                ranges += named
                continue
            }
            guard let low = member() else { return nil }
            guard rest.first == "-", rest.dropFirst().first != "]", rest.count > 1 else {
                ranges.append(low...low)
                continue
            }
            rest.removeFirst()
            guard let high = member() else { return nil }
            if low <= high { ranges.append(low...high) }
        }
        return .set(ranges, isNegated: isNegated)
    }

    private mutating func member() -> GlobCharacter? {
        guard let character = rest.popFirst() else { return nil }
        return character == "\\" ? rest.popFirst() : character
    }

    /// `[:alpha:]` and its like, which POSIX has within brackets, over ASCII.
    private mutating func namedSet() -> [ClosedRange<GlobCharacter>]? {
        guard rest.starts(with: Self.characters("[:")) else { return nil }
        for (name, ranges) in Self.namedSets {
            let written = Self.characters("[:\(name):]")
            guard rest.starts(with: written) else { continue }
            rest.removeFirst(written.count)
            return ranges
        }
        return nil
    }

    private mutating func take(_ character: GlobCharacter) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    private static func characters(_ text: String) -> [GlobCharacter] { text.unicodeScalars.map { GlobCharacter($0) } }

    private static let namedSets: [(name: String, ranges: [ClosedRange<GlobCharacter>])] = [
        ("alnum", ["0"..."9", "A"..."Z", "a"..."z"]), ("alpha", ["A"..."Z", "a"..."z"]), ("blank", [" "..." ", "\t"..."\t"]),
        ("cntrl", ["\0"..."\u{1F}", "\u{7F}"..."\u{7F}"]), ("digit", ["0"..."9"]), ("graph", ["!"..."~"]), ("lower", ["a"..."z"]),
        ("print", [" "..."~"]), ("punct", ["!"..."/", ":"..."@", "["..."`", "{"..."~"]), ("space", [" "..." ", "\t"..."\r"]),
        ("upper", ["A"..."Z"]), ("xdigit", ["0"..."9", "A"..."F", "a"..."f"]),
    ]
}

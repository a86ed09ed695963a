extension Query.Phrase: CustomStringConvertible {
    /// The phrase in quotes, with its slop.
    public var description: String { Query.quoted(inside) + (slop == 0 ? "" : "~\(slop)") }

    private var inside: String { elements.map(\.description).joined(separator: " ") }
}

extension Query.Phrase.Element: CustomStringConvertible {
    /// The element as it stands within quotes.
    public var description: String {
        switch self {
        case .text(let text): text
        case .prefix(let stem): stem + "*"
        case .wildcard(let pattern): pattern
        case .alternatives(let phrases): "(\(phrases.map { Self.inside($0) }.joined(separator: " OR ")))"
        }
    }

    private static func inside(_ phrase: Query.Phrase) -> String { phrase.elements.map(\.description).joined(separator: " ") }
}

extension Query.Range: CustomStringConvertible {
    /// The range as it stands after a field's name.
    public var description: String {
        switch (lower, upper) {
        case (nil, let upper?): (includesUpper ? "<=" : "<") + Self.bound(upper)
        case (let lower?, nil): (includesLower ? ">=" : ">") + Self.bound(lower)
        default:
            (includesLower ? "[" : "{") + (lower.map(Self.bound) ?? "*") + " TO " + (upper.map(Self.bound) ?? "*")
                + (includesUpper ? "]" : "}")
        }
    }

    private static func bound(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): true
            default: false
            }
        }
        return isPlain && !text.isEmpty ? text : Query.quoted(text)
    }
}

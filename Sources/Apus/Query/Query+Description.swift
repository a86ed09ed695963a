extension Query: CustomStringConvertible {
    /// The canonical text of the query: a parser that matches any word and knows the same fields reads the same tree from it.
    ///
    /// That holds for every tree that a parser makes; trees made in code may hold what no text means (a term with a space in it).
    public var description: String {
        switch self {
        case .nothing: ""
        case .boolean(let clauses): clauses.map(\.description).joined(separator: " ")
        case .near(let near): near.operands.map(\.operand).joined(separator: " \(near.unit.keyword) ")
        case .everything: "*"
        case .word(let text): Self.readsAsOperator(text) ? text + "~0" : text
        case .phrase(let phrase): phrase.description
        case .prefix(let stem): stem + "*"
        case .wildcard(let pattern): pattern
        case .regularExpression(let pattern): "/\(pattern)/"
        case .fuzzy(let text, let edits): edits == 1 ? text + "~" : "\(text)~\(edits)"
        case .field(let names, let query): "\(Self.fieldList(names)):\(query.value)"
        case .weighted(let query, let weight): query.weightable + "^\(Self.number(weight))"
        case .range(let range): range.description
        case .exists: "*"
        case .wholeValue(let text): "=" + Query.quoted(text)
        case .like(let id): "like:" + Query.quoted(id)
        }
    }

    /// The text in quotes of a kind that is not in it; with the straight ones where it holds all kinds.
    static func quoted(_ text: String) -> String {
        let bytes = QueryText(text)
        let families = (0..<bytes.end).compactMap { bytes.quote(at: $0)?.family }
        if !families.contains(.straight) { return "\"\(text)\"" }
        if !families.contains(.curly) { return "“\(text)”" }
        if !families.contains(.angle) { return "«\(text)»" }
        return "\"\(text)\""
    }

    /// As an operand of a sign or of NEAR: what has operators of its own stands in parentheses.
    fileprivate var operand: String {
        switch self {
        // A group that counts as one word.
        case .near(let near) where near.operands.count == 1: near.operands[0].operand
        case .boolean, .near, .nothing: "(\(description))"
        default: description
        }
    }

    private var weightable: String {
        switch self {
        case .weighted: "(\(description))"
        // With a weight behind it no word is an operator.
        case .word(let text): text
        default: operand
        }
    }

    /// Whether a word that stands by itself is an operator; with a suffix, were it only `~0`, it is none.
    private static func readsAsOperator(_ word: String) -> Bool {
        let text = QueryText(word)
        return text.keyword(in: 0..<text.end) != nil
    }

    /// As the value of a field. A word that would begin as a range does stands in parentheses: its first byte decides, for a mark
    /// that combines with a sign does not hide it from the reader.
    private var value: String {
        switch self {
        case .word, .prefix, .wildcard, .fuzzy:
            description.utf8.first.map { "=<>[{".utf8.contains($0) } ?? true ? "(\(description))" : description
        case .phrase, .regularExpression, .range, .exists, .wholeValue: description
        case .everything, .nothing, .boolean, .field, .weighted, .near, .like: "(\(description))"
        }
    }

    /// Whether it stands in parentheses as the value of a field, but not as an operand.
    var isWrapped: Bool {
        switch self {
        case .field, .weighted, .everything, .like: true
        default: false
        }
    }

    private static func fieldList(_ names: [String]) -> String {
        if names.count == 1, let name = names.first, isBare(name) { return name }
        return "(\(names.joined(separator: ",")))"
    }

    private static func isBare(_ name: String) -> Bool {
        let text = QueryText(name)
        guard let first = text.bytes.first, !text.bytes.contains(UInt8(ascii: ":")), name != "like" else { return false }
        let isOperator = [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/")].contains(first)
        return !isOperator && text.wordEnd(from: 0) == text.end
    }

    private static func number(_ value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension Query.Clause: CustomStringConvertible {
    /// The clause with its sign.
    public var description: String {
        switch occurrence {
        case .required: "+" + query.operand
        case .optional: query.operand
        case .excluded: "-" + query.operand
        }
    }
}

extension Query.Near.Unit {
    var keyword: String {
        switch self {
        case .words(let distance, ordered: false): "NEAR/\(distance)"
        case .words(let distance, ordered: true): "ONEAR/\(distance)"
        case .sentence: "SENTENCE"
        case .paragraph: "PARAGRAPH"
        }
    }
}

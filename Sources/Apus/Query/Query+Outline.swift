extension Query {
    /// The tree as lines for a person or a program: each with its depth, 0 for the root.
    package func outline() -> [(depth: Int, text: String)] {
        var lines: [(depth: Int, text: String)] = []
        outline(into: &lines, depth: 0, prefix: "")
        return lines
    }

    private func outline(into lines: inout [(depth: Int, text: String)], depth: Int, prefix: String) {
        lines.append((depth, prefix + label))
        switch self {
        case .boolean(let clauses):
            for clause in clauses { clause.query.outline(into: &lines, depth: depth + 1, prefix: clause.occurrence.label + " ") }
        case .near(let near):
            for operand in near.operands { operand.outline(into: &lines, depth: depth + 1, prefix: "") }
        case .field(_, let query), .weighted(let query, _):
            query.outline(into: &lines, depth: depth + 1, prefix: "")
        case .phrase(let phrase) where !phrase.isText:
            phrase.outline(into: &lines, depth: depth + 1)
        default:
            break
        }
    }

    private var label: String {
        switch self {
        case .everything: "everything"
        case .nothing: "nothing"
        case .word(let text): "word \(Query.quoted(text))"
        case .phrase(let phrase): phrase.label
        case .prefix(let stem): "prefix \(Query.quoted(stem))"
        case .wildcard(let pattern): "wildcard \(Query.quoted(pattern))"
        case .regularExpression(let pattern): "regular expression /\(pattern)/"
        case .fuzzy(let text, let edits): "fuzzy \(Query.quoted(text)) within \(edits)"
        case .boolean: "boolean"
        case .field(let names, _): "field \(names.joined(separator: ","))"
        case .weighted(_, let weight): "weight \(weight)"
        case .near(let near): near.unit.keyword
        case .range(let range): "range \(range)"
        case .exists: "exists"
        case .wholeValue(let text): "whole value \(Query.quoted(text))"
        case .like(let id): "like \(Query.quoted(id))"
        }
    }
}

extension Query.Occurrence {
    fileprivate var label: String {
        switch self {
        case .required: "required"
        case .optional: "optional"
        case .excluded: "excluded"
        }
    }
}

extension Query.Phrase {
    /// Whether it is nothing but words.
    fileprivate var isText: Bool {
        guard elements.count == 1, case .text = elements[0] else { return false }
        return true
    }

    fileprivate var label: String {
        let slop = slop == 0 ? "" : " slop \(slop)"
        guard isText, case .text(let text) = elements[0] else { return "phrase" + slop }
        return "phrase \(Query.quoted(text))" + slop
    }

    fileprivate func outline(into lines: inout [(depth: Int, text: String)], depth: Int) {
        for element in elements {
            switch element {
            case .text(let text): lines.append((depth, "text \(Query.quoted(text))"))
            case .prefix(let stem): lines.append((depth, "prefix \(Query.quoted(stem))"))
            case .wildcard(let pattern): lines.append((depth, "wildcard \(Query.quoted(pattern))"))
            case .alternatives(let phrases):
                lines.append((depth, "alternatives"))
                for phrase in phrases {
                    lines.append((depth + 1, phrase.label))
                    if !phrase.isText { phrase.outline(into: &lines, depth: depth + 2) }
                }
            }
        }
    }
}

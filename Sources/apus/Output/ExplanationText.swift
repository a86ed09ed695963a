import Apus

/// An explanation as a person reads it: a tree of lines, each part behind what it is a part of.
struct ExplanationText {
    private let style: Style
    private let indent: String

    /// - Parameter indent: before each line.
    init(_ style: Style, indent: String = "") { (self.style, self.indent) = (style, indent) }

    func text(_ explanation: Explanation) -> String {
        switch explanation {
        case .score(let tree): text(tree.root, value: Self.figure(tree.score.description), depth: 0)
        case .failure(let failure): "\(indent)\(Self.sentence(failure))\n"
        }
    }

    /// Which part fails, where it stands, and why.
    static func sentence(_ failure: QueryFailure) -> String {
        let place = failure.place.map { " (bytes \($0.lowerBound)-\($0.upperBound))" } ?? ""
        let filter = failure.filter.map { " of filter \($0 + 1)" } ?? ""
        return "does not match: \(Style.safe(failure.text))\(place)\(filter): \(Style.safe(failure.reason))"
    }

    private func text(_ part: ScorePart, value: String, depth: Int) -> String {
        let facts = part.facts.map { "\($0.name) \(Self.figure($0.value.description))" }.joined(separator: ", ")
        let operation = part.parts.count < 2 ? "" : part.operation == .sum ? ", the sum of" : ", the product of"
        let line =
            "\(indent)\(String(repeating: "  ", count: depth))\(style.match(value))  \(Style.safe(part.name))"
            + "\(operation)\(facts.isEmpty ? "" : style.dim("  (\(facts))"))\n"
        return part.parts.reduce(line) { $0 + text($1, value: Self.figure($1.value.description), depth: depth + 1) }
    }

    /// The shortest decimal that reads back as the same, whole numbers without a point.
    private static func figure(_ text: String) -> String {
        text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

@testable import Apus

extension Query.Phrase {
    /// Whether it is nothing but words next to each other.
    var isPlainText: Bool { slop == 0 && elements.allSatisfy { if case .text = $0 { true } else { false } } }
}

/// Words near each other, found by trying every combination.
extension Oracle {
    func proximity(_ query: Query, fields: [Int], boost: Double) -> Scores? {
        guard let tree = tree(query) else { return nil }
        var sum = nothing
        for field in fields where schema.fields[field].type == .text {
            let lengths = lengths[field]!
            let count = Double(lengths.filter { $0 > 0 }.count)
            let average = Double(lengths.reduce(0, +)) / count
            for document in entries.indices {
                let found = Double(matches(query, tree, tokens[field]![document]))
                guard found > 0, let idf = idf(tree, field: field, count: count) else { continue }
                let length = Double(NormEncoding.lengths[Int(NormEncoding.encode(lengths[document]))])
                let score = idf * (bm25.k1 + 1) * found / (found + bm25.k1 * (1 - bm25.b + bm25.b * length / average))
                sum[document] = (sum[document] ?? 0) + score * boost
            }
        }
        return sum
    }

    private func matches(_ query: Query, _ tree: ProximityTree, _ values: [[Int]]) -> Int {
        guard case .wholeValue(let text) = query else { return NaiveProximity(values: values).count(tree) }
        let words = analyzer.tokens(in: text).map { numbers[$0.term] ?? -1 }
        return values.filter { $0 == words }.count
    }

    private func words(_ text: String) -> [ProximityTree] { analyzer.tokens(in: text).map { .anyTerm([numbers[$0.term] ?? -1]) } }

    private func tree(_ query: Query) -> ProximityTree? {
        switch query {
        case .word(let text), .wholeValue(let text): return Self.all(words(text)) { .sequence($0, slop: 0) }
        case .phrase(let phrase): return tree(phrase)
        case .near(let near):
            guard case .words(let distance, let isOrdered) = near.unit else { return nil }
            return Self.all(near.operands.compactMap(tree)) { .near($0, distance: min(127, distance), isOrdered: isOrdered) }
        case .boolean(let clauses):
            let required = clauses.filter { $0.occurrence == .required }.compactMap { tree($0.query) }
            if let all = Self.all(required, { .near($0, distance: 127, isOrdered: false) }) { return all }
            return Self.all(clauses.filter { $0.occurrence == .optional }.compactMap { tree($0.query) }) { .anyOf($0) }
        default: return nil
        }
    }

    private func tree(_ phrase: Query.Phrase) -> ProximityTree? {
        let elements = phrase.elements.flatMap { element -> [ProximityTree] in
            switch element {
            case .text(let text): words(text)
            case .alternatives(let phrases): Self.all(phrases.compactMap(tree)) { .anyOf($0) }.map { [$0] } ?? []
            default: []
            }
        }
        return Self.all(elements) { .sequence($0, slop: phrase.slop) }
    }

    private static func all(_ trees: [ProximityTree], _ group: ([ProximityTree]) -> ProximityTree) -> ProximityTree? {
        trees.count > 1 ? group(trees) : trees.first
    }

    /// The sum of what is required; of alternatives that are there the least. Nil where something required is nowhere.
    private func idf(_ tree: ProximityTree, field: Int, count: Double) -> Double? {
        switch tree {
        case .anyTerm(let terms):
            return terms.compactMap { term in
                frequencies[field]?[term].map { LogarithmBase.natural(1 + (count - Double($0) + 0.5) / (Double($0) + 0.5)) }
            }.min()
        case .anyOf(let operands): return operands.compactMap { idf($0, field: field, count: count) }.min()
        case .sequence(let operands, _), .near(let operands, _, _), .within(let operands, _):
            let parts = operands.compactMap { idf($0, field: field, count: count) }
            return parts.count == operands.count ? parts.reduce(0, +) : nil
        }
    }
}

@testable import Apus

/// Words over several fields as one, by the formula alone.
extension Oracle {
    private func weight(ofField field: Int) -> Double {
        guard case .bm25f(let weights) = combination else { return 1 }
        return weights[schema.fields[field].name] ?? 1
    }

    /// The fields over which a text is one word; empty where each scores by itself.
    func joinedFields(_ words: [Int], _ fields: [Int]) -> [Int] {
        let text = fields.filter { schema.fields[$0].type == .text }
        return combination == .sum || words.count != 1 || text.count < 2 ? [] : text
    }

    func joined(_ words: [Int], _ fields: [Int]) -> Scores? {
        fields.isEmpty ? nil : joined(words[0], fields.map { ($0, 1) })
    }

    /// - Parameter fields: each with what is written at it.
    private func joined(_ word: Int, _ fields: [(field: Int, weight: Double)]) -> Scores {
        let counts = fields.map { field, _ in Double(lengths[field]!.filter { $0 > 0 }.count) }
        let found = fields.map { field, _ in Double(frequencies[field]?[word] ?? 0) }.max() ?? 0
        let idf = LogarithmBase.natural(1 + (counts.max()! - found + 0.5) / (found + 0.5))
        return entries.indices.map { document in
            var (sum, isThere) = (0.0, false)
            for ((field, weight), count) in zip(fields, counts) {
                let frequency = tokens[field]![document].joined().count { $0 == word }
                guard frequency > 0 else { continue }
                isThere = true
                let average = Double(lengths[field]!.reduce(0, +)) / count
                let length = Double(NormEncoding.lengths[Int(NormEncoding.encode(lengths[field]![document]))])
                sum += weight * self.weight(ofField: field) * Double(frequency) / (1 - bm25.b + bm25.b * length / average)
            }
            guard isThere else { return nil }
            return sum == 0 ? 0 : idf * (bm25.k1 + 1) * sum / (sum + bm25.k1)
        }
    }

    /// Takes out of a group the words that it asks for in several fields, each of them once, and says what they score.
    func joinedClauses(
        _ clauses: [Query.Clause], fields: [Int], boost: Double
    ) -> (joined: [Scores], others: [Query.Clause]) {
        guard combination != .sum, boost > 0 else { return ([], clauses) }
        var words: [String: [(field: Int, weight: Double)]] = [:]
        for clause in clauses {
            if let word = word(clause) { words[word.text, default: []].append((word.field, word.weight)) }
        }
        words = words.filter { Set($0.value.map(\.field)).count > 1 }
        let others = clauses.filter { clause in word(clause).map { words[$0.text] == nil } ?? true }
        let joined = words.map { text, fields in
            self.joined(numbers(of: text)[0], fields).map { score in score.map { $0 * boost } }
        }
        return (joined, others)
    }

    private func word(_ clause: Query.Clause) -> (text: String, field: Int, weight: Double)? {
        guard clause.occurrence == .optional else { return nil }
        var (query, weight, field) = (clause.query, 1.0, Int?.none)
        while true {
            switch query {
            case .weighted(let inner, let factor): (query, weight) = (inner, weight * factor)
            case .field(let names, let inner):
                guard field == nil, names.count == 1 else { return nil }
                field = schema.number(of: names[0])
                query = inner
            case .word(let text):
                guard let field, schema.fields[field].type == .text, numbers(of: text).count == 1 else { return nil }
                return (text, field, weight)
            default: return nil
            }
        }
    }
}

@testable import Apus

/// Answers queries by reading every document: no index, no pruning, BM25 as the books have it. What it says is right by
/// being obvious.
struct Oracle {
    /// A document of a snapshot; deleted ones that are not merged away still count in the statistics.
    struct Entry {
        var document: Document
        var isDeleted: Bool
    }

    let schema: Schema
    var bm25: BM25
    var combination = FieldCombination.sum
    let entries: [Entry]
    let analyzer = Analyzer.standard
    /// Each different term gets a number.
    private(set) var numbers: [[UInt8]: Int] = [:]
    /// Numbers of terms by field, document and value.
    private(set) var tokens: [Int: [[[Int]]]] = [:]
    private(set) var lengths: [Int: [Int]] = [:]
    /// How often each term occurs, by field and document.
    private var counts: [Int: [[Int: Int]]] = [:]
    /// Documents that hold a term, by field.
    private(set) var frequencies: [Int: [Int: Int]] = [:]

    init(_ snapshot: Snapshot) throws {
        (schema, bm25) = (snapshot.schema, snapshot.bm25)
        var entries: [Entry] = []
        for view in snapshot.segments {
            for number in 0..<UInt32(view.reader.documentCount) {
                entries.append(
                    Entry(document: try snapshot.document(number, in: view), isDeleted: view.isDeleted(DocumentID(number))))
            }
        }
        self.entries = entries
        for field in schema.fields.indices where schema.fields[field].type == .text {
            let name = schema.fields[field].name
            tokens[field] = entries.map { entry in
                (entry.document.fields.first { $0.name == name }?.values ?? []).map { numbered(Self.text(of: $0)) }
            }
            lengths[field] = tokens[field]!.map { $0.reduce(0) { $0 + $1.count } }
            counts[field] = tokens[field]!.map { $0.joined().reduce(into: [:]) { $0[$1, default: 0] += 1 } }
            for document in counts[field]! {
                for term in document.keys { frequencies[field, default: [:]][term, default: 0] += 1 }
            }
        }
    }

    private mutating func numbered(_ text: String) -> [Int] {
        analyzer.tokens(in: text).map { token in
            let number = numbers[token.term] ?? numbers.count
            numbers[token.term] = number
            return number
        }
    }

    /// The score of each living document that matches, in order.
    func matches(_ query: Query) -> [(document: Int, score: Double)] {
        let textFields = schema.fields.indices.filter { schema.fields[$0].type == .text }
        let scores = evaluate(query, fields: textFields, boost: 1) ?? nothing
        return scores.enumerated().compactMap { index, score in
            entries[index].isDeleted ? nil : score.map { (index, $0) }
        }
    }

    // MARK: Operators

    typealias Scores = [Double?]
    var nothing: Scores { Scores(repeating: nil, count: entries.count) }

    /// By document: its score, or nil where it does not match. Nil for what holds no word and so takes no part in a group.
    func evaluate(_ query: Query, fields: [Int], boost: Double) -> Scores? {
        switch query {
        case .everything: return Scores(repeating: boost, count: entries.count)
        case .word(let text): return words(text, fields: fields, boost: boost)
        case .phrase(let phrase) where !phrase.isPlainText: return proximity(query, fields: fields, boost: boost)
        case .near, .wholeValue: return proximity(query, fields: fields, boost: boost)
        case .phrase(let phrase):
            let texts = phrase.elements.compactMap { if case .text(let text) = $0 { text } else { nil } }
            return words(texts.joined(separator: " "), fields: fields, boost: boost)
        case .field(let names, let query):
            return evaluate(query, fields: names.compactMap { schema.number(of: $0) }, boost: boost)
        case .weighted(let query, let weight): return evaluate(query, fields: fields, boost: boost * weight)
        case .boolean(let clauses): return group(clauses, fields: fields, boost: boost)
        default: return nothing
        }
    }

    private func group(_ clauses: [Query.Clause], fields: [Int], boost: Double) -> Scores? {
        let (joined, clauses) = joinedClauses(clauses, fields: fields, boost: boost)
        var parts: [(Query.Occurrence, Scores)] = joined.map { (.optional, $0) }
        for clause in clauses {
            if let scores = evaluate(clause.query, fields: fields, boost: boost) { parts.append((clause.occurrence, scores)) }
        }
        guard !parts.isEmpty else { return nil }
        let required = parts.filter { $0.0 == .required }.map(\.1)
        let optional = parts.filter { $0.0 == .optional }.map(\.1)
        let excluded = parts.filter { $0.0 == .excluded }.map(\.1)
        return entries.indices.map { document in
            if excluded.contains(where: { $0[document] != nil }) { return nil }
            if required.isEmpty, optional.isEmpty { return boost }
            if required.contains(where: { $0[document] == nil }) { return nil }
            let found = (required + optional).compactMap { $0[document] }
            return found.isEmpty ? nil : found.reduce(0, +)
        }
    }

    // MARK: Words

    private func words(_ text: String, fields: [Int], boost: Double) -> Scores? {
        var sum = nothing
        var isVoid = true
        let words = numbers(of: text)
        let joined = joinedFields(words, fields)
        if let scores = self.joined(words, joined) {
            isVoid = false
            sum = scores.map { score in score.map { $0 * boost } }
        }
        for field in fields where !joined.contains(field) {
            guard let scores = schema.fields[field].type == .text ? phrase(words, field: field) : value(text, field: field) else {
                continue
            }
            isVoid = false
            for document in entries.indices {
                if let score = scores[document] { sum[document] = (sum[document] ?? 0) + score * boost }
            }
        }
        return isVoid ? nil : sum
    }

    private func value(_ text: String, field: Int) -> Scores? {
        let name = schema.fields[field].name
        return entries.map { entry in
            let values = entry.document.fields.first { $0.name == name }?.values ?? []
            return values.contains { Self.text(of: $0) == text } ? 1 : nil
        }
    }

    func numbers(of text: String) -> [Int] { analyzer.tokens(in: text).map { numbers[$0.term] ?? -1 } }

    private static func text(of value: FieldValue) -> String {
        switch value {
        case .string(let text): text
        case .integer(let integer): String(integer)
        case .number(let number): String(number)
        case .boolean(let flag): String(flag)
        }
    }

    private func phrase(_ words: [Int], field: Int) -> Scores? {
        guard !words.isEmpty else { return nil }
        let lengths = lengths[field]!
        let count = Double(lengths.filter { $0 > 0 }.count)
        let average = Double(lengths.reduce(0, +)) / count
        let idf = words.reduce(0.0) { sum, word in
            let found = Double(frequencies[field]?[word] ?? 0)
            return sum + LogarithmBase.natural(1 + (count - found + 0.5) / (found + 0.5))
        }
        let (k1, b) = (bm25.k1, bm25.b)
        let (tokens, counts) = (tokens[field]!, counts[field]!)
        return entries.indices.map { document in
            guard words.allSatisfy({ counts[document][$0] != nil }) else { return nil }
            let occurrences =
                words.count == 1
                ? counts[document][words[0]]! : tokens[document].reduce(0) { $0 + Self.occurrences(of: words, in: $1) }
            guard occurrences > 0 else { return nil }
            let length = Double(NormEncoding.lengths[Int(NormEncoding.encode(lengths[document]))])
            let frequency = Double(occurrences)
            return idf * (k1 + 1) * frequency / (frequency + k1 * (1 - b + b * length / average))
        }
    }

    private static func occurrences(of words: [Int], in text: [Int]) -> Int {
        guard text.count >= words.count else { return 0 }
        return (0...text.count - words.count).reduce(0) { count, start in
            text[start] == words[0] && text[start..<start + words.count].elementsEqual(words) ? count + 1 : count
        }
    }
}

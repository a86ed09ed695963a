@testable import Apus

/// A random index of short words in two text fields, and what a look at every document says of patterns over it.
struct ExpansionModel {
    static let fields = ["title", "text"]

    let index: Index
    let snapshot: Snapshot
    var random: SeededRandom
    /// By field: the terms of each document, deleted ones included.
    private let terms: [[Set<String>]]
    private let ids: [String]
    private let isDeleted: [Bool]

    init(seed: UInt64, documents: Int, commits: Int, vocabulary: Int, reordering: Bool = false) throws {
        var random = SeededRandom(seed: seed)
        let words = (0..<vocabulary).map { _ in Self.word(&random) }
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        index = try Index(storage: MemoryStorage(), options: options)
        for commit in 0..<commits {
            try index.write { batch in
                for number in 0..<documents / commits {
                    func text(_ most: Int) -> FieldValue {
                        .string(
                            (0..<Int.random(in: 0...most, using: &random)).map { _ in words.randomElement(using: &random)! }
                                .joined(separator: " "))
                    }
                    try batch.add(Document(id: "\(commit)-\(number)", ["title": text(2), "text": text(12)]))
                    if number % 7 == 3 { try batch.delete(id: "\(commit)-\(number / 2)") }
                }
            }
        }
        if reordering { try index.merge(toSegments: 1, reordering: true) }
        snapshot = try index.snapshot()
        (terms, ids, isDeleted) = try Self.read(snapshot)
        self.random = random
    }

    private static func read(_ snapshot: Snapshot) throws -> (terms: [[Set<String>]], ids: [String], isDeleted: [Bool]) {
        var (terms, ids, isDeleted): ([[Set<String>]], [String], [Bool]) = ([[], []], [], [])
        for view in snapshot.segments {
            for number in 0..<UInt32(view.reader.documentCount) {
                let document = try snapshot.document(number, in: view)
                for (place, field) in fields.enumerated() {
                    let values = document.fields.first { $0.name == field }?.values ?? []
                    let tokens = values.flatMap { value in
                        if case .string(let text) = value { Analyzer.standard.tokens(in: text) } else { [Token]() }
                    }
                    terms[place].append(Set(tokens.map { String(decoding: $0.term, as: UTF8.self) }))
                }
                ids.append(document.id)
                isDeleted.append(view.isDeleted(DocumentID(number)))
            }
        }
        return (terms, ids, isDeleted)
    }

    static func word(_ random: inout SeededRandom) -> String {
        let letters = ["a", "b", "c", "é", "ж", "E", "1"]
        return (0..<Int.random(in: 1...6, using: &random)).map { _ in letters.randomElement(using: &random)! }.joined()
    }

    /// In the order of the index: the living documents with a term that matches, and in how many fields.
    func documents(fields: [String], where matches: (String) -> Bool) -> [(id: String, fields: Int)] {
        let places = fields.compactMap { Self.fields.firstIndex(of: $0) }
        return ids.indices.filter { !isDeleted[$0] }.compactMap { document in
            let count = places.count { terms[$0][document].contains(where: matches) }
            return count > 0 ? (ids[document], count) : nil
        }
    }

    /// All terms of a field with the documents that hold them, deleted ones included, in the order of bytes.
    func frequencies(_ field: String) -> [(term: String, documents: Int)] {
        var counts: [String: Int] = [:]
        for document in terms[Self.fields.firstIndex(of: field)!] { for term in document { counts[term, default: 0] += 1 } }
        return counts.map { ($0.key, $0.value) }.sorted { $0.term.utf8.lexicographicallyPrecedes($1.term.utf8) }
    }

    /// The nearest terms of a field: fewest edits, most documents, bytes.
    func nearest(_ word: String, edits: Int, field: String) -> [(term: String, documents: Int, edits: Int)] {
        frequencies(field).map { ($0.term, $0.documents, editDistance(word, $0.term)) }.filter { $0.2 <= edits }
            .sorted {
                ($0.2, -$0.1) != ($1.2, -$1.1) ? ($0.2, -$0.1) < ($1.2, -$1.1) : $0.0.utf8.lexicographicallyPrecedes($1.0.utf8)
            }
    }

    /// Whether a glob matches a whole term, by trying.
    static func glob(_ pattern: Substring, _ term: Substring) -> Bool {
        guard let first = pattern.first else { return term.isEmpty }
        if first == "*" { return glob(pattern.dropFirst(), term) || (!term.isEmpty && glob(pattern, term.dropFirst())) }
        guard let letter = term.first, first == "?" || first == letter else { return false }
        return glob(pattern.dropFirst(), term.dropFirst())
    }
}

@testable import Apus

/// Random documents and queries over the same few words, so that everything meets.
struct OracleCorpus {
    var random: SeededRandom
    private let words: [String]

    init(seed: UInt64, vocabulary: Int = 40) {
        random = SeededRandom(seed: seed)
        let odd = ["café", "don't", "U.S.", "state-of-the-art", "20.04", "naïve"]
        words = (0..<vocabulary).map { $0 < odd.count * 5 && $0 % 5 == 4 ? odd[$0 / 5] : "w\($0)" }
    }

    /// A word; low ones are common.
    mutating func word() -> String {
        words[min(Int.random(in: 0..<words.count, using: &random), Int.random(in: 0..<words.count, using: &random))]
    }

    mutating func text(_ most: Int) -> String {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in word() }.joined(separator: " ")
    }

    mutating func document(id: String) -> Document {
        var fields: [Document.Field] = []
        func add(_ name: String, _ values: [FieldValue]) { fields.append(Document.Field(name: name, values: values)) }
        if Bool.random(using: &random) { add("title", [.string(text(6))]) }
        let most = Int.random(in: 0..<8, using: &random) == 0 ? 400 : 40
        add("text", (0..<Int.random(in: 1...3, using: &random)).map { _ in .string(text(most)) })
        if Bool.random(using: &random) { add("tag", [.string("T\(Int.random(in: 0..<4, using: &random)) x")]) }
        add("year", [.integer(Int64.random(in: 2020..<2026, using: &random))])
        add("open", [.boolean(Bool.random(using: &random))])
        return Document(id: id, fields: fields)
    }

    // MARK: Queries

    /// An index of documents of this corpus, `commit-number` by id, in several commits of one thread, without merges.
    /// - Parameter change: what else a commit does.
    mutating func index(
        documents: Int, commits: Int, _ change: (inout IndexBatch, _ commit: Int) throws -> Void = { _, _ in }
    ) throws -> Index {
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        let index = try Index(storage: MemoryStorage(), options: options)
        for commit in 0..<commits {
            try index.write { batch in
                try change(&batch, commit)
                try batch.define(FieldDefinition(name: "tag", type: .keyword))
                for number in 0..<documents / commits { try batch.add(document(id: "\(commit)-\(number)")) }
            }
        }
        return index
    }

    mutating func query(depth: Int = 3) -> Query {
        switch Int.random(in: 0..<(depth > 0 ? 16 : 8), using: &random) {
        case 0...3: return .word(word())
        case 4, 5: return phrase()
        case 6: return .field([["title", "text"].randomElement(using: &random)!], .word(word()))
        case 7: return value()
        case 8: return .weighted(query(depth: depth - 1), [0, 0.3, 1, 2, 5].randomElement(using: &random)!)
        case 9: return .field(["title", "text"], query(depth: depth - 1))
        default: return group(depth)
        }
    }

    /// The shapes that have loops of their own.
    mutating func flatQuery() -> Query {
        let occurrences: [[Query.Occurrence]] = [
            [.optional, .optional], [.optional, .optional, .optional, .optional], [.required, .required],
            [.required, .required, .required], [.required, .optional], [.required, .optional, .optional],
            [.optional, .excluded], [.required, .required, .excluded, .excluded], [.required, .required, .optional, .excluded],
            [.excluded],
        ]
        let clauses = occurrences.randomElement(using: &random)!.map { occurrence in
            Query.Clause(occurrence, Int.random(in: 0..<4, using: &random) == 0 ? phrase() : .word(word()))
        }
        return Bool.random(using: &random) ? .field(["text"], .boolean(clauses)) : .boolean(clauses)
    }

    mutating func phrase() -> Query {
        .phrase(Query.Phrase((0..<Int.random(in: 1...4, using: &random)).map { _ in word() }.joined(separator: " ")))
    }

    private mutating func value() -> Query {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: .field(["tag"], .phrase(Query.Phrase("T\(Int.random(in: 0..<5, using: &random)) x")))
        case 1: .field(["year"], .word(String(Int.random(in: 2019..<2026, using: &random))))
        case 2: .field(["open"], .word(Bool.random(using: &random) ? "true" : "false"))
        default: .everything
        }
    }

    private mutating func group(_ depth: Int) -> Query {
        .boolean(
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                let occurrence: Query.Occurrence =
                    switch Int.random(in: 0..<6, using: &random) {
                    case 0, 1: .required
                    case 2: .excluded
                    default: .optional
                    }
                return Query.Clause(occurrence, query(depth: depth - 1))
            })
    }
}

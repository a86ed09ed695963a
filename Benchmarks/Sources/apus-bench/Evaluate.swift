import Apus
import Glibc

/// `evaluate DIR INDEX [LANGUAGE|- [K1 B [COMBINATION…]]]`: nDCG@10 and average precision of a judged collection, title and body joined
/// and as two fields, these by each combination (`sum`, `bm25f:title=3`); by the sum where none is given.
///
/// DIR holds docs.jsonl, queries.tsv (id, tab, text) and qrels.txt (query, 0, document, grade). Averages are over judged queries.
struct Evaluate {
    private static let depth = 1000
    private let directory: String
    private let index: String
    private let language: Language?
    private let ranking: BM25
    private let combinations: [FieldCombination]

    init(directory: String, index: String, language: Language?, ranking: BM25, combinations: [FieldCombination]) {
        self.directory = directory
        self.index = index
        self.language = language
        self.ranking = ranking
        self.combinations = combinations.isEmpty ? [.sum] : combinations
    }

    func run() throws {
        let grades = try judgments()
        try evaluate(try build(isJoined: true), .sum, grades, "one field")
        let snapshot = try build(isJoined: false)
        for combination in combinations { try evaluate(snapshot, combination, grades, "two fields, \(combination)") }
    }

    private func evaluate(
        _ snapshot: Snapshot, _ combination: FieldCombination, _ grades: [String: [String: Int]], _ name: String
    ) throws {
        var sums = (ndcg: 0.0, precision: 0.0, queries: 0)
        var lines = try LineFile(directory + "/queries.tsv")
        while let line = lines.next() {
            let columns = line.split(separator: "\t", maxSplits: 1).map(String.init)
            guard columns.count == 2, let judged = grades[columns[0]] else { continue }
            var request = SearchRequest(Self.words(columns[1]))
            request.limit = Self.depth
            request.snippetLength = nil
            (request.bm25, request.combination) = (ranking, combination)
            let ranked = try snapshot.search(request).hits.map { judged[$0.id] ?? 0 }
            sums.ndcg += Self.ndcg(ranked, Array(judged.values))
            sums.precision += Self.averagePrecision(ranked, relevant: judged.values.count { $0 > 0 })
            sums.queries += 1
        }
        let count = Double(max(1, sums.queries))
        print("\(name): \(sums.queries) queries, nDCG@10 \(sums.ndcg / count), MAP \(sums.precision / count)")
    }

    /// Query text without what the query language would read as operators.
    private static func words(_ text: String) -> String {
        String(
            decoding: text.utf8.map { byte in
                let isWord =
                    byte >= 0x80 || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x27
                return isWord ? (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) : 0x20
            }, as: UTF8.self)
    }

    private func judgments() throws -> [String: [String: Int]] {
        var grades: [String: [String: Int]] = [:]
        var lines = try LineFile(directory + "/qrels.txt")
        while let line = lines.next() {
            let columns = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            if columns.count == 4, let grade = Int(columns[3]) { grades[columns[0], default: [:]][columns[2]] = grade }
        }
        return grades
    }

    private func build(isJoined: Bool) throws -> Snapshot {
        let index = try Index(at: self.index + (isJoined ? "-joined" : "-fields"))
        try index.write { batch in
            if let language { try batch.define(language) }
            var lines = try LineFile(directory + "/docs.jsonl")
            while let line = lines.next() {
                var document = try Document(json: Array(line.utf8))
                if isJoined {
                    let text = document.fields.filter { $0.name == "title" || $0.name == "body" }.flatMap(\.values).compactMap {
                        value in
                        if case .string(let text) = value { text } else { nil }
                    }
                    document = Document(id: document.id, ["text": .string(text.joined(separator: "\n"))])
                } else {
                    document.fields.removeAll { $0.name != "title" && $0.name != "body" }
                }
                try batch.add(document)
            }
        }
        return try index.snapshot()
    }

    private static func ndcg(_ ranked: [Int], _ all: [Int]) -> Double {
        func gain(_ grades: [Int]) -> Double {
            grades.prefix(10).enumerated().reduce(0) { $0 + Double(max(0, $1.element)) / log2(Double($1.offset + 2)) }
        }
        let ideal = gain(all.sorted(by: >))
        return ideal > 0 ? gain(ranked) / ideal : 0
    }

    private static func averagePrecision(_ ranked: [Int], relevant: Int) -> Double {
        guard relevant > 0 else { return 0 }
        var (found, sum) = (0, 0.0)
        for (place, grade) in ranked.enumerated() where grade > 0 {
            found += 1
            sum += Double(found) / Double(place + 1)
        }
        return sum / Double(relevant)
    }
}

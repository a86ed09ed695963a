@testable import Apus

/// One way in which an index is used.
enum SegmentUse {
    case search(String, prunes: Bool)
    case check, write, readDocuments
    case merge(reordering: Bool)

    private static let queries = [
        "peace", "the of", "+the +peace", "+peace the of -war", "\"the peace of\"", "\"to be or not to be\"", "\"peace of\"~2",
        "+\"the peace\" +war", "\"not to be\" OR deal", "title:peace", "topic:grain", "n:[2 TO 9]", "x:>1", "flag:true", "*",
        "-peace", "(the peace) AND (war OR deal)", "peace^2 (of the)^0.5", "topic:=grain", "\"naïve straße\"", "和平 9",
    ]

    static let readings: [SegmentUse] =
        queries.flatMap { [.search($0, prunes: true), .search($0, prunes: false)] } + [.check, .write, .readDocuments]
    static let merges: [SegmentUse] = [.merge(reordering: false), .merge(reordering: true)]

    func run(on storage: MemoryStorage) throws {
        switch self {
        case .search(let query, let prunes): try Self.search(query, prunes: prunes, in: Self.index(storage))
        case .check: _ = try IndexCheck(storage).run()
        case .write: try Self.write(Self.index(storage))
        case .readDocuments: try Self.readDocuments(Self.index(storage))
        case .merge(let reordering): try Self.index(storage).merge(reordering: reordering)
        }
    }

    private static func index(_ storage: MemoryStorage) throws -> Index {
        try Index(storage: storage, options: SampleIndex.options)
    }

    private static func search(_ query: String, prunes: Bool, in index: Index) throws {
        var request = SearchRequest(query, limit: prunes ? 10 : 300)
        request.prunes = prunes
        request.total = prunes ? .bounded : .exact
        request.fields = ["*"]
        let result = try index.snapshot().search(request)
        try promise(result.hits.count <= request.limit, "\(result.hits.count) hits of \(request.limit)")
        try promise(result.hits.allSatisfy { !$0.score.isNaN }, "a score that is no number")
        let scores = result.hits.map(\.score)
        try promise(zip(scores, scores.dropFirst()).allSatisfy { $0 >= $1 }, "scores do not fall: \(scores)")
    }

    private static func write(_ index: Index) throws {
        try index.write { batch in
            try batch.add(Document(id: "d7", ["text": "peace again"]))
            try batch.delete(id: "d9")
            batch.writer.delete(source: "a.txt")
        }
    }

    private static func readDocuments(_ index: Index) throws {
        let snapshot = try index.snapshot()
        for number in 0..<190 { try expectDamageAtMost { _ = try snapshot.document(id: "d\(number)") } }
    }
}

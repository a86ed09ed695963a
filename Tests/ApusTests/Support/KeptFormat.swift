import Foundation

@testable import Apus

/// The indexes in Tests/Formats: for each version of the format a small one of all kinds of documents, and one with blocks of every kind,
/// each with what it answered when it was written.
///
/// `scripts/keep-format` writes those of the current version. Those of released versions are never written again.
struct KeptFormat {
    /// `1/small`: the version of the format and what is in it.
    let name: String
    let path: String

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Formats").path

    static var all: [KeptFormat] {
        get throws {
            let manager = FileManager.default
            return try manager.contentsOfDirectory(atPath: root).sorted().flatMap { version -> [KeptFormat] in
                guard UInt16(version) != nil else { return [] }
                return try manager.contentsOfDirectory(atPath: root + "/" + version).sorted().map { kind in
                    KeptFormat(name: "\(version)/\(kind)", path: "\(root)/\(version)/\(kind)")
                }
            }
        }
    }

    var version: UInt16? { name.split(separator: "/").first.flatMap { UInt16($0) } }

    private var answersPath: String { path + "/answers.tsv" }

    // MARK: Answers

    /// `query<TAB>total<TAB>id=score …`, the ten best, one query a line.
    var answers: [String] {
        get throws { try String(contentsOfFile: answersPath, encoding: .utf8).split(separator: "\n").map(String.init) }
    }

    static func answer(_ query: String, of index: Index) throws -> String {
        let result = try index.search(SearchRequest(query, limit: 10))
        let total = try index.count(query)
        return "\(query)\t\(total)\t" + result.hits.map { "\($0.id)=\($0.score)" }.joined(separator: " ")
    }

    // MARK: Writing

    /// Writes the indexes of the current version anew.
    static func write() throws {
        for (kind, queries, fill) in [("small", smallQueries, fillSmall), ("blocks", blocksQueries, fillBlocks)] {
            let kept = KeptFormat(name: kind, path: "\(root)/\(Manifest.newestVersion)/\(kind)")
            if FileManager.default.fileExists(atPath: kept.path) { try FileManager.default.removeItem(atPath: kept.path) }
            let storage = try FileStorage(path: kept.path, create: true)
            let index = try Index(storage: storage, options: CareIndex.options)
            try fill(index)
            try storage.remove("lock")
            let lines = try queries.map { try answer($0, of: index) + "\n" }
            try lines.joined().write(toFile: kept.answersPath, atomically: true, encoding: .utf8)
        }
    }

    private static let smallQueries = [
        "peace", "\"ready to pursue peace\"", "\"to be or not to be\"", "café", "straße", "title:talks", "kind:news", "year:2025",
        "price:1.5", "done:true", "+peace -talks", "peace OR minerals", "hidden:secret", "снег", "\"two values\"", "gone",
        "peace SENTENCE talks", "peace PARAGRAPH talks", "*",
    ]

    /// Every type of field, several values, scripts, an unstored field, a document without words, one replaced and one deleted, sources,
    /// two segments.
    private static func fillSmall(_ index: Index) throws {
        let session = try WriteSession(index)
        defer { session.end() }
        try session.writer.define(FieldDefinition(name: "kind", type: .keyword))
        try session.writer.define(.bm25f(weights: ["title": 2]))
        try session.writer.define(FieldDefinition(name: "hidden", type: .text, isStored: false))
        let documents = [
            Document(
                id: "a", ["title": "Talks", "text": "Return when you are “ready to pursue peace.”", "year": 2025, "kind": "news"]),
            Document(id: "b", ["text": "To be, or not to be: gone", "price": 1.5, "done": true, "hidden": "secret"]),
            Document(id: "c", ["text": "Le café de la Straße", "day": "2025-03-01", "kind": "note"]),
            Document(id: "ä", ["text": "Снег и мир", "done": false, "price": -0.25]),
            Document(id: "empty", [:]),
            Document(id: "gone", ["text": "This one goes."]),
            Document(id: "e", ["text": "Talks ended. Peace came.\n\nTalks of peace!"]),
            Document(id: "long", ["text": .string(longText)]),
        ]
        for (place, document) in documents.enumerated() {
            try session.writer.add(document, source: place % 2 == 0 ? "notes.jsonl" : nil)
        }
        session.writer.note(source: "notes.jsonl", SourceTable.Entry(size: 7, modified: 8, hash: 9))
        try session.commit()
        try session.writer.add(
            Document(id: "b", ["text": "To be, or not to be: that is peace", "price": 1.5, "hidden": "secret"]))
        try session.writer.add(
            Document(id: "d", fields: [.init(name: "text", values: ["a minerals deal of two", "values of peace"])]))
        session.writer.delete(id: "gone")
        try session.commit()
    }

    /// 400 words, with peace and talks far apart: their lists follow lengths.
    private static let longText = (0..<400).map { $0 % 150 == 99 ? "peace" : $0 % 180 == 120 ? "talks" : "word\($0 % 9)" }
        .joined(separator: " ")

    private static let blocksQueries = [
        "w0", "w1 w5", "+w0 +w3", "\"w0 w1\"", "\"w1 w0 w2\"", "\"w0 w0\"", "w0 -w1", "w99", "w40 w41 w42", "w10 OR \"w0 w1\"",
        "year:2003", "*",
    ]

    /// Lists of many blocks, packed and as bitsets, long documents, many stored blocks, pairs.
    private static func fillBlocks(_ index: Index) throws {
        var random = SeededRandom(seed: 1)
        try index.write { batch in
            try batch.define(.bm25f)
            for number in 0..<1200 {
                let count = number == 600 ? 6000 : Int.random(in: 5..<40, using: &random)
                let words = (0..<count).map { _ in
                    "w\(Int.random(in: 0..<1 << Int.random(in: 0..<9, using: &random), using: &random))"
                }
                try batch.add(
                    Document(
                        id: "d\(number)",
                        ["text": .string(words.joined(separator: " ")), "year": .integer(Int64(2000 + number % 30))]))
            }
        }
        try index.write { batch in for number in 0..<100 { try batch.delete(id: "d\(number * 11)") } }
    }
}

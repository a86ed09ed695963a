@testable import Apus

/// Documents of few words, so that all of them meet, and an index of them that keeps all their pairs.
struct PairCorpus {
    var random: SeededRandom
    private let vocabulary: Int

    init(seed: UInt64, vocabulary: Int = 12) {
        random = SeededRandom(seed: seed)
        self.vocabulary = vocabulary
    }

    /// A word; low ones are common.
    mutating func word() -> String {
        let number = min(Int.random(in: 0..<vocabulary, using: &random), Int.random(in: 0..<vocabulary, using: &random))
        return String(UnicodeScalar(UInt8(97 + number)))
    }

    mutating func text(_ most: Int) -> String {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in word() }.joined(separator: " ")
    }

    /// Up to four values of `text`, which may be empty, and a `title` that has a word of its own.
    mutating func document(id: String) -> Document {
        let most = Int.random(in: 0..<10, using: &random) == 0 ? 200 : 12
        let values = (0..<Int.random(in: 0...4, using: &random)).map { _ in FieldValue.string(text(most)) }
        return Document(
            id: id,
            fields: [
                Document.Field(name: "title", values: [.string(text(5) + " \(id) " + text(3))]),
                Document.Field(name: "text", values: values),
                Document.Field(name: "tag", values: [.string("a b")]),
            ])
    }

    mutating func phrase(_ words: Int) -> String { (0..<words).map { _ in word() }.joined(separator: " ") }

    static func options(_ pairs: PairOptions = .all) -> IndexOptions {
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        options.pairs = pairs
        return options
    }

    static func index(
        _ documents: [Document], pairs: PairOptions = .all, storage: any Storage = MemoryStorage()
    ) throws -> Index {
        let index = try Index(storage: storage, options: options(pairs))
        try index.write { batch in
            try batch.define(FieldDefinition(name: "title", type: .text))
            try batch.define(FieldDefinition(name: "text", type: .text))
            try batch.define(FieldDefinition(name: "tag", type: .keyword))
            for document in documents { try batch.add(document) }
        }
        return index
    }
}

extension PairOptions {
    /// All pairs of words that are in two documents, whatever they take, from several windows. Each window opens every word's list
    /// again, so smaller ones are for few documents.
    static var all: PairOptions {
        var options = PairOptions()
        options.leastMeetings = 0
        options.leastIndexBytes = 0
        options.permille = 1_000_000
        options.windowWords = 1024
        return options
    }

    /// No pairs, but filters of all words that are not rare, from several windows.
    static var filters: PairOptions {
        var options = PairOptions.none
        options.leastIndexBytes = 0
        options.filterPermille = 1000
        options.windowWords = 1024
        return options
    }
}

extension SegmentReader {
    /// The entries of a field's words that are in so many documents, by word.
    func words(field: Int, from least: UInt32 = 2, to most: UInt32 = .max) throws -> [String: TermEntry] {
        var found: [String: TermEntry] = [:]
        var walk = try TermDictionaryCursor(dictionary)
        while let entry = walk.entry {
            if walk.key[0] == 0, Int(walk.key[1]) == field, (least...most).contains(entry.documentFrequency) {
                found[String(decoding: walk.key[2...], as: UTF8.self)] = entry
            }
            try walk.advance()
        }
        return found
    }
}

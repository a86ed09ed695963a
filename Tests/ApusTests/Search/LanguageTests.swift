import Testing

@testable import Apus

@Suite("Text in a language", .enabled(if: Stemming.isThere))
struct LanguageTests {
    static func options(threads: Int = 1, stemming: Stemming = .system) -> IndexOptions {
        var options = IndexOptions()
        options.threads = threads
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        options.analyzer.stemming = stemming
        return options
    }

    static func index(
        _ texts: [String], language: Language? = .english, in storage: any Storage = MemoryStorage(), commits: Int = 1,
        threads: Int = 1
    ) throws -> Index {
        let index = try Index(storage: storage, options: options(threads: threads))
        for commit in 0..<commits {
            try index.write { batch in
                if let language { try batch.define(language) }
                for number in texts.indices where number * commits / texts.count == commit {
                    try batch.add(Document(id: "d\(number)", ["text": .string(texts[number])]))
                }
            }
        }
        return index
    }

    private func found(_ index: Index, _ query: String) throws -> [String] { try Self.found(index, query) }

    static func found(_ index: Index, _ query: String) throws -> [String] {
        var request = SearchRequest(query, limit: 1000)
        request.snippetLength = nil
        return try index.search(request).hits.map(\.id).sorted()
    }

    static let few = [
        "Peaceful protests", "They pursued peace.", "war and peaces", "Nothing of it", "PEACE-LOVING people",
    ]

    @Test("Bare words are found by their stems, quoted ones as they are written")
    func bareAndQuoted() throws {
        let index = try Self.index(Self.few)
        #expect(try found(index, "peaceful") == ["d0", "d1", "d2", "d4"])
        #expect(try found(index, "\"peaceful\"") == ["d0"])
        #expect(try found(index, "pursuing") == ["d1"])
        #expect(try found(index, "\"pursuing\"") == [])
        #expect(try found(index, "\"pursued peace\"") == ["d1"])
        #expect(try found(index, "\"pursue peace\"") == [])
        // What the analyser parts is a phrase of stems.
        #expect(try found(index, "peaceful-loves") == ["d4"])
        #expect(try found(index, "peac*") == ["d0", "d1", "d2", "d4"])
        #expect(try found(index, "text:peaceful -text:wars") == ["d0", "d1", "d4"])
        #expect(try index.search(SearchRequest("peaceful pursuing", limit: 5)).warnings == [])
    }

    @Test("Other fields stay as they are: of another language, of none, and keywords")
    func fields() throws {
        let index = try Index(storage: MemoryStorage(), options: Self.options())
        try index.write { batch in
            try batch.define(FieldDefinition(name: "title", type: .text, language: .german))
            try batch.define(FieldDefinition(name: "code", type: .text))
            try batch.define(FieldDefinition(name: "tag", type: .keyword))
            try batch.define(FieldDefinition(name: "text", type: .text, language: .english))
            try batch.define(FieldDefinition(name: "kept", type: .text, foldsAccents: false, language: .english))
            try batch.add(
                Document(
                    id: "a",
                    [
                        "title": "Häuser", "code": "houses", "tag": "houses", "text": "houses, peaceful cafés",
                        "kept": "peaceful cafés",
                    ]))
        }
        #expect(try found(index, "title:haus") == ["a"])
        #expect(try found(index, "title:hausern") == ["a"])
        #expect(try found(index, "title:\"haus\"") == [])
        #expect(try found(index, "code:house") == [])
        #expect(try found(index, "tag:house") == [])
        #expect(try found(index, "text:housing") == ["a"])
        // As no German word ends.
        #expect(try found(index, "text:peace") == ["a"])
        #expect(try found(index, "title:peace") == [])
        // The same language twice, with accents folded and kept.
        #expect(try found(index, "text:cafe") == ["a"])
        #expect(try found(index, "text:café") == ["a"])
        #expect(try found(index, "kept:café") == ["a"])
        #expect(try found(index, "kept:cafe") == [])
        #expect(try found(index, "kept:peaces") == ["a"])
    }

    @Test("What is found by its stem is marked where it stands, beside what is quoted")
    func highlights() throws {
        let text = "A peaceful day. They pursued peace, and ran."
        let index = try Self.index([text])
        func marked(_ query: String) throws -> [String] {
            var request = SearchRequest(query, limit: 1)
            request.snippetLength = 160
            let snippet = try #require(try index.search(request).hits.first?.snippet)
            return snippet.spans.map { String(decoding: Array(snippet.text.utf8)[$0], as: UTF8.self) }
        }
        #expect(try marked("peace") == ["peaceful", "peace"])
        #expect(try marked("\"peace\"") == ["peace"])
        #expect(try marked("running \"pursued peace\" peace") == ["peaceful", "pursued peace"])
        #expect(try marked("\"ran\" peace") == ["peaceful", "peace", "ran"])
    }

    @Test("Near each other bare words are stems and quoted ones are exact, and the whole is marked")
    func near() throws {
        let index = try Self.index([
            "They were pursuing a peaceful talk.", "pursue the peace talks", "peace, then long walks and a pursuit",
        ])
        #expect(try found(index, "pursued NEAR/1 peace") == ["d0", "d1"])
        #expect(try found(index, "pursued NEAR/1 \"peace\"") == ["d1"])
        #expect(try found(index, "\"pursued\" NEAR/1 peace") == [])
        #expect(try found(index, "talking ONEAR/3 pursued") == [])
        var request = SearchRequest("talking NEAR/2 \"a peaceful\"", limit: 3)
        request.snippetLength = 160
        let hits = try index.search(request).hits
        #expect(hits.map(\.id) == ["d0"])
        let snippet = try #require(hits.first?.snippet)
        #expect(snippet.spans.map { String(decoding: Array(snippet.text.utf8)[$0], as: UTF8.self) } == ["a peaceful talk"])
    }

    @Test("In several values stems stand where their words do, and next to none of another value")
    func values() throws {
        let index = try Index(storage: MemoryStorage(), options: Self.options())
        try index.write { batch in
            try batch.define(.english)
            try batch.add(Document(id: "a", fields: [.init(name: "text", values: ["They walk", "talking now"])]))
        }
        #expect(try found(index, "talked NEAR/0 \"now\"") == ["a"])
        #expect(try found(index, "walked NEAR/100 talk") == [])
    }

    @Test("Neither statistics nor fields nor patterns show the stems")
    func hidden() throws {
        let index = try Self.index(Self.few)
        let plain = try Self.index(Self.few, language: nil)
        let (one, other) = (try index.snapshot().indexStatistics, try plain.snapshot().indexStatistics)
        #expect(one.fields == other.fields)
        #expect(one.tokens == other.tokens)
        #expect(try index.count("/pursu/") == 0)
        #expect(try index.count("\"pursu\"") == 0)
        #expect(try index.count("text:*") == 5)
    }
}

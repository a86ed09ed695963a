@testable import Apus

/// An index in memory for a few documents, and short ways to ask it.
struct SmallIndex {
    let index: Index

    init(_ documents: [Document], defining fields: [FieldDefinition] = []) throws {
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        index = try Index(storage: MemoryStorage(), options: options)
        try index.write { batch in
            for field in fields { try batch.define(field) }
            for document in documents { try batch.add(document) }
        }
    }

    /// One text field, one document a text; the first is `0`.
    init(_ texts: String...) throws {
        try self.init(texts.enumerated().map { Document(id: String($0), ["text": .string($1)]) })
    }

    func add(_ documents: [Document]) throws {
        try index.write { batch in for document in documents { try batch.add(document) } }
    }

    /// The ids that a query finds, in the order of ids.
    func found(_ query: String) throws -> [String] { try hits(query).map(\.id).sorted() }

    func hits(_ query: String) throws -> [Hit] { try index.search(SearchRequest(query, limit: 1000)).hits }

    /// What is marked in the best hit's snippet.
    func marked(_ query: String, length: Int = 160) throws -> [String] {
        try snippet(query, length: length).map { snippet in
            snippet.spans.map { String(decoding: Array(snippet.text.utf8)[$0], as: UTF8.self) }
        } ?? []
    }

    func snippet(_ query: String, length: Int = 160) throws -> Snippet? {
        var request = SearchRequest(query)
        request.snippetLength = length
        return try index.search(request).hits.first?.snippet
    }
}

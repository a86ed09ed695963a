import Testing

@testable import Apus

/// Merges that give documents a new order.
@Suite("Reordering an index")
struct ReorderingTests {
    static func options(threads: Int = 1, memory: Int = IndexOptions.leastMemory) -> IndexOptions {
        var options = IndexOptions()
        options.threads = threads
        options.memory = memory
        options.mergesInBackground = false
        return options
    }

    /// Commits of random documents, of which some replace or delete earlier ones.
    private static func fill(_ index: Index, _ corpus: inout OracleCorpus, documents: Int, commits: Int) throws {
        let session = try WriteSession(index)
        defer { session.end() }
        for commit in 0..<commits {
            let batch = session.writer
            if commit == 0 { try batch.define(FieldDefinition(name: "tag", type: .keyword)) }
            for number in 0..<documents / commits {
                let again = commit > 0 && Int.random(in: 0..<8, using: &corpus.random) == 0
                try batch.add(corpus.document(id: "d\(again ? 0 : commit)-\(number)"), source: "file \(number % 7)")
                guard Int.random(in: 0..<8, using: &corpus.random) == 0 else { continue }
                batch.delete(id: "d\(Int.random(in: 0...commit, using: &corpus.random))-\(number / 2)")
            }
            try session.commit()
        }
    }

    static func index(
        seed: UInt64, documents: Int = 900, commits: Int = 3, in storage: any Storage = MemoryStorage(),
        options: IndexOptions = options()
    ) throws -> (Index, OracleCorpus) {
        var corpus = OracleCorpus(seed: seed, vocabulary: 100)
        let index = try Index(storage: storage, options: options)
        try fill(index, &corpus, documents: documents, commits: commits)
        return (index, corpus)
    }

    /// All that matters of an index but the order of its documents.
    static func documents(_ index: Index) throws -> [String: Document] {
        let snapshot = try index.snapshot()
        var documents: [String: Document] = [:]
        for view in snapshot.segments {
            for number in 0..<UInt32(view.reader.documentCount) where !view.isDeleted(DocumentID(number)) {
                let document = try snapshot.document(number, in: view)
                #expect(documents.updateValue(document, forKey: document.id) == nil)
                #expect(try snapshot.document(id: document.id) == document)
            }
        }
        return documents
    }

    static func ids(_ index: Index) throws -> [String] {
        try index.snapshot().segments.flatMap { view in
            try (0..<UInt32(view.reader.documentCount)).map { try view.reader.ids.id(of: $0) }
        }
    }

    private static func files(_ storage: any Storage) throws -> [String: [UInt8]] {
        Dictionary(
            uniqueKeysWithValues: try storage.names().filter { !["manifest", "lock"].contains($0) }.map {
                ($0, try storage.content(of: $0))
            })
    }

    private static let oneByOne: GraphBisection.Fork = { one, other in
        one()
        other()
    }

    @Test(
        "Documents, matches and scores stay the same to the bit, equal scores rank by the new order",
        arguments: Rounds.seeds(1...4, quick: 1))
    func answers(seed: UInt64) throws {
        let (plain, _) = try Self.index(seed: seed, documents: 540)
        let storage = MemoryStorage()
        var (reordered, corpus) = try Self.index(seed: seed, documents: 540, in: storage)
        try plain.merge()
        try reordered.merge(reordering: true)
        #expect(try reordered.segmentCount == 1)
        #expect(try Self.documents(reordered) == Self.documents(plain))
        #expect(try Self.ids(reordered) != Self.ids(plain))
        #expect(try IndexCheck(storage).run().problems == [])
        #expect(try IndexCheck(storage).run().leftovers == [])
        let oracle = try Oracle(try reordered.snapshot())
        for number in 0..<Rounds.of(60, quick: 8) {
            let query = number % 2 == 0 ? corpus.query() : corpus.flatQuery()
            var request = SearchRequest(query, limit: 2000)
            request.snippetLength = nil
            let (one, other) = (try plain.search(request), try reordered.search(request))
            func scores(_ result: SearchResult) -> [String: UInt32] {
                Dictionary(uniqueKeysWithValues: result.hits.map { ($0.id, $0.score.bitPattern) })
            }
            #expect(scores(one) == scores(other), "seed \(seed), \(query)")
            request.limit = 10
            oracle.expect(try reordered.search(request), answers: oracle.matches(query), limit: 10, "seed \(seed), \(query)")
        }
    }

    @Test("Columns go with their documents", arguments: [5, 6] as [UInt64])
    func columns(seed: UInt64) throws {
        let (index, _) = try Self.index(seed: seed)
        func values() throws -> [String: [String: [UInt64]]] {
            var values: [String: [String: [UInt64]]] = [:]
            for view in try index.snapshot().segments {
                for field in view.reader.columns.fields {
                    let column = try #require(try view.reader.columns.column(ofField: field))
                    for document in 0..<UInt32(view.reader.documentCount) where !view.isDeleted(DocumentID(document)) {
                        let found = try column.places(of: document).map { try column.value(at: $0) }
                        let words = column.wordCount == 0 ? found : try found.map { UInt64(try column.word(Int($0)).count) }
                        values[try view.reader.ids.id(of: document), default: [:]]["\(field)"] = words
                    }
                }
            }
            return values
        }
        let before = try values()
        try index.merge(reordering: true)
        #expect(try values() == before)
        #expect(Set(before.values.flatMap(\.keys)).count > 2)
    }

    @Test("The same documents in the same order are the same bytes again, whatever the threads")
    func sameBytes() throws {
        var contents: [[String: [UInt8]]] = []
        for (threads, memory) in [(1, 16), (2, 16), (2, 64), (3, 64)] {
            let storage = MemoryStorage()
            let (index, _) = try Self.index(seed: 7, in: storage, options: Self.options(threads: threads, memory: memory << 20))
            try index.merge(reordering: true)
            contents.append(try Self.files(storage))
        }
        for other in contents.dropFirst() { #expect(other == contents[0]) }
    }

    @Test("To several segments, each has an order of its own")
    func severalSegments() throws {
        let storage = MemoryStorage()
        let (index, _) = try Self.index(seed: 8, commits: 6, in: storage)
        let documents = try Self.documents(index)
        try index.merge(toSegments: 3, reordering: true)
        #expect(try index.segmentCount == 3)
        #expect(try Self.documents(index) == documents)
        #expect(try Self.ids(index).count == documents.count)
        #expect(try IndexCheck(storage).run().problems == [])
        try index.merge(toSegments: 9, reordering: true)
        #expect(try index.segmentCount == 3)
    }

    @Test("Later commits and merges keep the order, and ids and sources find their documents")
    func later() throws {
        let storage = MemoryStorage()
        let (index, _) = try Self.index(seed: 9, in: storage)
        try index.merge(reordering: true)
        let ids = try Self.ids(index)
        let replaced = try #require(ids.dropFirst(100).first)
        try index.write { batch in
            try batch.add(Document(id: replaced, ["text": "new"]))
            try batch.add(Document(id: "last", ["text": "new"]))
        }
        try index.merge()
        #expect(try Self.ids(index) == ids.filter { $0 != replaced } + [replaced, "last"])
        let session = try WriteSession(index)
        session.writer.delete(source: "file 3")
        try session.commit()
        session.end()
        #expect(try index.snapshot().documentCount < ids.count - 50)
        #expect(try IndexCheck(storage).run().problems == [])
    }

    @Test("What does not fit into memory at once comes to the same bytes")
    func littleMemory() throws {
        var contents: [[String: [UInt8]]] = []
        let snapshot = try Self.index(seed: 12, documents: 450).0.snapshot()
        for memory in [1 << 20, 1 << 12, 64, 0] {
            let storage = MemoryStorage()
            var merger = try SegmentMerger(
                snapshot.segments.map { ($0.reader, $0.deletions?.contains) }, schema: snapshot.schema, storage: storage,
                pairs: PairOptions(), memory: IndexOptions.leastMemory, isCancelled: { false })
            try merger.reorder(memory: 1 << 20, threads: 1, fork: Self.oneByOne)
            merger.memory = memory
            let record = try #require(try merger.merge(number: 1))
            contents.append(
                Dictionary(
                    uniqueKeysWithValues: try record.parts.map {
                        ($0.part.name, try storage.content(of: record.fileName(of: $0.part)))
                    }))
        }
        for other in contents.dropFirst() { #expect(other == contents[0]) }
    }
}

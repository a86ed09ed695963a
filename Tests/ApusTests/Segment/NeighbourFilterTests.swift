import Testing

@testable import Apus

@Suite("Filters of neighbouring words")
struct NeighbourFilterTests {
    private static func documents(_ count: Int, seed: UInt64, vocabulary: Int = 12) -> [Document] {
        var corpus = PairCorpus(seed: seed, vocabulary: vocabulary)
        return (0..<count).map { corpus.document(id: "d\($0)") }
    }

    /// The neighbours of each document's field, as "a b".
    private static func neighbours(_ document: Document, field: String) -> Set<String> {
        var found: Set<String> = []
        for case .string(let text) in document.fields.first(where: { $0.name == field })?.values ?? [] {
            let words = text.split(separator: " ")
            for (first, second) in zip(words, words.dropFirst()) { found.insert("\(first) \(second)") }
        }
        return found
    }

    private static func content(of index: Index) throws -> [UInt8] {
        let segments = try index.snapshot().segments
        #expect(segments.count == 1)
        let part = try #require(segments[0].reader.part(.neighbours))
        return withExtendedLifetime(part) { Array(part.content) }
    }

    /// No neighbours of a document are missed; says which share of the others passes.
    private static func shareThatPasses(_ reader: SegmentReader, _ documents: [Document]) throws -> Double {
        let filters = try #require(reader.neighbours)
        var (asked, passed) = (0, 0)
        for (number, field) in ["title", "text"].enumerated() {
            let words = try reader.words(field: number)
            let held = documents.map { neighbours($0, field: field) }
            for (first, one) in words {
                for (second, other) in words {
                    guard let row = filters.row(one, other, field: number) else { continue }
                    for (document, pairs) in held.enumerated() {
                        let mayHold = row.mayHold(UInt32(document))
                        if pairs.contains("\(first) \(second)") {
                            #expect(mayHold, "\(first) \(second) in \(document)")
                        } else {
                            asked += 1
                            passed += mayHold ? 1 : 0
                        }
                    }
                }
            }
        }
        #expect(asked > 10_000)
        return Double(passed) / Double(asked)
    }

    @Test("No neighbours are missed, and most of what is not there is told", arguments: Rounds.seeds(1...3, quick: 1))
    func rows(seed: UInt64) throws {
        // Every two words meet in most documents here, far more than in a language: the filter is fuller than it is meant to be.
        let documents = Self.documents(Rounds.of(900, quick: 500), seed: seed, vocabulary: 24)
        let reader = try PairCorpus.index(documents, pairs: .filters).snapshot().segments[0].reader
        #expect(try Self.shareThatPasses(reader, documents) < 0.4)
        var beside = PairOptions.all
        (beside.permille, beside.filterPermille) = (100, 1000)
        let both = try PairCorpus.index(documents, pairs: beside).snapshot().segments[0].reader
        let filters = try #require(both.neighbours)
        let words = try both.words(field: 1).values
        for (one, other) in words.flatMap({ one in words.map { (one, $0) } }) {
            guard case .uncovered = try #require(both.pairs).pair(one, other, field: 1) else {
                #expect(filters.row(one, other, field: 1) == nil)
                continue
            }
        }
        _ = try Self.shareThatPasses(both, documents)
    }

    @Test("A merge writes the bytes that the living documents give at once, in any windows")
    func sameBytes() throws {
        var all = Self.documents(900, seed: 4)
        let content = try Self.content(of: PairCorpus.index(all, pairs: .filters))
        for windowWords in [64, 1 << 20] {
            var options = PairOptions.filters
            options.windowWords = windowWords
            #expect(try Self.content(of: PairCorpus.index(all, pairs: options)) == content, "windows of \(windowWords)")
        }
        let merged = try PairCorpus.index(Array(all[..<500]), pairs: .filters)
        try merged.write { batch in for document in all[500...] { try batch.add(document) } }
        try merged.write { try $0.delete(id: "d77") }
        try merged.merge()
        all.remove(at: 77)
        #expect(try Self.content(of: merged) == Self.content(of: PairCorpus.index(all, pairs: .filters)))
    }

    @Test("Filters keep to their budget, and cover the cheaper words first")
    func budget() throws {
        let documents = Self.documents(3000, seed: 5)
        var highest: UInt64 = .max
        for permille in [1000, 100, 60] {
            var options = PairOptions.filters
            options.filterPermille = permille
            let reader = try PairCorpus.index(documents, pairs: options).snapshot().segments[0].reader
            let filters = try #require(reader.neighbours)
            let bytes = [SegmentPart.terms, .postings, .positions].reduce(0) { $0 + reader.part($1)!.content.count }
            // Rows are whole.
            #expect(filters.fieldsStart <= bytes * permille / 1000 + 2 * NeighbourFilterLayout.rowBytes)
            #expect(filters.fields.allSatisfy { $0.costs.upperBound < highest && $0.costs.lowerBound >= 128 })
            highest = filters.fields.map(\.costs.upperBound).max() ?? 0
        }
    }

    @Test("Where some words of a cost are left out, all of that cost are")
    func truncated() {
        var words = CommonWords(limit: 3, least: 2)
        for (place, cost) in [5, 9, 5, 1, 7, 5, 8].enumerated() {
            let entry = TermEntry(
                documentFrequency: UInt32(cost), totalFrequency: UInt64(cost), onlyDocument: .end, postingsOffset: place,
                postingsLength: 1, positionsOffset: 0, positionsLength: 1)
            [UInt8(0), 0, UInt8(place)].withUnsafeBufferPointer { words.note($0, entry) }
        }
        let field = words.fields[0]
        #expect(field.words.map(\.phraseCost) == [9, 8, 7])
        #expect(field.least == 8 && field.occurrences == 40)
        let choice = NeighbourFilterChoice(words, bits: 1 << 20)
        #expect(choice.fields.map(\.costs) == [8...9])
    }

    @Test("Hostile bytes are an error at most, and a check finds every one that is not in a filter's bits by chance")
    func hostile() throws {
        let storage = MemoryStorage()
        let documents = Self.documents(600, seed: 8)
        let reader = try PairCorpus.index(documents, pairs: .filters, storage: storage).snapshot().segments[0].reader
        let words = try reader.words(field: 1).values
        let content = try #require(reader.part(.neighbours).map { Array($0.content) })
        try WrittenPart(.neighbours) { try $0.append(content) }.expectOnlyDamage(from: content.count - 200) { part in
            let filters = try NeighbourFilterReader(part, documentCount: documents.count)
            for (one, other) in zip(words, words.dropFirst()) {
                guard let row = filters.row(one, other, field: 1) else { continue }
                for document in 0..<2 as Range<UInt32> { _ = row.mayHold(document) }
            }
        }
        for offset in stride(from: 0, to: content.count, by: Rounds.of(211, quick: 633)) {
            var changed = content
            changed[offset] ^= UInt8(1 << (offset % 8))
            try storage.replace(.neighbours, of: 0, with: changed)
            #expect(try IndexCheck(storage).run().problems.contains { $0.file.hasSuffix(".neighbours") }, "byte \(offset)")
        }
    }
}

import Testing

@testable import Apus

@Suite("Pairs of words")
struct PairsTests {
    private struct Entry: Equatable {
        var document: UInt32
        var frequency: UInt32
    }

    private static func documents(_ count: Int, seed: UInt64) -> [Document] {
        var corpus = PairCorpus(seed: seed)
        return (0..<count).map { corpus.document(id: "d\($0)") }
    }

    /// What reading the texts finds: for each two words that follow each other the documents, in order.
    private static func naive(_ documents: [Document], field: String) -> [String: [Entry]] {
        var found: [String: [Entry]] = [:]
        for (number, document) in documents.enumerated() {
            var counts: [String: UInt32] = [:]
            for case .string(let text) in document.fields.first(where: { $0.name == field })?.values ?? [] {
                let words = text.split(separator: " ")
                for (first, second) in zip(words, words.dropFirst()) { counts["\(first) \(second)", default: 0] += 1 }
            }
            for (pair, count) in counts { found[pair, default: []].append(Entry(document: UInt32(number), frequency: count)) }
        }
        return found
    }

    private static func entries(_ list: PostingList) -> [Entry] {
        let arena = SearchArena()
        var cursor = TermCursor(list, arena: arena)
        var found: [Entry] = []
        while cursor.document != .end {
            found.append(Entry(document: cursor.document.rawValue, frequency: cursor.frequency))
            cursor.advance()
        }
        #expect(arena.damage == nil)
        return found
    }

    /// Every pair of words is found in the documents in which the texts have it, and in no others.
    private static func compare(_ reader: SegmentReader, _ documents: [Document], _ what: Comment) throws {
        let pairs = try #require(reader.pairs)
        for (number, field) in ["title", "text"].enumerated() {
            let expected = naive(documents, field: field)
            let words = try reader.words(field: number)
            for (first, one) in words {
                for (second, other) in words {
                    switch try pairs.pair(one, other, field: number) {
                    case .uncovered: Issue.record("\(what): \(first) \(second) is not covered")
                    case .absent: #expect(expected["\(first) \(second)"] == nil, what)
                    case .list(let list): #expect(entries(list) == expected["\(first) \(second)"], what)
                    }
                }
            }
            for (rare, one) in try reader.words(field: number, from: 1, to: 1) {
                for other in words.values {
                    for (first, second) in [(one, other), (other, one), (one, one)] {
                        guard case .uncovered = try pairs.pair(first, second, field: number) else {
                            Issue.record("\(what): \(rare) has no list to be known by")
                            continue
                        }
                    }
                }
            }
        }
    }

    @Test("The lists of pairs are what the texts have", arguments: Rounds.seeds(1...6, quick: 1))
    func lists(seed: UInt64) throws {
        let documents = Self.documents(Int(seed) * 40, seed: seed)
        for (windowWords, memory) in [(1, 1 << 20), (64, 1 << 20), (1 << 18, 1 << 20), (300, 2000)] {
            var options = PairOptions.all
            (options.windowWords, options.memory) = (windowWords, memory)
            let index = try PairCorpus.index(documents, pairs: options)
            try Self.compare(try index.snapshot().segments[0].reader, documents, "seed \(seed), windows of \(windowWords)")
        }
    }

    @Test("A merge writes the bytes that the living documents give at once, in any memory and by any threads")
    func sameBytes() throws {
        var all = Self.documents(500, seed: 3)
        let content = try Self.pairs(of: PairCorpus.index(all))
        var options = PairOptions.all
        options.memory = 3000
        #expect(try Self.pairs(of: PairCorpus.index(all, pairs: options)) == content)
        let merged = try PairCorpus.index(Array(all[..<100]))
        for run in [all[100..<101], all[101..<350], all[350...]] {
            try merged.write { batch in for document in run { try batch.add(document) } }
        }
        try merged.write { try $0.delete(id: "d77") }
        try merged.merge()
        all.remove(at: 77)
        #expect(try Self.pairs(of: merged) == Self.pairs(of: PairCorpus.index(all)))
        var threaded = PairCorpus.options()
        threaded.threads = 3
        let index = try Index(storage: MemoryStorage(), options: threaded)
        try index.write { batch in
            for (name, type) in [("title", FieldType.text), ("text", .text), ("tag", .keyword)] {
                try batch.define(FieldDefinition(name: name, type: type))
            }
            for document in all { try batch.add(document) }
        }
        try index.merge()
        #expect(try Self.pairs(of: index) == Self.pairs(of: merged))
    }

    private static func pairs(of index: Index) throws -> [UInt8] {
        let segments = try index.snapshot().segments
        #expect(segments.count == 1)
        let part = try #require(segments[0].reader.part(.pairs))
        return withExtendedLifetime(part) { Array(part.content) }
    }

    @Test("The budget bounds what pairs take, and the commonest stay")
    func budget() throws {
        let documents = Self.documents(3000, seed: 5)
        var options = PairOptions.all
        // Wide enough for a sample that is like the whole.
        options.windowWords = 1 << 10
        var last = Int.max
        for permille in [1000, 300, 150] {
            options.permille = permille
            let reader = try PairCorpus.index(documents, pairs: options).snapshot().segments[0].reader
            let pairs = try #require(reader.pairs)
            let indexBytes = [SegmentPart.terms, .postings, .positions].reduce(0) { $0 + reader.part($1)!.content.count }
            #expect(pairs.part.content.count <= indexBytes * permille / 800)
            #expect(pairs.pairCount < last || permille == 1000)
            last = pairs.pairCount
            let words = try reader.words(field: 1)
            guard case .list = try pairs.pair(words["a"]!, words["a"]!, field: 1) else {
                Issue.record("the commonest pair has no list")
                continue
            }
        }
    }

    @Test("Small segments and those whose options say so have none")
    func none() throws {
        let documents = Self.documents(900, seed: 6)
        var small = PairOptions()
        small.leastIndexBytes = 0
        for options in [PairOptions(), small, .none] {
            let index = try PairCorpus.index(documents, pairs: options)
            #expect(try index.snapshot().segments[0].reader.pairs == nil)
            #expect(try index.snapshot().indexStatistics.pairs == 0)
        }
        #expect(try PairCorpus.index(documents).snapshot().indexStatistics.pairs > 100)
    }

    @Test("Products are told apart in order")
    func classes() {
        var last = 0
        for product: UInt64 in Array(0...5000) + [1 << 40, 1 << 63, .max] {
            let place = PairCosts.classOf(product)
            #expect(place >= last && PairCosts.lowestProduct(ofClass: place) <= product)
            #expect(place == 0 || PairCosts.classOf(PairCosts.lowestProduct(ofClass: place)) == place)
            last = place
        }
        #expect(last < 512)
    }

    @Test("Hostile bytes are an error at most", arguments: [(6, 4), (140, 1)])
    func hostile(documents: Int, vocabulary: Int) throws {
        var corpus = PairCorpus(seed: 8, vocabulary: vocabulary)
        let texts = (0..<documents).map { Document(id: "d\($0)", ["title": .string("a b " + corpus.text(6))]) }
        let reader = try PairCorpus.index(texts).snapshot().segments[0].reader
        let words = try reader.words(field: 0)
        let content = try Self.content(reader)
        try WrittenPart(.pairs) { try $0.append(content) }.expectOnlyDamage { part in
            let pairs = try PairsReader(part, documentCount: documents)
            for (one, other) in words.values.flatMap({ one in words.values.map { (one, $0) } }) {
                guard case .list(let list) = try pairs.pair(one, other, field: 0) else { continue }
                let arena = SearchArena()
                var cursor = TermCursor(list, arena: arena)
                while cursor.document != .end {
                    _ = cursor.frequency
                    cursor.advance()
                }
            }
        }
    }

    private static func content(_ reader: SegmentReader) throws -> [UInt8] {
        let part = try #require(reader.part(.pairs))
        return withExtendedLifetime(reader) { Array(part.content) }
    }
}

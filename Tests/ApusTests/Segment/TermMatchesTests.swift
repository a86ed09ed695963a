import Testing

@testable import Apus

@Suite("Walking the terms that a pattern matches")
struct TermMatchesTests {
    private static func dictionary(_ keys: [[UInt8]]) throws -> TermDictionaryReader {
        let part = try WrittenPart(.terms) { part in
            let writer = TermDictionaryWriter(part)
            var (postings, positions) = (0, 0)
            for (number, key) in keys.enumerated() {
                let documents = number % 3 + 1
                let entry = TermEntry(
                    documentFrequency: UInt32(documents), totalFrequency: UInt64(documents),
                    onlyDocument: documents == 1 ? DocumentID(UInt32(number)) : .end,
                    postingsOffset: postings, postingsLength: documents == 1 ? 0 : number, positionsOffset: positions,
                    positionsLength: number)
                try key.withUnsafeBufferPointer { try writer.add($0, entry) }
                postings += entry.postingsLength
                positions += entry.positionsLength
            }
            try writer.finish()
        }
        return try TermDictionaryReader(try part.reader())
    }

    private static func keys(_ count: Int, _ random: inout SeededRandom) -> [[UInt8]] {
        let keys = (0..<count).map { _ in
            TermKey.bytes(field: Int.random(in: 0..<3, using: &random), term: Array(SketchedPattern.term(&random, most: 5).utf8))
        }
        return Set(keys.filter { $0.count > 2 }).sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func check(_ dictionary: TermDictionaryReader, _ keys: [[UInt8]], _ pattern: TermPattern, _ what: String)
        throws
    {
        let judge = SharedAutomaton(pattern)
        for field in 0..<4 {
            let prefix = TermKey.bytes(field: field, term: [])
            let expected = keys.filter { $0.starts(with: prefix) && judge.cost(of: $0.dropFirst(2)) != nil }
            var matches = try TermMatches(dictionary, field: field, TermAutomaton(pattern))
            var found: [[UInt8]] = []
            while let entry = try matches.next() {
                let key = prefix + matches.term
                #expect(try key.withUnsafeBufferPointer { try dictionary.entry($0) } == entry, "\(what), field \(field)")
                #expect(matches.cost == judge.cost(of: matches.term), "\(what), field \(field)")
                found.append(key)
            }
            #expect(found == expected, "\(what), field \(field)")
            #expect(try matches.next() == nil)
            for after in [expected.dropFirst(expected.count / 2).first, keys.dropFirst(keys.count / 3).first] {
                guard let after, after.starts(with: prefix) else { continue }
                matches = try TermMatches(
                    dictionary, field: field, TermAutomaton(pattern), after: Array(after.dropFirst(prefix.count)))
                found = []
                while try matches.next() != nil { found.append(prefix + matches.term) }
                #expect(
                    found == expected.filter { after.lexicographicallyPrecedes($0) }, "\(what), field \(field), after \(after)")
            }
        }
    }

    @Test("finds those that a look at every term finds, with their entries", arguments: 1...6 as ClosedRange<UInt64>)
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let keys = Self.keys([0, 1, 16, 17, 200, 3000][Int(seed) - 1], &random)
        let dictionary = try Self.dictionary(keys)
        for round in 0..<Rounds.of(60, quick: 30) {
            let pattern: TermPattern
            switch round % 4 {
            case 0: pattern = try TermPattern(.prefix(Array(SketchedPattern.term(&random, most: 3).utf8)))
            case 1: pattern = try TermPattern(near: Array(SketchedPattern.term(&random, most: 5).utf8), edits: round / 4 % 2 + 1)
            case 2: pattern = try TermPattern(.sequence([.anything, .text(Array(SketchedPattern.term(&random, most: 3).utf8))]))
            default:
                let text = SketchedPattern.random(&random).description
                pattern = try TermPattern(try RegularExpressionParser.tree(of: text, folding: PatternFolding(.exact)))
            }
            try Self.check(dictionary, keys, pattern, "seed \(seed), round \(round)")
        }
    }

    @Test("goes on where the automaton forgets its states on the way")
    func forgetting() throws {
        var random = SeededRandom(seed: 9)
        let terms = (0..<500).map { _ in
            (0..<40).map { _ in Bool.random(using: &random) ? UInt8(ascii: "a") : UInt8(ascii: "b") }
        }
        let keys = Set(terms).map { TermKey.bytes(field: 0, term: $0) }.sorted { $0.lexicographicallyPrecedes($1) }
        let tree = try RegularExpressionParser.tree(of: "(a|b)*a(a|b){20}", folding: PatternFolding(.exact))
        let automaton = TermAutomaton(try TermPattern(tree), room: 1 << 15)
        var matches = try TermMatches(try Self.dictionary(keys), field: 0, automaton)
        var found: [[UInt8]] = []
        while try matches.next() != nil { found.append(Array(matches.term)) }
        #expect(found == keys.map { Array($0.dropFirst(2)) }.filter { $0[$0.count - 21] == UInt8(ascii: "a") })
    }

    @Test("Hostile bytes are an error at most")
    func hostileBytes() throws {
        var random = SeededRandom(seed: 78)
        let keys = Self.keys(60, &random)
        let part = try WrittenPart(.terms) { part in
            let writer = TermDictionaryWriter(part)
            for key in keys {
                let entry = TermEntry(
                    documentFrequency: 1, totalFrequency: 1, onlyDocument: DocumentID(3), postingsOffset: 0, postingsLength: 0,
                    positionsOffset: 0,
                    positionsLength: 1)
                try key.withUnsafeBufferPointer { try writer.add($0, entry) }
            }
            try writer.finish()
        }
        let patterns = [try TermPattern(.anything), try TermPattern(near: Array("aж".utf8), edits: 2)]
        try part.expectOnlyDamage { part in
            let dictionary = try TermDictionaryReader(part)
            for pattern in patterns {
                var matches = try TermMatches(dictionary, field: 1, TermAutomaton(pattern))
                var count = 0
                while count < 100, try matches.next() != nil { count += 1 }
            }
        }
    }
}

import Testing

@testable import Apus

@Suite("Printing queries and reading them again")
struct QueryRoundTripTests {
    /// 443288 found `(title,text):(=` before a combining mark.
    private static let seeds: [UInt64] = [20_261_123, 443_288, 7, 1_000_003]

    /// Pieces that mean something to the grammar, so that random texts reach all of it.
    private static let pieces = [
        "a", "peace", "é", "𝔸", "9", " ", " ", " ", "(", ")", "\"", "“", "”", "«", "»", "＂", "+", "-", "*", "?", "~", "~2", "^",
        "^2", "^0.5",
        "/", "\\", "[", "]", "{", "}", "<", "=", ">", ",", ":", "title:", "text:", "(title,text):", "like:", "nope:", " AND ",
        " OR ",
        "NOT ", " NEAR/3 ", " ONEAR ", " SENTENCE ", " PARAGRAPH ", " TO ", "'", "’", "—", "\u{A0}", "\u{301}", "ל", "😀", ".",
        "1e9", "://",
    ]

    private func expectRoundTrip(of text: String, matching: QueryParser.Matching = .any, seed: UInt64) {
        guard let parsed = try? parseQuery(text, matching: matching) else { return }
        let printed = parsed.query.description
        let again = try? parseQuery(printed)
        let offsets = parsed.warnings.map(\.offset)
        let isSame = again?.query == parsed.query && again?.query.description == printed
        // `#expect` is slow, and this runs very often.
        if !isSame { Issue.record("seed \(seed): \(text.debugDescription) prints as \(printed.debugDescription)") }
        if offsets != offsets.sorted() || offsets.contains(where: { !(0...text.utf8.count).contains($0) }) {
            Issue.record("seed \(seed): \(text.debugDescription) warns at \(offsets)")
        }
    }

    @Test("A sign stays a sign before a mark that combines with it", arguments: ["=", "<", ">", "[", "{"])
    func combinedSigns(sign: String) {
        for text in ["(title,text):(\(sign)\u{301})", "title:(\(sign)\u{338}a)", "title:\(sign)\u{301}"] {
            expectRoundTrip(of: text, seed: 0)
        }
    }

    @Test("A question mark is part of an address behind its slashes, and a wildcard in front of them")
    func addresses() throws {
        for text in ["é?é<*-://", "a?b://", "http://a?b*", "x://a?b", "a*://b?c", "a?b*://c?d"] {
            expectRoundTrip(of: text, seed: 0)
        }
        #expect(try parseQuery("http://a.org/x?page").query == .word("http://a.org/x?page"))
        #expect(try parseQuery("a?b*-://").query == .wildcard("a?b*-://"))
    }

    @Test(
        "A word named like an operator stays a word",
        arguments: ["AND", "OR", "NOT", "NEAR", "NEAR/3", "NEAR/x", "ONEAR", "ONEAR/2", "SENTENCE", "PARAGRAPH", "NEARBY"])
    func operatorNames(name: String) throws {
        for text in [
            "a \(name)~0 b", "(a OR \(name)~0 b)", "-\(name)~0 a", "a \(name)^2 b", "title:\(name)", "(a \(name)~0^2)",
            "\(name)~",
        ] {
            expectRoundTrip(of: text, seed: 0)
        }
        let words = Query.boolean(["a", name, "b"].map { Query.Clause(.optional, .word($0)) })
        #expect(try parseQuery(words.description).query == words)
    }

    @Test("Any bytes are a query, and its printed text is the same query", arguments: seeds)
    func randomBytes(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<Rounds.of(25_000, quick: 2500) {
            let count = Int.random(in: 0...12, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            expectRoundTrip(of: String(decoding: bytes, as: UTF8.self), seed: seed)
        }
    }

    @Test("Texts of the grammar's own pieces are queries, and their printed texts are the same queries", arguments: seeds)
    func randomPieces(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for round in 0..<Rounds.of(15_000, quick: 1500) {
            let count = Int.random(in: 1...(round % 10 == 0 ? 40 : 9), using: &random)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            expectRoundTrip(of: text, matching: round % 3 == 0 ? .all : .any, seed: seed)
        }
    }

    @Test("Random trees print as texts that mean the same trees", arguments: seeds)
    func randomTrees(seed: UInt64) throws {
        var trees = RandomQueries(seed: seed)
        for _ in 0..<Rounds.of(1_500, quick: 500) {
            let query = trees.query(depth: 4)
            let again = try parseQuery(query.description)
            #expect(again.query == query, "seed \(seed): \(query)")
            #expect(again.warnings.isEmpty, "seed \(seed): \(query)")
        }
    }

    @Test("A whole text as one phrase prints as that phrase", arguments: seeds)
    func phraseMode(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let parser = QueryParser(fieldNames: queryTestFields.contains)
        for _ in 0..<Rounds.of(5_000, quick: 1500) {
            let text = (0..<6).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            let query = try parser.parse(phrase: text).query
            #expect(try parseQuery(query.description).query == query, "seed \(seed): \(text.debugDescription)")
        }
    }
}

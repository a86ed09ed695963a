import Testing

@testable import Apus

@Suite("Limits of queries")
struct QueryLimitTests {
    private func expectRefused(
        _ text: String, _ name: QueryLimits.Name, max: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: QueryLimits.Exceeded(name, max: max), sourceLocation: sourceLocation) { try parseQuery(text) }
    }

    @Test("100,000 of anything that nests or counts are refused by the name of a limit")
    func hundredThousand() {
        let many = 100_000
        expectRefused(String(repeating: "(", count: many), .nesting, max: 128)
        expectRefused(String(repeating: ")", count: many), .clauses, max: 1024)
        expectRefused(String(repeating: "()", count: many), .clauses, max: 1024)
        expectRefused(String(repeating: "\"", count: many), .clauses, max: 1024)
        expectRefused(String(repeating: "“", count: many / 2), .clauses, max: 1024)
        expectRefused(String(repeating: "a ", count: many), .clauses, max: 1024)
        expectRefused(String(repeating: "a OR ", count: 50_000), .clauses, max: 1024)
        expectRefused(String(repeating: "AND ", count: 60_000), .clauses, max: 1024)
        expectRefused(String(repeating: "- ", count: many), .clauses, max: 1024)
        expectRefused(String(repeating: "title:(", count: 30_000), .nesting, max: 128)
        expectRefused(String(repeating: "-(", count: many), .nesting, max: 128)
        expectRefused("\"" + String(repeating: "a ", count: many) + "\"", .phrase, max: 4096)
        expectRefused(String(repeating: "a-", count: many), .phrase, max: 4096)
        expectRefused(
            "\"" + String(repeating: "(", count: 1000) + String(repeating: " OR b)", count: 1000) + "\"", .nesting, max: 128)
    }

    @Test("What is long but no more than one thing is read in linear time")
    func longTexts() throws {
        for text in ["—", "[", "<", "title:[", "^2", "~", "\\", "a:", "/", "e", "9", "*", "*a", "?", "'", "a?", "😀"] {
            let long = String(repeating: text, count: 20_000 / text.utf8.count)
            for query in [long, "title:" + long, "\"" + long, "(\(long)", "/" + long, "year:[" + long] {
                _ = try? parseQuery(query)
            }
        }
        #expect(try parseQuery(String(repeating: "NOT ", count: 50_000) + "a").query == .word("a"))
    }

    @Test("A query is at most 256 KiB")
    func bytes() throws {
        #expect(try parseQuery(String(repeating: "x", count: 256 << 10)).warnings.isEmpty)
        expectRefused(String(repeating: "x", count: (256 << 10) + 1), .query, max: 256 << 10)
        expectRefused(String(repeating: " ", count: 1 << 20), .query, max: 256 << 10)
    }

    @Test("The largest query within each limit is read")
    func atTheLimit() throws {
        func nested(_ depth: Int) -> String { String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth) }
        #expect(try parseQuery(nested(128)).query == .word("a"))
        expectRefused(nested(129), .nesting, max: 128)
        #expect(try parseQuery(String(repeating: "a ", count: 1024)).warnings.isEmpty)
        expectRefused(String(repeating: "a ", count: 1025), .clauses, max: 1024)
        #expect(try parseQuery("\"" + String(repeating: "don't ", count: 4096) + "\"").warnings.isEmpty)
        expectRefused("\"" + String(repeating: "don't ", count: 4097) + "\"", .phrase, max: 4096)
        let words = (1...4096).map { "w\($0)" }.joined(separator: "-")
        #expect(try parseQuery(words).query == .word(words))
        expectRefused(words + "-more", .phrase, max: 4096)
    }

    @Test("The deepest trees that the limits allow print as texts within the limits")
    func deepest() throws {
        let levels = [
            "(X b)", "-(X)", "(a OR NOT X)", "(X AND b OR c)", "title:(X)^2", "((X)^2)^3", "(X NEAR/1 b NEAR/2 c)",
            "(text:(X^2) SENTENCE b)",
            "(a OR NOT -X AND -b)",
        ]
        for level in levels {
            var text = "a"
            var accepted = 0
            while let query = try? parseQuery(text).query {
                #expect(try parseQuery(query.description).query == query, "\(level) \(accepted)")
                accepted += 1
                text = level.split(separator: "X", maxSplits: 1).joined(separator: text)
            }
            #expect((30...129).contains(accepted), "\(level) \(accepted)")
        }
    }

    @Test("Chains of unlike NEARs nest")
    func chains() throws {
        let chain = (0..<128).map { "w NEAR/\($0 % 2) " }.joined() + "w"
        #expect(try parseQuery(parseQuery(chain).query.description).query == parseQuery(chain).query)
        expectRefused(chain + " NEAR/5 w NEAR/6 w", .nesting, max: 128)
    }
}

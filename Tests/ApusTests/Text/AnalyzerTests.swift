import Testing

@testable import Apus

@Suite("Analyzer")
struct AnalyzerTests {
    private static let byComma = Analyzer(name: "comma", version: 7) { text in
        var start = 0
        return text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            defer { start += part.utf8.count + 1 }
            return Token(term: Array(part.utf8), start: start, end: start + part.utf8.count)
        }
    }

    @Test("An analyser of one's own gives the tokens of its closure, empty ones left out")
    func ownAnalyzer() {
        let tokens = Self.byComma.tokens(in: "a b,,É")
        #expect(tokens == [Token(term: Array("a b".utf8), start: 0, end: 3), Token(term: Array("É".utf8), start: 5, end: 7)])
        #expect(Self.byComma.name == "comma" && Self.byComma.version == 7)
    }

    @Test("Terms of one's own are cut between characters")
    func longTerms() {
        let tokens = Self.byComma.tokens(in: String(repeating: "é", count: 200))
        #expect(tokens.map(\.term) == [Array(String(repeating: "é", count: 127).utf8)])
    }

    @Test("The indexer gets the tokens that the analyser shows, built in or one's own")
    func tokenSource() {
        let text = "Don’t, café, 中文"
        for analyzer in [Analyzer.standard, Self.byComma] {
            for foldsAccents in [true, false] {
                var terms: [[UInt8]] = []
                let source = TokenSource(analyzer)
                source.forEachToken(in: text, foldsAccents: foldsAccents) { term in
                    terms.append(Array(term.bytes))
                    return true
                }
                #expect(terms == analyzer.tokens(in: text, foldsAccents: foldsAccents).map(\.term))
            }
        }
    }
}

import Testing

@testable import Apus

@Suite("Automata of patterns")
struct TermAutomatonTests {
    private static let exact = PatternFolding(.exact)

    private static func automaton(_ pattern: String, _ folding: PatternFolding = exact) throws -> SharedAutomaton {
        SharedAutomaton(try TermPattern(try RegularExpressionParser.tree(of: pattern, folding: folding)))
    }

    @Test("match what following all ways over whole characters matches", arguments: 1...8 as ClosedRange<UInt64>)
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var matched = 0
        for _ in 0..<120 {
            let pattern = SketchedPattern.random(&random)
            let automaton = try Self.automaton(pattern.description)
            for _ in 0..<60 {
                let term = SketchedPattern.term(&random)
                let isMatch = pattern.matches(term)
                matched += isMatch ? 1 : 0
                #expect((automaton.cost(of: term.utf8) == 0) == isMatch, "seed \(seed): \(pattern) and \(term)")
            }
        }
        #expect(matched > 200)
    }

    @Test("of edits give the fewest edits, as the whole table does", arguments: 1...6 as ClosedRange<UInt64>)
    func edits(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        func word() -> String {
            let letters: [Unicode.Scalar] = ["a", "b", "é", "中"]
            return String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in letters.randomElement(using: &random)! }))
        }
        for _ in 0..<40 {
            let asked = word()
            let automata = try (0...2).map { SharedAutomaton(try TermPattern(near: Array(asked.utf8), edits: $0)) }
            for _ in 0..<60 {
                let term = word()
                let distance = editDistance(asked, term)
                for most in 0...2 {
                    #expect(
                        automata[most].cost(of: term.utf8) == (distance <= most ? distance : nil),
                        "seed \(seed): \(asked)~\(most) and \(term), which is \(distance) away")
                }
            }
        }
    }

    @Test("forget their states and answer as before")
    func forgetting() throws {
        let automaton = try Self.automaton("(a|b)*a(a|b){6}")
        var random = SeededRandom(seed: 5)
        for _ in 0..<200 {
            let term = String((0..<12).map { _ in Bool.random(using: &random) ? "a" : "b" as Character })
            let before = automaton.cost(of: term.utf8)
            #expect((before != nil) == (Array(term)[term.count - 7] == "a"))
            automaton.forget()
            #expect(automaton.cost(of: term.utf8) == before)
        }
    }

    @Test("have bounded tables where the deterministic ones are exponential")
    func bounded() throws {
        let automaton = try Self.automaton("(a|b)*a(a|b){40}")
        var random = SeededRandom(seed: 6)
        for _ in 0..<40 {
            let term = String((0..<200).map { _ in Bool.random(using: &random) ? "a" : "b" as Character })
            #expect((automaton.cost(of: term.utf8) != nil) == (Array(term)[term.count - 41] == "a"))
        }
    }

    @Test("tell what no byte can save, and the next byte that can")
    func live() throws {
        let automaton = try Self.automaton("p(e|é|\\u)".replacing("\\u", with: "x"))
        #expect(automaton.step(UInt8(ascii: "q"), from: automaton.start) == TermAutomaton.dead)
        let behind = automaton.step(UInt8(ascii: "p"), from: automaton.start)
        #expect(automaton.firstLive(above: 0, from: behind) == UInt8(ascii: "e"))
        #expect(automaton.firstLive(above: UInt8(ascii: "e"), from: behind) == UInt8(ascii: "x"))
        #expect(automaton.firstLive(above: UInt8(ascii: "x"), from: behind) == 0xC3)
        #expect(automaton.firstLive(above: 0xC3, from: behind) == nil)
        #expect(automaton.firstLive(above: 0xFF, from: behind) == nil)
    }

    @Test("fold the characters of a pattern as words are folded")
    func folding() throws {
        let cases: [(pattern: String, term: String)] = [
            ("PEACE", "peace"), ("[A-C]É+", "bee"), ("caf[É]", "cafe"), ("stra[ß]e", "strasse"), ("straße", "strasse"),
            ("don’t", "don't"),
            ("ﬁ.d", "find"), ("e\u{301}t\u{E9}", "ete"), ("[^E]a", "xa"), ("\\w{2}\\d", "жж1"),
        ]
        for (pattern, term) in cases {
            #expect(try Self.automaton(pattern, PatternFolding(.text(foldsAccents: true))).cost(of: term.utf8) == 0, "\(pattern)")
        }
        #expect(try Self.automaton("[^E]a", PatternFolding(.text(foldsAccents: true))).cost(of: "ea".utf8) == nil)
        #expect(try Self.automaton("CAFÉ", PatternFolding(.text(foldsAccents: false))).cost(of: "café".utf8) == 0)
        #expect(try Self.automaton("Café").cost(of: "café".utf8) == nil)
    }

    @Test("are not made of what cannot be read, which is told with its byte")
    func refusals() throws {
        let cases: [(pattern: String, offset: Int)] = [
            ("(a", 0), ("a)", 1), ("é*[b", 3), ("*a", 0), ("a|+", 2), ("a{", 2), ("a{2", 1), ("a{3,2}", 1), ("[]", 0),
            ("[z-a]", 1),
            ("\\q", 0), ("a\\", 2), ("^a", 0), ("a$", 1), ("[a-", 3), ("[\\q]", 1), ("a]", 1), ("[^a\u{301}\u{302}]", 2),
        ]
        for (pattern, offset) in cases {
            do {
                _ = try Self.automaton(pattern)
                Issue.record("\(pattern) was read")
            } catch let error as PatternError {
                guard case .syntax(offset, _) = error else {
                    Issue.record("\(pattern): \(error)")
                    continue
                }
            }
        }
    }

    @Test("are bounded in states, in depth and in folded characters")
    func limits() throws {
        func tree(_ pattern: String) throws -> PatternTree {
            try RegularExpressionParser.tree(of: pattern, folding: PatternFolding(.text(foldsAccents: true)))
        }
        #expect(throws: TermPattern.TooLarge.self) { try TermPattern(try tree("((a{200}){200}){200}")) }
        #expect(throws: PatternError.tooDeep) { try tree(String(repeating: "(", count: 129) + "a") }
        #expect(throws: PatternError.tooLarge) { try tree(String(repeating: "[\u{1000}-\u{1FFF}]", count: 17)) }
        // Repeats of nothing take no time, however deep; repeats of repeats need parentheses.
        var nothing = ""
        for _ in 0..<100 { nothing = "(\(nothing)){250,251}" }
        #expect(try TermPattern(try tree(nothing + "a")).states.count < 10)
        #expect(throws: PatternError.self) { try tree("a" + String(repeating: "{1}", count: 50_000)) }
        #expect(try TermPattern(try tree("a{1000000000}")).states.count < 1000)
        #expect(try TermPattern(try tree("a{1,1000000000}")).states.count < 1000)
    }
}

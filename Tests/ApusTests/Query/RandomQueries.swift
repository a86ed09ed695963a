@testable import Apus

/// Random trees of the shapes that the parser makes.
struct RandomQueries {
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func query(depth: Int) -> Query {
        if depth == 0 { return leaf() }
        switch Int.random(in: 0..<7, using: &random) {
        case 0, 1: return boolean(depth: depth - 1)
        case 2:
            let unit = one(of: [.words(3, ordered: false), .words(0, ordered: true), .sentence, Query.Near.Unit.paragraph])
            return .near(Query.Near(operands: many { $0.query(depth: depth - 1) }, unit: unit))
        case 3: return .field(fields(), query(depth: depth - 1))
        case 4: return .field(fields(), value())
        case 5: return .weighted(query(depth: depth - 1), one(of: [0, 0.25, 2, 1e-7, 1_000_000, 3.5]))
        default: return leaf()
        }
    }

    private mutating func boolean(depth: Int) -> Query {
        var clauses = many {
            let occurrence = $0.one(of: [Query.Occurrence.required, .optional, .excluded])
            return Query.Clause(occurrence, $0.query(depth: depth))
        }
        if clauses.allSatisfy({ $0.occurrence == .excluded }) { clauses.insert(Query.Clause(.optional, .everything), at: 0) }
        return .boolean(clauses)
    }

    private mutating func leaf() -> Query {
        switch Int.random(in: 0..<9, using: &random) {
        case 0, 1: .word(word())
        case 2, 3: .phrase(phrase(depth: 2, slop: one(of: [0, 0, 3])))
        case 4: .prefix(word())
        case 5: .wildcard(one(of: ["p?rsue", "*ing", "a*b", "é?a*"]))
        case 6: .fuzzy(word(), edits: one(of: [1, 2]))
        case 7: one(of: [.regularExpression("pea[ck]e(s|\\/)"), .like(id: "a b/\"c.txt"), .like(id: "x")])
        default: .everything
        }
    }

    private mutating func value() -> Query {
        let bounds: [String?] = [nil, "1", "-5", "2025-03", "a b", "“x”", "*", "]"]
        let lower = one(of: bounds)
        let upper = one(of: bounds)
        let range = Query.Range(
            lower: lower, upper: upper, includesLower: lower == nil || Bool.random(using: &random),
            includesUpper: upper == nil || Bool.random(using: &random))
        return one(of: [.range(range), .exists, .wholeValue("minerals deal"), .wholeValue("a \"b\""), .word("-5"), .word("—")])
    }

    private mutating func phrase(depth: Int, slop: Int = 0) -> Query.Phrase {
        if depth == 0 || Bool.random(using: &random) {
            return Query.Phrase(elements: [.text(many { $0.word() }.joined(separator: " "))], slop: slop)
        }
        var elements: [Query.Phrase.Element] = []
        for _ in 0...Int.random(in: 0...2, using: &random) {
            if Bool.random(using: &random) { elements.append(.text(word())) }
            elements.append(
                one(of: [.prefix(word()), .wildcard("p?rs*e"), .alternatives(many { $0.phrase(depth: depth - 1) })]))
        }
        return Query.Phrase(elements: elements, slop: slop)
    }

    private mutating func fields() -> [String] { one(of: [["title"], ["title", "text"], ["über"], ["meta.author", "year"]]) }

    private mutating func word() -> String { one(of: ["peace", "war", "U.S", "état", "don’t", "state-of-the-art", "x", "和平"]) }

    private mutating func many<T>(_ make: (inout Self) -> T) -> [T] {
        (0..<Int.random(in: 2...3, using: &random)).map { _ in make(&self) }
    }

    private mutating func one<T>(of choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &random)] }
}

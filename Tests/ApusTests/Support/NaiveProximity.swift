@testable import Apus

/// Matches of a proximity tree by trying every combination, as docs/QUERY.md defines them.
struct NaiveProximity {
    /// A stretch and the places of the words that took part, operand by operand.
    struct Match: Equatable {
        var start: Int
        var end: Int
        var words: [Int]
    }

    /// The places of a term in one document, rising.
    let places: (Int) -> [Int]

    /// Where the terms stand in the values of a field, as an index numbers them.
    init(values: [[Int]]) {
        var places: [Int: [Int]] = [:]
        var place = 0
        for value in values {
            for term in value {
                places[term, default: []].append(place)
                place += 1
            }
            if place > 0 { place += 128 }
        }
        self.init { places[$0] ?? [] }
    }

    init(_ places: @escaping (Int) -> [Int]) { self.places = places }

    /// How many shortest matches there are, from the left, none of which overlaps the one before.
    func count(_ tree: ProximityTree) -> Int {
        var taken: [Match] = []
        for match in Self.shortest(matches(tree)).sorted(by: { $0.end < $1.end })
        where taken.allSatisfy({ $0.end <= match.start }) {
            taken.append(match)
        }
        return taken.count
    }

    func matches(_ tree: ProximityTree) -> [Match] {
        switch tree {
        case .anyTerm(let terms):
            return Self.first(terms.flatMap(places).map { Match(start: $0, end: $0 + 1, words: [$0]) })
        case .anyOf(let operands): return Self.first(operands.flatMap(matches))
        case .sequence(let operands, let slop):
            let found = Self.first(chains(operands.map(matches)[...], slop: slop).map(Self.joined))
            return slop == 0 ? found : Self.shortest(found)
        case .near(let operands, let distance, let isOrdered):
            return operands.dropFirst().reduce(matches(operands[0])) { all, operand in
                let others = matches(operand)
                var found: [Match] = []
                for one in all {
                    for other in others where !one.words.contains(where: other.words.contains) {
                        if isOrdered, other.start < one.end { continue }
                        let between = max(0, other.start - one.end, one.start - other.end)
                        if between <= distance { found.append(Self.joined([one, other])) }
                    }
                }
                return Self.shortest(Self.first(found))
            }
        case .within(let operands, let beginnings):
            let edges = beginnings.flatMap(places)
            func isWhole(_ match: Match) -> Bool { !edges.contains { $0 > match.start && $0 < match.end } }
            return operands.dropFirst().reduce(matches(operands[0]).filter(isWhole)) { all, operand in
                let others = matches(operand)
                var found: [Match] = []
                for one in all {
                    for other in others where !one.words.contains(where: other.words.contains) {
                        found.append(Self.joined([one, other]))
                    }
                }
                return Self.shortest(Self.first(found.filter(isWhole)))
            }
        }
    }

    /// Every choice of one match of each operand, in order, not overlapping, with no more other words between.
    private func chains(_ operands: ArraySlice<[Match]>, slop: Int) -> [[Match]] {
        guard let first = operands.first else { return [[]] }
        let rest = chains(operands.dropFirst(), slop: slop)
        return first.flatMap { match in
            rest.compactMap { chain in
                if let next = chain.first, next.start < match.end { return nil }
                return Self.others([match] + chain) <= slop ? [match] + chain : nil
            }
        }
    }

    private static func others(_ chain: [Match]) -> Int { zip(chain, chain.dropFirst()).reduce(0) { $0 + $1.1.start - $1.0.end } }

    private static func joined(_ chain: [Match]) -> Match {
        Match(start: chain.map(\.start).min()!, end: chain.map(\.end).max()!, words: chain.flatMap(\.words).sorted())
    }

    /// By stretch, of each the first.
    private static func first(_ matches: [Match]) -> [Match] {
        var seen: Set<Range<Int>> = []
        return matches.filter { seen.insert($0.start..<$0.end).inserted }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    /// Those that hold no other.
    static func shortest(_ matches: [Match]) -> [Match] {
        let ends = Dictionary(grouping: matches, by: \.start).mapValues { $0.map(\.end).min() ?? 0 }
        return matches.filter { match in
            // No other that begins later, or there and ends before, lies in it.
            !(match.start..<match.end).contains { start in
                guard let end = ends[start] else { return false }
                return start == match.start ? end < match.end : end <= match.end
            }
        }
    }
}

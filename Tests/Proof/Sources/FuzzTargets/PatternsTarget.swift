@testable import Apus

extension FuzzTarget {
    /// Any bytes as a pattern and terms: what the automaton matches is what following the tree's ways matches.
    static let patterns = FuzzTarget("patterns", "regular expressions, wildcards and edits, and terms that they match or not") {
        [
            "pea[ck]e(ful)?|w.r{1,3}\npeace\nwarr\nwxrrr\npeake", "[^a-cÉß-ö]+\\d*\\W?\nxyz\nö1\nd12'",
            "(a|b)*a(a|b){9}\nabbabababbaab\na",
            "((a*)*)*b{2,}\nb\naabb\n", "[\\u-z]\\\\\\.\nw\\.", "\nc?fé*e\ncafe\ncoffee\ncafé",
        ].flatMap { text in (0..<6).map { [$0] + Array(text.utf8) } }
    } run: { bytes in
        var input = FuzzInput(bytes)
        let mode = input.byte()
        let lines = String(decoding: input.takeRest().prefix(4096), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        guard let text = lines.first.map(String.init) else { return }
        let terms = lines.dropFirst().prefix(8).map { Array(String($0.unicodeScalars.prefix(60)).utf8) }
        let folding = PatternFolding(mode & 2 == 0 ? .text(foldsAccents: true) : .exact)
        switch mode & 5 {
        case 4: try tryEdits(folding.bytes(String(text.unicodeScalars.prefix(60))), edits: Int(mode >> 3 & 1) + 1, terms)
        case 1:
            for case .pattern(let tree) in WildcardPattern(text, folding).parts { try tryTree(tree, terms, text) }
        default:
            let tree: PatternTree
            do throws(PatternError) { tree = try RegularExpressionParser.tree(of: text, folding: folding) } catch {
                guard case .syntax(let offset, _) = error else { return }
                return try promise(0...text.utf8.count ~= offset, "a reason at \(offset)")
            }
            try tryTree(tree, terms, text)
        }
    }
}

private func tryTree(_ tree: PatternTree, _ terms: [[UInt8]], _ text: String) throws {
    guard let pattern = try? TermPattern(tree), pattern.states.count < 2000 else { return }
    var automaton = TermAutomaton(pattern)
    for term in terms {
        let isMatch = tree.ends(in: term, from: [0]).contains(term.count)
        try promise((automaton.cost(of: term) != nil) == isMatch, "\(text.debugDescription) and \(term)")
    }
}

private func tryEdits(_ word: [UInt8], edits: Int, _ terms: [[UInt8]]) throws {
    guard let pattern = try? TermPattern(near: word, edits: edits) else { return }
    var automaton = TermAutomaton(pattern)
    try promise(automaton.cost(of: word) == 0, "a word is 0 edits from itself")
    for term in terms {
        let one = automaton.cost(of: term)
        let back = (try? TermPattern(near: term, edits: edits)).flatMap { pattern in
            var automaton = TermAutomaton(pattern)
            return automaton.cost(of: word)
        }
        try promise(one == back, "\(one ?? -1) edits there and \(back ?? -1) back: \(word), \(term)")
    }
}

extension PatternTree {
    /// Where a match may end that begins at one of some places.
    fileprivate func ends(in term: [UInt8], from starts: Set<Int>) -> Set<Int> {
        switch self {
        case .text(let bytes): return Set(starts.filter { term[$0...].starts(with: bytes) }.map { $0 + bytes.count })
        case .anyCharacter: return Self.ends(in: term, from: starts) { _ in true }
        case .characters(let set):
            return Self.ends(in: term, from: starts) { scalar in set.ranges.contains { $0.contains(scalar) } }
        case .sequence(let parts): return parts.reduce(starts) { $1.ends(in: term, from: $0) }
        case .either(let parts): return parts.reduce(into: []) { $0.formUnion($1.ends(in: term, from: starts)) }
        case .repeated(let part, let least, let most):
            var places = starts
            for _ in 0..<least {
                let next = part.ends(in: term, from: places)
                if next == places { break }
                places = next
            }
            var all = places
            for _ in 0..<min(most.map { $0 - least } ?? .max, term.count + 1) {
                places = part.ends(in: term, from: places)
                if places.isSubset(of: all) { break }
                all.formUnion(places)
            }
            return all
        }
    }

    private static func ends(in term: [UInt8], from starts: Set<Int>, _ isWanted: (UInt32) -> Bool) -> Set<Int> {
        Set(
            starts.compactMap { place in
                guard place < term.count else { return nil }
                let (scalar, length) = term.withUnsafeBufferPointer {
                    UTF8Scalar.decode($0.baseAddress!, at: place, end: $0.count)
                }
                return isWanted(scalar) ? place + length : nil
            })
    }
}

@testable import Apus

/// A tree of operators over random lists: built as matchers, and evaluated by looking at every document.
indirect enum OperatorTree: Sendable {
    case nothing
    case everything(Double)
    case term(Int, Double)
    case phrase([Int], Double)
    case proximity(ProximityTree, Double)
    /// The documents of a term, as a set.
    case set(Int, Double)
    /// Terms as one word, each with the weight of its field.
    case combination([Member], Double)
    case union([OperatorTree])
    case conjunction([OperatorTree])
    case exclusion(OperatorTree, OperatorTree)
    case optional(OperatorTree, OperatorTree)

    struct Member {
        var term: Int
        var weight: Double

        init(_ term: Int, _ weight: Double) { (self.term, self.weight) = (term, weight) }
    }

    /// A tree over so many terms.
    static func random(depth: Int, terms: Int, using random: inout SeededRandom) -> OperatorTree {
        func term() -> Int { Int.random(in: 0..<terms, using: &random) }
        func tree() -> OperatorTree { Self.random(depth: depth - 1, terms: terms, using: &random) }
        func trees() -> [OperatorTree] { (0..<Int.random(in: 1...4, using: &random)).map { _ in tree() } }
        let boost = [0, 0.25, 1, 3].randomElement(using: &random)!
        func members() -> [Member] {
            (0..<terms).shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)).map {
                Member($0, [0, 0.3, 1, 4].randomElement(using: &random)!)
            }
        }
        switch Int.random(in: 0..<(depth > 0 ? 17 : 9), using: &random) {
        case 0: return [.nothing, .everything(boost)].randomElement(using: &random)!
        case 1, 2: return .phrase((0..<Int.random(in: 2...4, using: &random)).map { _ in term() }, boost)
        case 3: return .set(term(), boost)
        case 4, 5: return .term(term(), boost)
        case 6:
            return .proximity(RandomProximity.allCases.randomElement(using: &random)!.tree(terms: terms, using: &random), boost)
        case 7, 8: return .combination(members(), boost)
        case 9, 10: return .union(trees())
        case 11...13: return .conjunction(trees())
        case 14, 15: return .exclusion(tree(), tree())
        default: return .optional(tree(), tree())
        }
    }

    func matcher(_ lists: RandomLists) throws -> Matcher {
        let deadline = Deadline(timeout: nil, cancellation: nil)
        switch self {
        case .nothing: return Matcher()
        case .everything(let boost):
            return EverythingMatcher(documentCount: lists.documentCount, weight: lists.quantum.round(boost))
        case .term(let term, let boost): return TermMatcher(try lists.scored(term, boost: boost))
        case .phrase(let terms, let boost):
            let cursors = Dictionary(uniqueKeysWithValues: try Set(terms).map { ($0, try lists.scored($0, boost: 0)) })
            return PhraseMatcher(
                words: terms.map { cursors[$0]! }, filters: UnsafeBufferPointer(start: nil, count: 0),
                scorer: lists.scorer(terms, boost: boost), deadline: deadline, arena: lists.arena)
        case .proximity(let tree, let boost):
            let terms = tree.terms
            let cursors = try terms.map { try lists.scored($0, boost: 0) }
            return ProximityMatcher(
                // Lists of a test may have two terms at one place.
                ProximityMatches(tree.renamed { terms.firstIndex(of: $0) }!, deadline: deadline, namesWords: true),
                candidates: try Self.candidates(tree).matcher(lists), cursors: cursors, scorer: lists.scorer(terms, boost: boost))
        case .set(let term, let boost):
            var bitmap = SegmentBitmap(documentCount: lists.documentCount)
            for posting in lists.postings[term] { bitmap.insert(posting.document) }
            return DocumentSetMatcher(bitmap, weight: lists.quantum.round(boost))
        case .combination(let members, let boost):
            return CombinationMatcher(
                try members.map { .init(scored: try lists.scored($0.term, boost: 0), weight: $0.weight) },
                weight: lists.scorer(members.map(\.term), boost: boost).weight, quantum: lists.quantum, arena: lists.arena)
        case .union(let trees): return DisjunctionMatcher(try trees.map { try $0.matcher(lists) })
        case .conjunction(let trees): return ConjunctionMatcher(try trees.map { try $0.matcher(lists) }, deadline: deadline)
        case .exclusion(let wanted, let unwanted):
            return ExclusionMatcher(try wanted.matcher(lists), unwanted: try unwanted.matcher(lists))
        case .optional(let required, let optional):
            return OptionalMatcher(required: try required.matcher(lists), optional: try optional.matcher(lists))
        }
    }

    /// By document: its score, or nil where it does not match.
    func scores(_ lists: RandomLists) -> [Double?] {
        let none = [Double?](repeating: nil, count: lists.documentCount)
        switch self {
        case .nothing: return none
        case .everything(let boost): return none.map { _ in lists.quantum.round(boost) }
        case .term(let term, let boost): return Self.phrase([term], boost, lists)
        case .phrase(let terms, let boost): return Self.phrase(terms, boost, lists)
        case .proximity(let tree, let boost):
            let scorer = lists.scorer(tree.terms, boost: boost)
            let places = Dictionary(uniqueKeysWithValues: Set(tree.terms).map { ($0, lists.positions(of: $0)) })
            return none.indices.map { document in
                let naive = NaiveProximity { term in places[term]?[UInt32(document)]?.map { Int($0) } ?? [] }
                let count = naive.count(tree)
                return count > 0 ? scorer.score(frequency: UInt32(count), of: UInt32(document)) : nil
            }
        case .set(let term, let boost):
            let documents = Set(lists.postings[term].map { Int($0.document) })
            return none.indices.map { documents.contains($0) ? lists.quantum.round(boost) : nil }
        case .combination(let members, let boost): return Self.combination(members, boost, lists)
        case .union(let trees):
            return trees.reduce(none) { sum, tree in
                zip(sum, tree.scores(lists)).map { one, other in one == nil && other == nil ? nil : (one ?? 0) + (other ?? 0) }
            }
        case .conjunction(let trees):
            return trees.reduce(none.map { _ in 0 }) { sum, tree in
                zip(sum, tree.scores(lists)).map { one, other in one.flatMap { one in other.map { one + $0 } } }
            }
        case .exclusion(let wanted, let unwanted):
            return zip(wanted.scores(lists), unwanted.scores(lists)).map { $1 == nil ? $0 : nil }
        case .optional(let required, let optional):
            return zip(required.scores(lists), optional.scores(lists)).map { required, optional in
                required.map { $0 + (optional ?? 0) }
            }
        }
    }

    /// What holds the words of a proximity, wherever they stand.
    private static func candidates(_ tree: ProximityTree) -> OperatorTree {
        switch tree {
        case .anyTerm(let terms): .union(terms.map { .term($0, 0) })
        case .anyOf(let operands): .union(operands.map(candidates))
        case .sequence(let operands, _), .near(let operands, _, _), .within(let operands, _):
            .conjunction(operands.map(candidates))
        }
    }

    private static func combination(_ members: [Member], _ boost: Double, _ lists: RandomLists) -> [Double?] {
        var sums = [Double?](repeating: nil, count: lists.documentCount)
        for member in members {
            let scorer = lists.scorer([member.term], boost: 1)
            for posting in lists.postings[member.term] {
                let frequency = scorer.normalizedFrequency(UInt32(posting.positions.count), of: posting.document)
                sums[Int(posting.document)] = (sums[Int(posting.document)] ?? 0) + member.weight * frequency
            }
        }
        let weight = lists.scorer(members.map(\.term), boost: boost).weight
        return sums.map { sum in sum.map { lists.quantum.round(weight * (1 - 1 / (1 + $0))) } }
    }

    private static func phrase(_ terms: [Int], _ boost: Double, _ lists: RandomLists) -> [Double?] {
        let positions = Dictionary(uniqueKeysWithValues: Set(terms.dropFirst()).map { ($0, lists.positions(of: $0)) })
        let scorer = lists.scorer(terms, boost: boost)
        var scores = [Double?](repeating: nil, count: lists.documentCount)
        for posting in lists.postings[terms[0]] {
            let starts = posting.positions.filter { start in
                terms.indices.dropFirst().allSatisfy {
                    positions[terms[$0]]![posting.document]?.contains(start + UInt32($0)) ?? false
                }
            }
            guard !starts.isEmpty else { continue }
            scores[Int(posting.document)] = scorer.score(frequency: UInt32(starts.count), of: posting.document)
        }
        return scores
    }
}

/// A matcher as a cursor over its candidates.
struct MatcherCursor: PostingCursor {
    let matcher: Matcher

    var document: DocumentID { matcher.document }
    var cost: Int { matcher.cost }
    mutating func advance() { matcher.advance() }
    mutating func seek(_ target: DocumentID) { matcher.seek(target) }
}

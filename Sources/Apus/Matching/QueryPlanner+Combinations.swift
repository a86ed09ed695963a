/// Words that score as one over several text fields, where the search combines fields so (`FieldCombination.bm25f`).
extension QueryPlanner {
    /// What a word is in each field of the scope, as one node. What is excluded needs no scores.
    mutating func joined(_ nodes: OneOrMore<QueryPlan.Node>, _ scope: Scope) -> QueryPlan.Node {
        guard nodes.count > 1, !scope.isExcluded else { return nodes.union }
        var members: [QueryPlan.Combination.Member] = []
        var others: [QueryPlan.Node] = []
        for node in nodes.all {
            if case .term(let term, _) = node, let member = member(term) { members.append(member) } else { others.append(node) }
        }
        guard members.count > 1 else { return nodes.union }
        return .anyOf([.combination(combination(members), boost: scope.boost)] + others)
    }

    /// Terms of several fields, each of one of them: those that are the same word with the same weight become one.
    mutating func joined(terms: [QueryPlan.Node], _ scope: Scope) -> [QueryPlan.Node] {
        guard combining != nil, scope.fields.count > 1, !scope.isExcluded else { return terms }
        struct Word: Hashable {
            let bytes: [UInt8]
            let boost: Double
        }
        var groups = WordGroups<Word, QueryPlan.Combination.Member>()
        var others: [QueryPlan.Node] = []
        for node in terms {
            if case .term(let term, let boost) = node, let member = member(term) {
                groups.append(member, of: Word(bytes: plan.bytes(ofTerm: term), boost: boost))
            } else {
                others.append(node)
            }
        }
        return groups.all.map { word, members in
            members.count > 1 ? .combination(combination(members), boost: word.boost) : .term(members[0].term, boost: word.boost)
        } + others
    }

    /// Alternatives of a group that ask for a word in one field each (`title:peace^2 text:peace`): the same word in several fields is one
    /// word, and what is written at each says how much its field counts.
    mutating func joined(_ words: [FieldWord], _ scope: Scope) -> [QueryPlan.Node] {
        var groups = WordGroups<String, FieldWord>()
        for word in words { groups.append(word, of: word.text) }
        return groups.all.flatMap { _, words in
            guard scope.boost > 0, Set(words.map { plan.terms[$0.term].field }).count > 1 else { return words.map(\.node) }
            var members: [QueryPlan.Combination.Member] = []
            for word in words {
                guard let own = member(word.term, weight: word.boost / scope.boost) else { continue }
                if let place = members.firstIndex(where: { $0.term == own.term }) {
                    members[place] = .init(term: own.term, weight: members[place].weight + own.weight)
                } else {
                    members.append(own)
                }
            }
            let node = QueryPlan.Node.combination(combination(members), boost: scope.boost)
            for word in words { origins?.note(word.node, joins: node) }
            return [node]
        }
    }

    /// A word of one field, as a clause asks for it and as it was planned.
    struct FieldWord {
        let text: String
        let term: Int
        let boost: Double

        /// Nil where the clause asks for something else.
        init?(_ query: Query, _ node: QueryPlan.Node, in plan: QueryPlan) {
            guard let text = query.fieldWord, case .term(let term, let boost) = node, plan.terms[term].isText else { return nil }
            (self.text, self.term, self.boost) = (text.lowercased(), term, boost)
        }

        var node: QueryPlan.Node { .term(term, boost: boost) }
    }

    /// A term of a text field as a member, which weighs as much as is asked of its field, times what is written.
    private func member(_ term: Int, weight: Double = 1) -> QueryPlan.Combination.Member? {
        guard plan.terms[term].isText, let combining else { return nil }
        return .init(term: term, weight: weight * combining.weights[StemField.field(of: plan.terms[term].field)])
    }

    /// The place of a combination in the plan, which holds each once.
    private mutating func combination(_ members: [QueryPlan.Combination.Member]) -> Int {
        let count = plan.combinations.count
        if let known = combining?.places[members] { return known }
        combining?.places[members] = count
        plan.combinations.append(QueryPlan.Combination(members: members))
        return count
    }
}

/// How fields score as one in a query, and the combinations that its plan holds: for one planner, which plans one query.
final class CombinedFields {
    /// By field number, how much a field's occurrences of a word count.
    let weights: [Double]
    fileprivate var places: [[QueryPlan.Combination.Member]: Int] = [:]

    /// - Parameter weights: of fields, by their names; 1 of others.
    init(_ weights: [String: Double], _ schema: Schema) { self.weights = schema.fields.map { weights[$0.name] ?? 1 } }
}

/// Things by what they belong to, in the order in which each of these came first.
private struct WordGroups<Key: Hashable, Element> {
    private(set) var all: [(key: Key, elements: [Element])] = []
    private var places: [Key: Int] = [:]

    mutating func append(_ element: Element, of key: Key) {
        if let place = places[key] { return all[place].elements.append(element) }
        places[key] = all.count
        all.append((key, [element]))
    }
}

extension Query {
    /// The word that it asks for in one field, whatever that weighs: `title:peace^2`.
    fileprivate var fieldWord: String? {
        switch self {
        case .weighted(let query, _): query.fieldWord
        case .field(let names, let query) where names.count == 1: query.unweightedWord
        default: nil
        }
    }

    private var unweightedWord: String? {
        switch self {
        case .weighted(let query, _): query.unweightedWord
        case .word(let text): text
        default: nil
        }
    }
}

extension SegmentOperators {
    /// The members of a combination that the segment holds, one at least where the tree holds the combination.
    func members(ofCombination number: Int) -> [QueryPlan.Combination.Member] {
        plan.combinations[number].members.filter { plan.entry(ofTerm: $0.term, segment: segmentIndex) != nil }
    }

    /// The same as terms, for matches without scores.
    func terms(ofCombination number: Int) -> [QueryPlan.Node] {
        members(ofCombination: number).map { .term($0.term, boost: 0) }
    }

    /// The only member that the segment holds, where it weighs 1: then the combination scores as a word of that field alone does, but for
    /// its weight.
    func onlyMember(ofCombination number: Int) -> Int? {
        let members = members(ofCombination: number)
        return members.count == 1 && members[0].weight == 1 ? members[0].term : nil
    }

    func combinationMatcher(_ number: Int, boost: Double) throws(IndexError) -> CombinationMatcher {
        var members: [CombinationMatcher.Member] = []
        for member in self.members(ofCombination: number) {
            members.append(.init(scored: try scored(.term(member.term, boost: 0)), weight: member.weight))
        }
        return CombinationMatcher(
            members, weight: plan.combinations[number].weight * boost, quantum: plan.quantum, arena: arena)
    }
}

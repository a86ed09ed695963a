/// What an operand of a proximity asks for in one field.
enum ProximityOperand {
    /// It holds no word, and takes no part.
    case void
    /// Nothing in this field can match it.
    case impossible
    case tree(ProximityTree)

    /// Operands next to each other.
    static func sequence(_ operands: [ProximityOperand], slop: Int) -> ProximityOperand {
        all(operands) { .sequence($0, slop: slop) }
    }

    /// Operands that are all required.
    static func all(_ operands: [ProximityOperand], _ tree: ([ProximityTree]) -> ProximityTree) -> ProximityOperand {
        var trees: [ProximityTree] = []
        for operand in operands {
            switch operand {
            case .void: continue
            case .impossible: return .impossible
            case .tree(let tree): trees.append(tree)
            }
        }
        return trees.isEmpty ? .void : .tree(trees.count == 1 ? trees[0] : tree(trees))
    }

    /// Any of the operands; terms among them become one leaf. O(terms).
    static func anyOf(_ operands: [ProximityOperand]) -> ProximityOperand {
        var (terms, known): ([Int], Set<Int>) = ([], [])
        var others: [ProximityTree] = []
        var isVoid = true
        for operand in operands {
            if case .void = operand { continue }
            isVoid = false
            guard case .tree(let tree) = operand else { continue }
            if case .anyTerm(let more) = tree {
                for term in more where known.insert(term).inserted { terms.append(term) }
            } else if !others.contains(tree) {
                others.append(tree)
            }
        }
        if isVoid { return .void }
        let trees = (terms.isEmpty ? [] : [.anyTerm(terms)]) + others
        return trees.isEmpty ? .impossible : .tree(trees.count == 1 ? trees[0] : .anyOf(trees))
    }
}

@testable import Apus

/// Random trees of operators over few words, so that words repeat in trees and texts.
enum RandomProximity: String, CaseIterable, Sendable {
    case slop, near, ordered, alternatives, alternativesWithSlop, phrases, groups, nested, within, nestedWithin

    func tree(terms: Int, using random: inout SeededRandom) -> ProximityTree {
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        func term() -> ProximityTree { .anyTerm([number(0...terms - 1)]) }
        func anyTerm() -> ProximityTree { .anyTerm((0..<number(1...2)).map { _ in number(0...terms - 1) }) }
        func many(_ range: ClosedRange<Int>, _ make: () -> ProximityTree) -> [ProximityTree] {
            (0..<number(range)).map { _ in make() }
        }
        func phrase() -> ProximityTree { .sequence(many(2...3, term), slop: 0) }
        func either() -> ProximityTree { .anyOf([anyTerm(), phrase()]) }
        func near(_ operands: [ProximityTree]) -> ProximityTree {
            .near(operands, distance: number(0...4), isOrdered: number(0...2) == 0)
        }
        func deep(_ depth: Int) -> ProximityTree {
            switch number(0...(depth > 0 ? 7 : 3)) {
            case 0, 1: term()
            case 2: phrase()
            case 3: .sequence(many(2...3, anyTerm), slop: number(1...3))
            case 4: .anyOf(many(2...3) { deep(depth - 1) })
            default: near(many(2...3) { deep(depth - 1) })
            }
        }
        func within(_ operands: [ProximityTree]) -> ProximityTree {
            .within(operands, beginnings: (0..<number(0...1) + number(0...1)).map { _ in number(0...terms - 1) })
        }
        switch self {
        case .within: return within(many(2...4, term))
        case .nestedWithin:
            return within([
                number(0...1) == 0 ? within([deep(1), anyTerm()]) : deep(1), number(0...2) == 0 ? phrase() : anyTerm(),
            ])
        case .slop: return .sequence(many(2...4, term), slop: number(1...5))
        case .near: return .near(many(2...4, term), distance: number(0...5), isOrdered: false)
        case .ordered: return .near(many(2...4, term), distance: number(0...5), isOrdered: true)
        case .alternatives: return .sequence(many(2...4) { number(0...1) == 0 ? term() : either() }, slop: 0)
        case .alternativesWithSlop: return .sequence(many(2...3) { number(0...1) == 0 ? term() : either() }, slop: number(1...4))
        case .phrases: return near(many(2...3) { number(0...1) == 0 ? term() : phrase() })
        case .groups: return near(many(2...3) { number(0...1) == 0 ? anyTerm() : either() })
        case .nested: return near([deep(2), deep(2)])
        }
    }
}

@testable import Apus

/// An automaton for expectations, which cannot change what they look at.
final class SharedAutomaton {
    private var automaton: TermAutomaton

    init(_ pattern: TermPattern) { automaton = TermAutomaton(pattern) }

    var start: TermAutomaton.State { automaton.start }

    func cost(of term: some Sequence<UInt8>) -> Int? { automaton.cost(of: term) }

    func step(_ byte: UInt8, from state: TermAutomaton.State) -> TermAutomaton.State { automaton.step(byte, from: state) }

    func firstLive(above byte: UInt8, from state: TermAutomaton.State) -> UInt8? { automaton.firstLive(above: byte, from: state) }

    func forget() { automaton.forget() }
}

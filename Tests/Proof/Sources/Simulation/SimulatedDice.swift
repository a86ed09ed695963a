/// All choices of a history: drawn from its seed alone.
struct SimulatedDice {
    private var random: SeededRandom
    private static let words = (0..<9).map { "w\($0)" }

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    /// Once in so many times.
    mutating func once(in times: Int) -> Bool { number(1...times) == 1 }

    /// Calls with the generator itself.
    mutating func with<R>(_ body: (inout SeededRandom) -> R) -> R { body(&random) }

    private mutating func word() -> String { Self.words[number(0...Self.words.count - 1)] }

    /// Ids come again, so that documents replace each other.
    mutating func id() -> String { "d\(number(0...15))" }

    mutating func changes() -> [SimulatedState.Change] {
        (0..<number(1...6)).map { _ in
            if once(in: 4) { return .delete(id: id()) }
            return .add(id: id(), text: (0..<number(0...8)).map { _ in word() }.joined(separator: " "))
        }
    }

    mutating func question() -> SimulatedQuestion {
        switch number(0...4) {
        case 0: .word(word())
        case 1: .both(word(), word())
        case 2: .either(word(), word())
        case 3: .without(word())
        default: .phrase(word(), word())
        }
    }

    mutating func fault() -> FaultyStorage.Fault { FaultyStorage.Fault.allCases[number(0...2)] }

    mutating func powerLoss(of disk: FaultyStorage) -> FaultyStorage.PowerLoss {
        switch number(0...5) {
        case 0: .nothing
        case 1, 2: .everything
        case 3: .namesOnly(first: number(0...disk.pendingNameChanges))
        default: .random
        }
    }
}

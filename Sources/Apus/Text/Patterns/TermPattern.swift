/// A pattern of terms as a non-deterministic automaton over the bytes of UTF-8 (Thompson 1968), made from its end to its start.
///
/// A term matches when some path takes all of its bytes and ends in an accepting state. It is a value that any number of threads may
/// hold; each walk over a dictionary makes a `TermAutomaton` of its own from it. Continuations of characters are not told apart where
/// only text that is no UTF-8 would differ.
package struct TermPattern: Sendable {
    /// The pattern has more than `TermPattern.mostStates` states.
    struct TooLarge: Error {}

    /// One state. States are named by their places.
    enum State: Sendable {
        /// Takes a byte within two bounds.
        case bytes(low: UInt8, high: UInt8, next: Int)
        /// Any of these, without taking a byte.
        case fork([Int])
        /// The term may end here; with edits, what it cost.
        case accept(cost: Int)
    }

    /// A pattern of more states is refused; it is the limit named `expansion`.
    static let mostStates = 16384

    private(set) var states: [State] = []
    private(set) var start = 0
    /// Bytes that every term ends with that matches; empty where none are known.
    private(set) var ending: [UInt8] = []

    private init() {}

    /// The terms that match a tree as a whole. O(states), which repeats multiply.
    init(_ tree: PatternTree) throws(TooLarge) {
        let end = try add(.accept(cost: 0))
        start = try compile(tree, then: end)
        ending = Self.ending(of: tree)
    }

    private static func ending(of tree: PatternTree) -> [UInt8] {
        switch tree {
        case .text(let bytes): Array(bytes)
        case .sequence(let parts): parts.last.map(ending) ?? []
        case .anyCharacter, .characters, .either, .repeated: []
        }
    }

    /// The terms within so many edits of a word; see `TermPattern+Edits`.
    init(near word: [UInt8], edits: Int) throws(TooLarge) { start = try addEdits(of: word, most: edits) }

    /// Adds a state and returns its place.
    mutating func add(_ state: State) throws(TooLarge) -> Int {
        guard states.count < Self.mostStates else { throw TooLarge() }
        states.append(state)
        return states.count - 1
    }

    /// Adds a state of one of several others.
    mutating func fork(_ targets: [Int]) throws(TooLarge) -> Int { targets.count == 1 ? targets[0] : try add(.fork(targets)) }

    /// Adds the states of given bytes in order.
    mutating func text(_ bytes: some BidirectionalCollection<UInt8>, then next: Int) throws(TooLarge) -> Int {
        var place = next
        for byte in bytes.reversed() { place = try add(.bytes(low: byte, high: byte, next: place)) }
        return place
    }

    private mutating func compile(_ tree: PatternTree, then next: Int) throws(TooLarge) -> Int {
        switch tree {
        case .text(let bytes): return try text(bytes, then: next)
        case .anyCharacter: return try anyCharacter(then: next)
        case .characters(let ranges): return try characters(ranges, then: next)
        case .sequence(let parts):
            var place = next
            for part in parts.reversed() { place = try compile(part, then: place) }
            return place
        case .either(let parts):
            var targets: [Int] = []
            for part in parts { targets.append(try compile(part, then: next)) }
            return try fork(targets)
        case .repeated(let part, let least, let most): return try repeated(part, least, most, then: next)
        }
    }

    /// So many in a row, then as many as may follow. Repeats of what takes no byte end at once: they would add no state that is counted.
    private mutating func repeated(_ part: PatternTree, _ least: Int, _ most: Int?, then next: Int) throws(TooLarge) -> Int {
        var place = next
        if let most {
            for _ in 0..<max(0, most - least) {
                let before = try compile(part, then: place)
                if before == place { return place }
                place = try fork([before, next])
            }
        } else {
            place = try add(.fork([]))
            states[place] = .fork([try compile(part, then: place), next])
        }
        for _ in 0..<least {
            let before = try compile(part, then: place)
            if before == place { return place }
            place = before
        }
        return place
    }
}

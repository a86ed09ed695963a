/// The deterministic automaton of a pattern, made state by state as it is walked (Aho, Sethi and Ullman 1986, lazy as in Thompson's and
/// Cox's matchers): a step costs one look into a table once its state is known, and no pattern takes time exponential in its length.
///
/// States are small numbers; `dead` is the one that no byte leads out of. What the table takes is bounded: when `isFull`, the walker
/// calls `forget` and goes on from `start`; numbers from before mean nothing then. It is a value that belongs to one walk.
package struct TermAutomaton: Sendable {
    /// A state's number.
    typealias State = Int32

    /// No term that leads here can match.
    static let dead: State = 0
    private static let unknown: State = -1
    private let pattern: TermPattern
    /// Numbers kept for states and their transitions.
    private let room: Int
    /// Bytes that no state tells apart are of one class; a byte for each class, and the class of each byte.
    private let classes: (of: [UInt8], samples: [UInt8])
    /// For each state its steps by class.
    private var steps: [State] = []
    private var members: [[Int32]] = []
    private var costs: [Int] = []
    private var known: [[Int32]: State] = [:]
    private var used = 0
    /// When a state of the pattern was last gathered, so that it is only once.
    private var gathered: [Int32]
    private var round: Int32 = 0
    private(set) var start: State = 0

    package init(_ pattern: TermPattern, room: Int = 1 << 20) {
        (self.pattern, self.room) = (pattern, room)
        classes = Self.classes(pattern)
        gathered = [Int32](repeating: 0, count: pattern.states.count)
        forget()
    }

    /// What every term that matches ends with.
    var ending: [UInt8] { pattern.ending }

    /// Whether `forget` is due.
    var isFull: Bool { used > room }

    /// Drops all states. Costs nothing but making them again.
    mutating func forget() {
        (steps, members, costs, known, used) = ([], [], [], [:], 0)
        // The dead state comes first.
        _ = state([], cost: .max)
        start = closure(CollectionOfOne(pattern.start))
    }

    /// The state behind a byte.
    @inline(__always)
    mutating func step(_ byte: UInt8, from state: State) -> State {
        let place = Int(state) * classes.samples.count + Int(classes.of[Int(byte)])
        let next = steps[place]
        return next != Self.unknown ? next : makeStep(place, from: state, byte)
    }

    /// Steps through a term as far as it is alive, and returns how many of its states are known then: one more than bytes taken.
    /// - Parameters:
    ///   - range: where the term stands in `key`.
    ///   - states: that before each byte, of which `known` are, at least the first; room for one more than bytes.
    mutating func walk(_ key: [UInt8], _ range: Range<Int>, _ states: inout [State], known: Int) -> Int {
        var known = known
        var state = states[known - 1]
        let count = classes.samples.count
        while known <= range.count {
            let byte = key[range.lowerBound &+ known &- 1]
            var next = steps[Int(state) &* count &+ Int(classes.of[Int(byte)])]
            if next == Self.unknown { next = step(byte, from: state) }
            if next == Self.dead { break }
            state = next
            states[known] = state
            known &+= 1
        }
        return known
    }

    /// What a term that ends here costs: 0, or its edits; nil where it does not match.
    @inline(__always)
    func cost(_ state: State) -> Int? {
        let cost = costs[Int(state)]
        return cost == .max ? nil : cost
    }

    /// The first byte above `byte` that leads to life; nil where none does. O(256) at most.
    mutating func firstLive(above byte: UInt8, from state: State) -> UInt8? {
        guard byte < .max else { return nil }
        for next in byte + 1...UInt8.max where step(next, from: state) != Self.dead { return next }
        return nil
    }

    /// What a term costs, or nil where it does not match. O(bytes).
    package mutating func cost(of term: some Sequence<UInt8>) -> Int? {
        if isFull { forget() }
        var state = start
        for byte in term {
            state = step(byte, from: state)
            if state == Self.dead { return nil }
        }
        return cost(state)
    }

    // MARK: Making states

    private mutating func makeStep(_ place: Int, from state: State, _ byte: UInt8) -> State {
        var targets: [Int] = []
        for member in members[Int(state)] {
            guard case .bytes(let low, let high, let next) = pattern.states[Int(member)], low <= byte, byte <= high else {
                continue
            }
            targets.append(next)
        }
        let next = targets.isEmpty ? Self.dead : closure(targets)
        steps[place] = next
        return next
    }

    /// The state of some of the pattern's and of all that they lead to without a byte.
    private mutating func closure(_ places: some Collection<Int>) -> State {
        round += 1
        var waiting = Array(places)
        var found: [Int32] = []
        var cost = Int.max
        while let place = waiting.popLast() {
            guard gathered[place] != round else { continue }
            gathered[place] = round
            switch pattern.states[place] {
            case .bytes: found.append(Int32(place))
            case .fork(let targets): waiting += targets
            case .accept(let edits): cost = min(cost, edits)
            }
        }
        found.sort()
        return state(found, cost: cost)
    }

    private mutating func state(_ found: [Int32], cost: Int) -> State {
        // A cost tells apart what leads on in the same way.
        let key = found + [Int32(truncatingIfNeeded: cost)]
        if let state = known[key] { return state }
        let state = State(members.count)
        known[key] = state
        members.append(found)
        costs.append(cost)
        steps += repeatElement(found.isEmpty ? Self.dead : Self.unknown, count: classes.samples.count)
        used += 2 * found.count + classes.samples.count + 8
        return state
    }

    private static func classes(_ pattern: TermPattern) -> (of: [UInt8], samples: [UInt8]) {
        var begins = [Bool](repeating: false, count: 257)
        begins[0] = true
        for case .bytes(let low, let high, _) in pattern.states { (begins[Int(low)], begins[Int(high) + 1]) = (true, true) }
        var (classes, samples): ([UInt8], [UInt8]) = ([], [])
        for byte in 0..<256 {
            if begins[byte] { samples.append(UInt8(byte)) }
            classes.append(UInt8(samples.count - 1))
        }
        return (classes, samples)
    }
}

/// Walks the terms of a field that a pattern matches, in order, without looking at those in between.
///
/// The states of the current key's bytes are kept, so a key is stepped through only where it differs from the one before, and not at all
/// behind a byte that has led to the dead state. At the end of a block the least key that may still match is made from these states, and
/// blocks that end before it are passed over by a search among the first keys.
package struct TermMatches {
    private let dictionary: TermDictionaryReader
    private let field: [UInt8]
    /// Keys up to this one do not count.
    private let after: [UInt8]
    private let automaton: TermAutomaton
    private var block: Int
    private var scan: TermBlock?
    private var indexInBlock = 0
    /// Entries of the block that were passed over and not yet read.
    private var entriesBehind = 0
    /// The current key: field and term.
    private var key: [UInt8] = []
    /// The state before each byte of the term, as far as it is alive; the one behind the last byte too where all of them are.
    private var states: [TermAutomaton.State] = []
    /// What the current term costs: 0, or its edits.
    package private(set) var cost = 0

    /// Before the first match. - Parameter after: terms up to this one are passed over; empty for none, as no term is.
    package init(
        _ dictionary: TermDictionaryReader, field: Int, _ automaton: TermAutomaton, after: [UInt8] = []
    ) throws(CorruptBytes) {
        self.dictionary = dictionary
        self.automaton = automaton
        self.field = TermKey.bytes(field: field, term: [])
        self.after = self.field + after
        block = try Self.block(of: self.after, in: dictionary)
    }

    /// The current term, without its field.
    package var term: ArraySlice<UInt8> { key.dropFirst(TermDictionaryLayout.fieldBytes) }

    /// The entry of the next term that matches; nil when there is none, and from then on. Blocks of 16 terms are looked at one by one
    /// where something in them may match.
    package mutating func next() throws(CorruptBytes) -> TermEntry? {
        while block < dictionary.blockCount {
            if scan == nil { try openBlock() } else { try readKey() }
            guard scan != nil else {
                try leaveBlock()
                continue
            }
            if key.starts(with: field) {
                if let cost = matchedCost(), after.lexicographicallyPrecedes(key) {
                    self.cost = cost
                    defer { entriesBehind = 0 }
                    return try scan!.entry(at: entriesBehind)
                }
            } else if field.lexicographicallyPrecedes(key) {
                break
            }
            entriesBehind += 1
        }
        block = dictionary.blockCount
        return nil
    }

    // MARK: Keys

    private mutating func openBlock() throws(CorruptBytes) {
        scan = try TermBlock(dictionary, block: block)
        (indexInBlock, entriesBehind) = (0, 0)
        keep(shared: 0, suffix: try dictionary.firstKeys[block])
    }

    /// Moves to the block's next key; `scan` is nil behind the last one.
    private mutating func readKey() throws(CorruptBytes) {
        indexInBlock += 1
        guard indexInBlock < dictionary.terms(inBlock: block) else {
            scan = nil
            return
        }
        let (shared, suffix) = try scan!.nextKey()
        guard shared <= key.count, shared + suffix.count >= TermDictionaryLayout.fieldBytes else {
            throw CorruptBytes(at: 0, "a key shares more than its forerunner has")
        }
        keep(shared: shared, suffix: suffix)
    }

    private mutating func keep(shared: Int, suffix: UnsafeBufferPointer<UInt8>) {
        key.removeLast(key.count - shared)
        key.append(contentsOf: suffix)
        let known = max(0, shared - TermDictionaryLayout.fieldBytes) + 1
        if states.count > known { states.removeLast(states.count - known) }
    }

    /// Steps through what is new of the term; what it costs, or nil where it does not match.
    private mutating func matchedCost() -> Int? {
        if automaton.isFull {
            automaton.forget()
            states = []
        }
        if states.isEmpty { states.append(automaton.start) }
        let length = key.count - TermDictionaryLayout.fieldBytes
        while states.count <= length {
            let state = automaton.step(key[states.count - 1 + TermDictionaryLayout.fieldBytes], from: states[states.count - 1])
            if state == TermAutomaton.dead { return nil }
            states.append(state)
        }
        return automaton.cost(states[length])
    }

    // MARK: Blocks

    /// Moves to the next block in which something may match.
    private mutating func leaveBlock() throws(CorruptBytes) {
        block += 1
        guard block < dictionary.blockCount, key.starts(with: field) else { return }
        guard let target = leastLiveKey() else {
            block = dictionary.blockCount
            return
        }
        guard try dictionary.firstKeys[block].lexicographicallyPrecedes(target) else { return }
        block = max(block, try Self.block(of: target, in: dictionary))
    }

    /// The least key above the current one that the automaton does not rule out by what it has seen of it; nil where there is none.
    private func leastLiveKey() -> [UInt8]? {
        let term = Array(self.term)
        // The whole term is alive: whatever begins with it may match.
        if states.count > term.count { return key }
        for place in stride(from: states.count - 1, through: 0, by: -1) {
            if let byte = automaton.firstLive(above: term[place], from: states[place]) { return field + term[..<place] + [byte] }
        }
        return states.isEmpty ? key : nil
    }

    private static func block(of key: [UInt8], in dictionary: TermDictionaryReader) throws(CorruptBytes) -> Int {
        try key.withUnsafeBufferPointer { (key) throws(CorruptBytes) in try dictionary.firstKeys.block(for: key) } ?? 0
    }
}

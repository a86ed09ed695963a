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
    private var automaton: TermAutomaton
    /// What every term that matches ends with: terms that end otherwise are not stepped through.
    private let ending: [UInt8]
    private var block: Int
    private var scan: TermBlock?
    private var indexInBlock = 0
    /// Entries of the block that were passed over and not yet read.
    private var entriesBehind = 0
    /// The current key, field and term, with room for the longest.
    private var key = [UInt8](repeating: 0, count: TermDictionaryLayout.keyBytes)
    private var keyCount = 0
    /// Whether the current key is one of the field's.
    private var isOfField = false
    /// The state before each byte of the term, as far as it is alive, and the one behind the last byte where all of them are.
    private var states = [TermAutomaton.State](repeating: 0, count: TermDictionaryLayout.keyBytes)
    private var stateCount = 0
    /// Where the walk goes on behind a block.
    private var target: [UInt8] = []
    /// What the current term costs: 0, or its edits.
    package private(set) var cost = 0

    /// Before the first match. - Parameter after: terms up to this one are passed over; empty for none, as no term is.
    package init(
        _ dictionary: TermDictionaryReader, field: Int, _ automaton: TermAutomaton, after: [UInt8] = []
    ) throws(CorruptBytes) {
        self.dictionary = dictionary
        self.automaton = automaton
        ending = automaton.ending
        self.field = TermKey.bytes(field: field, term: [])
        self.after = self.field + after
        block = try Self.block(of: self.after, in: dictionary)
    }

    /// The current term, without its field.
    package var term: ArraySlice<UInt8> { key[TermDictionaryLayout.fieldBytes..<keyCount] }

    /// The entry of the next term that matches; nil when there is none, and from then on. Blocks of 16 terms are looked at one by one
    /// where something in them may match. - Parameter goesOn: asked behind each of them; the walk is at its end where it says no.
    package mutating func next(while goesOn: () -> Bool = { true }) throws(CorruptBytes) -> TermEntry? {
        while block < dictionary.blockCount {
            if scan == nil { try openBlock() } else { try readKey() }
            guard scan != nil else {
                guard goesOn() else { break }
                try leaveBlock()
                continue
            }
            if isOfField {
                if endsRight(), let cost = matchedCost(), after.lexicographicallyPrecedes(key[..<keyCount]) {
                    self.cost = cost
                    defer { entriesBehind = 0 }
                    return try scan!.entry(at: entriesBehind)
                }
            } else if field.lexicographicallyPrecedes(key[..<keyCount]) {
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
        guard shared <= keyCount, shared + suffix.count >= TermDictionaryLayout.fieldBytes else {
            throw CorruptBytes(at: 0, "a key shares more than its forerunner has")
        }
        keep(shared: shared, suffix: suffix)
    }

    /// Makes the current key of what it shares with the one before and the rest. No key is longer than `keyBytes`.
    private mutating func keep(shared: Int, suffix: UnsafeBufferPointer<UInt8>) {
        // Most suffixes are a few bytes, for which a call that copies them takes longer than they do.
        for index in 0..<suffix.count { key[shared &+ index] = suffix[index] }
        keyCount = shared + suffix.count
        if shared < TermDictionaryLayout.fieldBytes { isOfField = key[0] == field[0] && key[1] == field[1] }
        stateCount = min(stateCount, max(0, shared - TermDictionaryLayout.fieldBytes) + 1)
    }

    /// Whether the current term ends as it must to match.
    private func endsRight() -> Bool {
        let start = keyCount - ending.count
        guard start >= TermDictionaryLayout.fieldBytes else { return ending.isEmpty }
        for index in ending.indices.reversed() where key[start &+ index] != ending[index] { return false }
        return true
    }

    /// Steps through what is new of the term; what it costs, or nil where it does not match.
    private mutating func matchedCost() -> Int? {
        if automaton.isFull {
            automaton.forget()
            stateCount = 0
        }
        if stateCount == 0 {
            states[0] = automaton.start
            stateCount = 1
        }
        stateCount = automaton.walk(key, TermDictionaryLayout.fieldBytes..<keyCount, &states, known: stateCount)
        let length = keyCount - TermDictionaryLayout.fieldBytes
        return stateCount > length ? automaton.cost(states[length]) : nil
    }

    // MARK: Blocks

    /// Moves to the next block in which something may match.
    private mutating func leaveBlock() throws(CorruptBytes) {
        block += 1
        guard block < dictionary.blockCount, isOfField else { return }
        // The last term may not have been stepped through.
        _ = matchedCost()
        guard makeTarget() else {
            block = dictionary.blockCount
            return
        }
        guard try dictionary.firstKeys[block].lexicographicallyPrecedes(target) else { return }
        block = max(block, try Self.block(of: target, in: dictionary))
    }

    /// Makes `target` the least key above the current one that the automaton does not rule out by what it has seen of it; false where there
    /// is none.
    private mutating func makeTarget() -> Bool {
        target.removeAll(keepingCapacity: true)
        let length = keyCount - TermDictionaryLayout.fieldBytes
        // The whole term is alive: whatever begins with it may match.
        if stateCount > length {
            target.append(contentsOf: key[..<keyCount])
            return true
        }
        for place in stride(from: stateCount - 1, through: 0, by: -1) {
            let end = TermDictionaryLayout.fieldBytes + place
            guard let byte = automaton.firstLive(above: key[end], from: states[place]) else { continue }
            target.append(contentsOf: key[..<end])
            target.append(byte)
            return true
        }
        return false
    }

    private static func block(of key: [UInt8], in dictionary: TermDictionaryReader) throws(CorruptBytes) -> Int {
        try key.withUnsafeBufferPointer { (key) throws(CorruptBytes) in try dictionary.firstKeys.block(for: key) } ?? 0
    }
}

extension TermPattern {
    /// The terms within some edits of a word, as the automaton of Schulz and Mihov (2002) before it is made deterministic.
    ///
    /// A state is a place in the word and the edits so far. An edit puts a character in, leaves one out, takes another for it, or swaps
    /// two neighbours (one edit, as in Lucene; a swapped pair is not edited again: optimal string alignment). Accepting states tell the
    /// fewest edits. - Parameter most: edits, few. O(characters × edits) states.
    mutating func addEdits(of word: [UInt8], most: Int) throws(TooLarge) -> Int {
        let characters = Self.characters(of: word)
        var fewer: [Int] = []
        // From the last edit to the first, so that what a state leads to is there already.
        for edits in stride(from: most, through: 0, by: -1) {
            fewer = try addRow(characters, edits: edits, next: edits == most ? nil : fewer)
        }
        return fewer[0]
    }

    /// The states after so many edits, by the place in the word. - Parameter next: those of one more edit, nil where no more may follow.
    private mutating func addRow(_ characters: [ArraySlice<UInt8>], edits: Int, next: [Int]?) throws(TooLarge) -> [Int] {
        let count = characters.count
        var row = [Int](repeating: 0, count: count + 1)
        for place in stride(from: count, through: 0, by: -1) {
            var targets: [Int] = []
            if place == count { targets.append(try add(.accept(cost: edits))) }
            if place < count { targets.append(try text(characters[place], then: row[place + 1])) }
            if let next { try addEdits(characters, place, next, to: &targets) }
            row[place] = try fork(targets)
        }
        return row
    }

    private mutating func addEdits(
        _ characters: [ArraySlice<UInt8>], _ place: Int, _ next: [Int], to targets: inout [Int]
    ) throws(TooLarge) {
        targets.append(try anyCharacter(then: next[place]))
        guard place < characters.count else { return }
        targets.append(next[place + 1])
        targets.append(try anyCharacter(then: next[place + 1]))
        guard place + 1 < characters.count else { return }
        let swapped = try text(characters[place], then: next[place + 2])
        targets.append(try text(characters[place + 1], then: swapped))
    }

    /// The bytes of each character.
    static func characters(of word: [UInt8]) -> [ArraySlice<UInt8>] {
        var characters: [ArraySlice<UInt8>] = []
        var start = 0
        for index in 1..<max(1, word.count + 1) where index == word.count || word[index] & 0xC0 != 0x80 {
            characters.append(word[start..<index])
            start = index
        }
        return word.isEmpty ? [] : characters
    }
}

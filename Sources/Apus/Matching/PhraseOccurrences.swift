/// Counts where the words of a phrase stand next to each other, in order, in one document that holds them all.
///
/// The rarest word of the document says where the phrase may begin; each other word, the second rarest first, keeps of these places
/// those that it stands behind, and nothing is decoded once none is left. A word that the phrase repeats is one cursor with
/// several offsets. Lives in an arena, like the cursors that it borrows.
struct PhraseOccurrences {
    private struct Word {
        let cursor: UnsafeMutablePointer<ScoredCursor>
        /// Words of the phrase before this one.
        let offset: UInt32
        var frequency: UInt32 = 0
    }

    private let arena: Unmanaged<SearchArena>
    private let words: UnsafeMutablePointer<Word>
    private let count: Int
    /// Whether these are two words that differ.
    private let isPair: Bool
    /// Where the phrase may begin, as far as the words looked at allow.
    private var starts: UnsafeMutablePointer<UInt32>
    private var capacity = 64

    /// - Parameter cursor: that of the word at a place of the phrase; the same pointer where a word is repeated.
    @inline(__always)
    init(count: Int, arena: SearchArena, cursor: (Int) -> UnsafeMutablePointer<ScoredCursor>) {
        self.arena = Unmanaged.passUnretained(arena)
        self.count = count
        words = arena.allocate(Word.self, count: count)
        for offset in 0..<count {
            (words + offset).initialize(to: Word(cursor: cursor(offset), offset: UInt32(truncatingIfNeeded: offset)))
        }
        isPair = count == 2 && words[0].cursor != words[1].cursor
        starts = arena.allocate(count: capacity)
    }

    /// The lowest frequency of a word in the current document, which the phrase's does not exceed. Opens no positions.
    @inline(__always)
    var leastFrequency: UInt32 {
        var least = UInt32.max
        for index in 0..<count { least = min(least, words[index].cursor.pointee.cursor.frequency) }
        return least
    }

    /// Occurrences in the document on which all cursors stand.
    mutating func occurrences() -> UInt32 {
        if isPair, let found = pairOccurrences() { return found }
        rankByFrequency()
        var found = begin()
        var index = 1
        while index < count, found > 0 {
            found = words[index].cursor.pointee.cursor.meetPositions(starts, found, offset: words[index].offset)
            index &+= 1
        }
        return UInt32(truncatingIfNeeded: found)
    }

    /// Occurrences of two words that differ and occur four times at most, which is what most documents have: all are compared with all, so that
    /// nothing has to be foreseen. Nil where one occurs more often.
    @inline(__always)
    private func pairOccurrences() -> UInt32? {
        let first = words[0].offset < words[1].offset ? 0 : 1
        // Both are looked at before either is read.
        guard max(words[0].cursor.pointee.cursor.frequency, words[1].cursor.pointee.cursor.frequency) <= 4 else { return nil }
        guard let one = words[first].cursor.pointee.cursor.fewPositions(),
            let other = words[1 - first].cursor.pointee.cursor.fewPositions()
        else { return nil }
        var differing: UInt32 = 0
        for lane in 0..<4 {
            let wanted = one[lane] &+ 1
            for place in 0..<4 {
                // The highest bit is set where they differ. A comparison would become a branch.
                let difference = other[place] ^ wanted
                differing &+= (difference | (0 &- difference)) &>> 31
            }
        }
        return 16 &- differing
    }

    /// Puts the two words of lowest frequency first; the order of the rest does not matter much.
    private mutating func rankByFrequency() {
        for index in 0..<count { words[index].frequency = words[index].cursor.pointee.cursor.frequency }
        for place in 0..<min(2, count - 1) {
            var least = place
            for index in place + 1..<count where words[index].frequency < words[least].frequency { least = index }
            if least != place { swap(&words[place], &words[least]) }
        }
    }

    /// Where the phrase may begin for the first word's sake.
    private mutating func begin() -> Int {
        let offset = words[0].offset
        let positions = words[0].cursor.pointee.cursor.positions()
        if positions.count > capacity { reserve(positions.count) }
        var found = 0
        for position in positions where position >= offset {
            starts[found] = position &- offset
            found &+= 1
        }
        return found
    }

    private mutating func reserve(_ room: Int) {
        capacity = room.nextPowerOfTwo
        starts = arena._withUnsafeGuaranteedRef { $0.allocate(count: capacity) }
    }
}

/// Counts where the words of a phrase stand next to each other, in order, in one document that holds them all.
///
/// The two rarest words of the document are met first; positions of the others are opened only where that leaves something.
/// A word that the phrase repeats is one cursor with several offsets. Lives in an arena, like the cursors that it borrows.
struct PhraseOccurrences {
    private struct Word {
        let cursor: UnsafeMutablePointer<ScoredCursor>
        /// Words of the phrase before this one.
        let offset: UInt32
        var frequency: UInt32 = 0
        /// The word's positions in the document, once opened.
        var positions = UnsafeBufferPointer<UInt32>(start: nil, count: 0)
        var isOpen = false
    }

    /// Of a word that occurs no more often, each occurrence is compared with all of another's.
    private static let few = 32

    private let arena: Unmanaged<SearchArena>
    private let words: UnsafeMutablePointer<Word>
    private let count: Int
    /// Whether these are two words that differ.
    private let isPair: Bool
    /// Where the phrase may begin, as far as the words looked at allow.
    private var starts: UnsafeMutablePointer<UInt32>
    private var capacity = 64

    /// - Parameter cursors: one for each word of the phrase, in order; the same pointer where a word is repeated.
    init(_ cursors: [UnsafeMutablePointer<ScoredCursor>], arena: SearchArena) {
        self.arena = Unmanaged.passUnretained(arena)
        count = cursors.count
        isPair = cursors.count == 2 && cursors[0] != cursors[1]
        words = arena.allocate(Word.self, count: cursors.count)
        for (offset, cursor) in cursors.enumerated() {
            (words + offset).initialize(to: Word(cursor: cursor, offset: UInt32(truncatingIfNeeded: offset)))
        }
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
        if isPair { return pairOccurrences() }
        rankByFrequency()
        var found = begin()
        for index in 1..<count where found > 0 { found = meet(words[index].offset, positions(ofWord: index), found) }
        return UInt32(truncatingIfNeeded: found)
    }

    /// Occurrences of two words that differ, without the bookkeeping that longer phrases need.
    private mutating func pairOccurrences() -> UInt32 {
        let first = words[0].cursor.pointee.cursor.positions()
        let second = words[1].cursor.pointee.cursor.positions()
        if first.count <= Self.few {
            var found: UInt32 = 0
            for position in first { found &+= Self.occurrences(of: position &+ 1, in: second) }
            return found
        }
        if second.count <= Self.few {
            var found: UInt32 = 0
            for position in second { found &+= Self.occurrences(of: position &- 1, in: first) }
            return found
        }
        reserve(first.count)
        for place in 0..<first.count { starts[place] = first[place] }
        return UInt32(truncatingIfNeeded: meet(1, second, first.count))
    }

    /// How often a position is in the list, 0 or 1. All are compared, several at a time, so that nothing has to be foreseen.
    @inline(__always)
    private static func occurrences(of wanted: UInt32, in positions: UnsafeBufferPointer<UInt32>) -> UInt32 {
        var others: UInt32 = 0
        for position in positions {
            // The highest bit is set where they differ. A comparison would become a branch, and the loop go one by one.
            let difference = position ^ wanted
            others &+= (difference | (0 &- difference)) &>> 31
        }
        return UInt32(truncatingIfNeeded: positions.count) &- others
    }

    /// Puts the two words of lowest frequency first; the order of the rest does not matter much.
    private mutating func rankByFrequency() {
        for index in 0..<count {
            words[index].frequency = words[index].cursor.pointee.cursor.frequency
            words[index].isOpen = false
        }
        for place in 0..<min(2, count - 1) {
            var least = place
            for index in place + 1..<count where words[index].frequency < words[least].frequency { least = index }
            if least != place { swap(&words[place], &words[least]) }
        }
    }

    /// The positions of a word; those of a repeated word are read once.
    private mutating func positions(ofWord index: Int) -> UnsafeBufferPointer<UInt32> {
        let cursor = words[index].cursor
        for other in 0..<index where words[other].cursor == cursor && words[other].isOpen {
            words[index].positions = words[other].positions
            words[index].isOpen = true
            return words[index].positions
        }
        words[index].positions = cursor.pointee.cursor.positions()
        words[index].isOpen = true
        return words[index].positions
    }

    private mutating func begin() -> Int {
        let (offset, positions) = (words[0].offset, positions(ofWord: 0))
        reserve(positions.count)
        var found = 0
        for position in positions where position >= offset {
            starts[found] = position &- offset
            found &+= 1
        }
        return found
    }

    /// Keeps of the first `count` starts those from which the word stands at its offset.
    private func meet(_ offset: UInt32, _ positions: UnsafeBufferPointer<UInt32>, _ count: Int) -> Int {
        if count <= Self.few { return meetFew(offset, positions, count) }
        guard let position = positions.baseAddress else { return 0 }
        var (start, place, kept) = (0, 0, 0)
        while start < count, place < positions.count {
            let (wanted, found) = (starts[start] &+ offset, position[place])
            // Writing first and counting after it keeps the loop free of a branch that cannot be foreseen.
            starts[kept] = starts[start]
            kept &+= wanted == found ? 1 : 0
            start &+= wanted <= found ? 1 : 0
            place &+= found <= wanted ? 1 : 0
        }
        return kept
    }

    private func meetFew(_ offset: UInt32, _ positions: UnsafeBufferPointer<UInt32>, _ count: Int) -> Int {
        var kept = 0
        for start in 0..<count {
            let wanted = starts[start] &+ offset
            starts[kept] = starts[start]
            kept &+= Int(Self.occurrences(of: wanted, in: positions))
        }
        return kept
    }

    private mutating func reserve(_ room: Int) {
        guard room > capacity else { return }
        capacity = room.nextPowerOfTwo
        starts = arena._withUnsafeGuaranteedRef { $0.allocate(count: capacity) }
    }
}

/// Counts where the words of a phrase stand next to each other, in order, in one document that holds them all.
///
/// The rarest word of the document says where the phrase may begin; each other word, the second rarest first, keeps of these places
/// those that it stands behind, and nothing is decoded once none is left. A word that the phrase repeats is one cursor with
/// several offsets. A pair that is there as often as its rarer word tells that the other one stands beside it each time, so that this one is not
/// looked at. Lives in an arena, like the cursors that it borrows.
struct PhraseOccurrences {
    private struct Word {
        let cursor: UnsafeMutablePointer<ScoredCursor>
        /// The list of this word and the next, where there is one.
        let pair: UnsafeMutablePointer<ScoredCursor>?
        /// Of the current document, as is whether the word stands wherever the phrase's others do.
        var place: PositionStream.Place
        var isImplied = false

        @inline(__always)
        var frequency: UInt32 { place.frequencies[place.index] }
    }

    private let arena: Unmanaged<SearchArena>
    private let words: UnsafeMutablePointer<Word>
    private let count: Int
    /// Whether these are two words that differ.
    private let isPair: Bool
    private let hasPairs: Bool
    /// Where the phrase may begin, as far as the words looked at allow.
    private var starts: UnsafeMutablePointer<UInt32>
    private var capacity = 64

    /// - Parameters:
    ///   - cursor: that of the word at a place of the phrase; the same pointer where a word is repeated.
    ///   - pair: the list of the word at a place and the next, where there is one; it stands on the same documents.
    @inline(__always)
    init(
        count: Int, arena: SearchArena, cursor: (Int) -> UnsafeMutablePointer<ScoredCursor>,
        pair: (Int) -> UnsafeMutablePointer<ScoredCursor>? = { _ in nil }
    ) {
        self.arena = Unmanaged.passUnretained(arena)
        self.count = count
        words = arena.allocate(Word.self, count: count)
        starts = arena.allocate(count: capacity)
        var hasPairs = false
        for place in 0..<count {
            let pair = place + 1 < count ? pair(place) : nil
            (words + place).initialize(
                to: Word(
                    cursor: cursor(place), pair: pair,
                    place: PositionStream.Place(block: 0, index: 0, frequencies: starts, isWrittenOut: false)))
            hasPairs = hasPairs || pair != nil
        }
        self.hasPairs = hasPairs
        isPair = count == 2 && words[0].cursor != words[1].cursor
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
        for index in 0..<count { words[index].place = words[index].cursor.pointee.cursor.streamPlace }
        if isPair, let found = pairOccurrences() { return found }
        guard let first = rarest(but: nil) else { return 0 }
        var found = begin(first)
        guard let second = rarest(but: first) else { return UInt32(truncatingIfNeeded: found) }
        found = meet(second, found)
        guard found > 0, count > 2 else { return UInt32(truncatingIfNeeded: found) }
        if hasPairs { markImplied() }
        var index = 0
        while index < count, found > 0 {
            if index != first, index != second, !words[index].isImplied { found = meet(index, found) }
            index &+= 1
        }
        return UInt32(truncatingIfNeeded: found)
    }

    /// Occurrences of two words that differ and occur four times at most, which is what most documents have: all are compared with all, so that
    /// nothing has to be foreseen. Nil where one occurs more often.
    @inline(__always)
    private func pairOccurrences() -> UInt32? {
        guard max(words[0].frequency, words[1].frequency) <= 4 else { return nil }
        guard let one = words[0].cursor.pointee.cursor.fewPositions(of: words[0].place),
            let other = words[1].cursor.pointee.cursor.fewPositions(of: words[1].place)
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

    /// Finds the words that others stand for. Of two neighbours the one that is there more often may be implied, so that no two imply each
    /// other, in whatever roundabout way.
    private func markImplied() {
        for index in 0..<count { words[index].isImplied = false }
        for index in 0..<count &- 1 {
            guard let pair = words[index].pair else { continue }
            let (frequency, next) = (words[index].frequency, words[index + 1].frequency)
            guard pair.pointee.cursor.frequency == min(frequency, next) else { continue }
            words[frequency <= next ? index + 1 : index].isImplied = true
        }
    }

    /// The word of lowest frequency.
    @inline(__always)
    private func rarest(but other: Int?) -> Int? {
        var (least, rarest) = (UInt32.max, Int?.none)
        for index in 0..<count where index != other && words[index].frequency < least {
            (least, rarest) = (words[index].frequency, index)
        }
        return rarest
    }

    @inline(__always)
    private func meet(_ index: Int, _ found: Int) -> Int {
        words[index].cursor.pointee.cursor.meetPositions(
            starts, found, offset: UInt32(truncatingIfNeeded: index), of: words[index].place)
    }

    /// Where the phrase may begin for a word's sake.
    private mutating func begin(_ index: Int) -> Int {
        let offset = UInt32(truncatingIfNeeded: index)
        let positions = words[index].cursor.pointee.cursor.positions(of: words[index].place)
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

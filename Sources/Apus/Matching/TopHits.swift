/// The best `capacity` documents so far: a binary heap with the worst at its root.
///
/// Equal scores rank by lowest document, so a page is the same each time. Documents are numbered over the whole snapshot:
/// the segment's base plus the number within it.
package struct TopHits {
    package struct Entry: Equatable, Sendable {
        package var score: Float
        package var document: Int

        package init(score: Float, document: Int) {
            self.score = score
            self.document = document
        }
    }

    package let capacity: Int
    /// Each entry is one number that ranks as the entry does: the score's bits, which rise with it as it is not negative, then
    /// the document, counted down.
    private var heap: [UInt64] = []

    package init(capacity: Int) {
        self.capacity = max(0, capacity)
        heap.reserveCapacity(min(self.capacity, 1024))
    }

    package var count: Int { heap.count }
    package var isFull: Bool { heap.count == capacity }

    /// What an entry must rank above once the heap is full; nil before that, and where nothing is kept.
    package var worst: Entry? { isFull ? heap.first.map(Self.entry) : nil }

    /// The smallest sum that may round to a score above the worst one's, provided that documents arrive in order: a later
    /// document with an equal score ranks behind. −∞ while there is room, +∞ where nothing is kept.
    package var cut: Double {
        guard isFull else { return -.infinity }
        guard let worst else { return .infinity }
        return (Double(worst.score) + Double(worst.score.nextUp)) / 2
    }

    /// Keeps the entry if it is among the best, and says whether the heap's worst has changed. O(log capacity).
    ///
    /// Scores are not negative, and documents below `Limits.documents`.
    @discardableResult
    package mutating func add(_ entry: Entry) -> Bool {
        let rank = UInt64(entry.score.bitPattern) << 32 | UInt64(~UInt32(truncatingIfNeeded: entry.document))
        if heap.count < capacity {
            heap.append(rank)
            siftUp()
            return true
        }
        guard let worst = heap.first, worst < rank else { return false }
        heap.withUnsafeMutableBufferPointer { Self.replaceWorst(by: rank, in: $0) }
        return true
    }

    /// The entries, best first. O(n log n): the worst is taken from the heap and put behind what is left, as heap sort does.
    package func ranked() -> [Entry] {
        var copy = self
        return copy.takeRanked()
    }

    /// The same, and none is left here.
    mutating func takeRanked() -> [Entry] {
        var ranked: [UInt64] = []
        swap(&ranked, &heap)
        _ = Self.rank(&ranked) { false }
        return ranked.map(Self.entry)
    }

    /// The same, where there is time for it; else the `few` best ones. O(n log n), or O(n log few).
    mutating func takeRanked(until deadline: Deadline, few: Int) -> [Entry] {
        var ranked: [UInt64] = []
        swap(&ranked, &heap)
        if Self.rank(&ranked, unless: { deadline.look() }) { return ranked.map(Self.entry) }
        var best = TopHits(capacity: min(few, ranked.count))
        for rank in ranked { best.add(Self.entry(rank)) }
        return best.takeRanked()
    }

    /// False when `isTooLate`, which is asked now and then: then they are in no order.
    private static func rank(_ heap: inout [UInt64], unless isTooLate: () -> Bool) -> Bool {
        heap.withUnsafeMutableBufferPointer { heap in
            var left = heap.count
            while left > 1 {
                if left % looksEvery == 0, isTooLate() { return false }
                left &-= 1
                let last = heap[left]
                heap[left] = heap[0]
                replaceWorst(by: last, in: UnsafeMutableBufferPointer(rebasing: heap[..<left]))
            }
            return true
        }
    }

    /// Entries that are ranked between two looks at the clock: less than a tenth of a millisecond.
    private static let looksEvery = 1024

    private static func entry(_ rank: UInt64) -> Entry {
        Entry(
            score: Float(bitPattern: UInt32(truncatingIfNeeded: rank >> 32)), document: Int(~UInt32(truncatingIfNeeded: rank)))
    }

    /// Moves the last one up to where it belongs.
    private mutating func siftUp() {
        heap.withUnsafeMutableBufferPointer { heap in
            var place = heap.count &- 1
            let rank = heap[place]
            while place > 0 {
                let parent = (place &- 1) / 2
                guard rank < heap[parent] else { break }
                heap[place] = heap[parent]
                place = parent
            }
            heap[place] = rank
        }
    }

    @inline(__always)
    private static func replaceWorst(by rank: UInt64, in heap: UnsafeMutableBufferPointer<UInt64>) {
        var place = 0
        var child = 1
        while child < heap.count {
            if child &+ 1 < heap.count { child &+= heap[child &+ 1] < heap[child] ? 1 : 0 }
            guard heap[child] < rank else { break }
            heap[place] = heap[child]
            place = child
            child = 2 &* place &+ 1
        }
        heap[place] = rank
    }
}

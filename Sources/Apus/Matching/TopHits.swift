/// The best `capacity` documents so far: a binary heap with the worst at its root.
///
/// Equal scores rank by lowest document, so a page is the same each time. Documents are numbered over the whole snapshot:
/// the segment's base plus the number within it.
package struct TopHits {
    package struct Entry: Equatable, Sendable {
        package var score: Float
        package var document: Int

        /// Whether this ranks behind the other.
        @inline(__always)
        func isWorse(than other: Entry) -> Bool {
            score < other.score || (score == other.score && document > other.document)
        }
    }

    package let capacity: Int
    private var heap: [Entry] = []

    package init(capacity: Int) {
        self.capacity = max(0, capacity)
        heap.reserveCapacity(min(self.capacity, 1024))
    }

    package var count: Int { heap.count }
    package var isFull: Bool { heap.count == capacity }

    /// What an entry must rank above once the heap is full; nil before that, and where nothing is kept.
    package var worst: Entry? { isFull ? heap.first : nil }

    /// The smallest sum that may round to a score above the worst one's, provided that documents arrive in order: a later
    /// document with an equal score ranks behind. −∞ while there is room, +∞ where nothing is kept.
    package var cut: Double {
        guard isFull else { return -.infinity }
        guard let worst = heap.first else { return .infinity }
        return (Double(worst.score) + Double(worst.score.nextUp)) / 2
    }

    /// Keeps the entry if it is among the best, and says whether the heap's worst has changed. O(log capacity).
    @discardableResult
    package mutating func add(_ entry: Entry) -> Bool {
        if heap.count < capacity {
            heap.append(entry)
            siftUp(heap.count - 1)
            return true
        }
        guard let worst = heap.first, worst.isWorse(than: entry) else { return false }
        heap[0] = entry
        siftDown()
        return true
    }

    /// The entries, best first. O(n log n).
    package func ranked() -> [Entry] { heap.sorted { $1.isWorse(than: $0) } }

    private mutating func siftUp(_ start: Int) {
        heap.withUnsafeMutableBufferPointer { heap in
            let entry = heap[start]
            var place = start
            while place > 0 {
                let parent = (place &- 1) / 2
                guard entry.isWorse(than: heap[parent]) else { break }
                heap[place] = heap[parent]
                place = parent
            }
            heap[place] = entry
        }
    }

    /// Moves the root down to where it belongs.
    private mutating func siftDown() {
        heap.withUnsafeMutableBufferPointer { heap in
            let entry = heap[0]
            var place = 0
            while true {
                var child = 2 &* place &+ 1
                guard child < heap.count else { break }
                if child &+ 1 < heap.count, heap[child &+ 1].isWorse(than: heap[child]) { child &+= 1 }
                guard heap[child].isWorse(than: entry) else { break }
                heap[place] = heap[child]
                place = child
            }
            heap[place] = entry
        }
    }
}

extension ScoredCursor {
    /// A score that at least `count` documents of the list reach, deleted ones among them; 0 where its blocks do not tell.
    ///
    /// Each block has a document that comes up to its peak (`Impacts`). So the peak that `count` blocks reach is a score that as many
    /// documents reach, and is known before any is decoded: the best of a long list are searched for as if some as good had been found
    /// already. O(blocks · log count).
    func floor(ofBest count: Int) -> Double {
        guard peakRatio != 0, 1...Self.mostCounted ~= count, cursor.blockCount >= count else { return 0 }
        let reached = withUnsafeTemporaryAllocation(of: UInt16.self, capacity: count) { heap in
            for place in 0..<count { heap[place] = peak(ofBlock: place) }
            for place in (0..<count / 2).reversed() { Self.sift(heap, from: place) }
            for block in count..<cursor.blockCount {
                let next = peak(ofBlock: block)
                guard next > heap[0] else { continue }
                heap[0] = next
                Self.sift(heap, from: 0)
            }
            return heap[0]
        }
        return scorer.score(saturation: Impacts.leastSaturation(ofPeak: reached, growth: scorer.peakGrowth(cursor.list)))
    }

    /// Past this a list's blocks are seldom as many, and sorting them takes longer than it spares.
    private static let mostCounted = 1024

    @inline(__always)
    private func peak(ofBlock block: Int) -> UInt16 { UInt16(truncatingIfNeeded: cursor.list.impacts(ofBlock: block).packed) }

    /// Moves a place of a heap, whose least is at its root, down to where it belongs.
    private static func sift(_ heap: UnsafeMutableBufferPointer<UInt16>, from start: Int) {
        let moved = heap[start]
        var place = start
        while 2 * place + 1 < heap.count {
            var child = 2 * place + 1
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < moved else { break }
            heap[place] = heap[child]
            place = child
        }
        heap[place] = moved
    }
}

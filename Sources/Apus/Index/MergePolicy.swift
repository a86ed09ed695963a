/// Which neighbouring segments to join next: size-tiered, so that a byte is rewritten O(log n) times.
///
/// Segments are merged with neighbours only, so that documents keep their order.
package struct MergePolicy: Sendable {
    /// What the policy looks at.
    package struct Segment: Equatable, Sendable {
        package var bytes: UInt64
        /// 0 to 1.
        package var deletedFraction: Double

        package init(bytes: UInt64, deletedFraction: Double) {
            self.bytes = bytes
            self.deletedFraction = deletedFraction
        }
    }

    /// Neighbours of one tier that are left alone.
    package var segmentsPerTier = 8
    /// Below this all segments are of one tier.
    package var floorBytes: UInt64 = 1 << 20
    /// Segments with more dead documents are rewritten, alone if need be.
    package var mostDeleted = 0.3
    /// Larger segments are joined on demand only.
    package var largestBytes: UInt64 = 8 << 30

    package init() {}

    /// The neighbours to join now, or nil. O(segments).
    package func next(_ segments: [Segment]) -> Range<Int>? {
        var start = 0
        for end in 0...segments.count {
            let isRunOver = end == segments.count || tier(segments[end]) > runTier(segments[start..<end], next: segments[end])
            if isRunOver || end - start == segmentsPerTier {
                if end - start >= segmentsPerTier { return start..<end }
                start = end
            }
        }
        return smallAmongLarge(segments) ?? segments.firstIndex { $0.deletedFraction > mostDeleted }.map { $0..<$0 + 1 }
    }

    /// Too many segments in all, though no tier is full: the neighbours that cost least.
    private func smallAmongLarge(_ segments: [Segment]) -> Range<Int>? {
        guard segments.count > segmentsPerTier * 3 else { return nil }
        let starts = 0...(segments.count - segmentsPerTier)
        let costs = starts.map { start in segments[start..<start + segmentsPerTier].reduce(0) { $0 + $1.bytes } }
        let least = costs.indices.min { costs[$0] < costs[$1] }!
        return least..<least + segmentsPerTier
    }

    private func runTier(_ run: ArraySlice<Segment>, next: Segment) -> Int { run.map(tier).max() ?? tier(next) }

    private func tier(_ segment: Segment) -> Int {
        guard segment.bytes < largestBytes else { return Int.max }
        var (tier, limit) = (0, floorBytes)
        while segment.bytes > limit {
            tier += 1
            limit *= UInt64(segmentsPerTier)
        }
        return tier
    }
}

/// Which neighbouring segments to join next, so that few segments are left and a byte is rewritten O(log n) times.
///
/// A run of neighbours is joined when it has at least `leastSegments`, and `leastGrowth` times the bytes of its largest:
/// then each byte comes to lie in a segment so many times as large as before. Of such runs the one is taken that rewrites
/// the fewest bytes for each segment that it saves. For commits of one size that makes tiers; runs also cope with small
/// segments between large ones, which cannot be left aside where only neighbours are joined.
///
/// Growth of 2, 3, 4, 5 was simulated: commits of one size are rewritten 6.8, 4.5, 3.7, 3.4 times in 2,000 commits and leave
/// 7, 8, 9, 10 segments on average, of random sizes 4.1, 3.4, 2.8, 2.3 times and 9, 15, 30, 34 segments.
///
/// Pure and without memory: what to do follows from the segments alone. Only neighbours are joined, so that documents
/// keep their order.
package struct MergePolicy: Sendable {
    /// What the policy looks at.
    package struct Segment: Equatable, Sendable {
        /// Documents that are not deleted.
        package var liveDocuments: Int
        package var bytes: UInt64
        /// 0 to 1.
        package var deletedFraction: Double

        package init(liveDocuments: Int, bytes: UInt64, deletedFraction: Double) {
            self.liveDocuments = liveDocuments
            self.bytes = bytes
            self.deletedFraction = deletedFraction
        }

        /// What of it a merge would write.
        var liveBytes: Double { Double(bytes) * (1 - deletedFraction) }
    }

    /// Neighbours that are left alone when they are fewer.
    package var leastSegments = 8
    /// How many times as large as its largest segment a run must be.
    package var leastGrowth = 3.0
    /// Neighbours joined at once at most.
    package var mostSegments = 32
    /// Smaller segments count as this large: below it, few segments are worth more than few bytes written.
    package var floorBytes = Double(1 << 20)
    /// More live bytes are not joined unless somebody asks for it.
    package var largestBytes = Double(16 << 30)
    /// Segments with a larger fraction of dead documents are rewritten, alone if need be.
    package var mostDeleted = 0.3
    /// With more segments than this, runs that grow less are joined too.
    package var crowd = 48

    package init() {}

    /// The neighbours to join now, or nil; one segment alone is to be rewritten without its dead documents.
    /// O(segments × `mostSegments`).
    package func next(_ segments: [Segment]) -> Range<Int>? {
        let runs = runs(of: segments)
        if let run = runs.filter({ $0.growth >= leastGrowth }).min(by: { $0.cost < $1.cost }) { return run.range }
        if segments.count > crowd, let run = runs.max(by: { $0.growth < $1.growth }), run.growth > 1.1 { return run.range }
        return segments.firstIndex { $0.deletedFraction > mostDeleted }.map { $0..<$0 + 1 }
    }

    /// Neighbours that could be joined.
    private struct Run {
        var range: Range<Int>
        /// How many times as large as its largest segment it is.
        var growth: Double
        /// Bytes written for each segment saved.
        var cost: Double
    }

    private func runs(of segments: [Segment]) -> [Run] {
        var runs: [Run] = []
        for start in segments.indices {
            var (documents, bytes, floored, largest) = (0, 0.0, 0.0, 0.0)
            for end in start..<min(segments.count, start + mostSegments) {
                let size = max(segments[end].liveBytes, floorBytes)
                documents += segments[end].liveDocuments
                bytes += segments[end].liveBytes
                floored += size
                largest = max(largest, size)
                guard documents <= Limits.segmentDocuments, bytes <= largestBytes else { break }
                let count = end - start + 1
                guard count >= leastSegments else { continue }
                runs.append(Run(range: start..<end + 1, growth: floored / largest, cost: bytes / Double(count - 1)))
            }
        }
        return runs
    }
}

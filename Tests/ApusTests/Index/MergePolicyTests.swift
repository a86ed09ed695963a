import Testing

@testable import Apus

@Suite struct MergePolicyTests {
    /// An index as the policy sees it, and what merging it has cost.
    private struct History {
        var policy = MergePolicy()
        var segments: [MergePolicy.Segment] = []
        var added = 0.0
        var written = 0.0
        var mostSegments = 0

        mutating func commit(bytes: Double) {
            segments.append(MergePolicy.Segment(liveDocuments: 1, bytes: UInt64(bytes), deletedFraction: 0))
            added += bytes
            settle()
        }

        /// Merges until the policy is content.
        mutating func settle() {
            var rounds = 0
            while let range = policy.next(segments) {
                let joined = segments[range]
                let bytes = joined.reduce(0) { $0 + $1.liveBytes }
                written += bytes
                let documents = joined.reduce(0) { $0 + $1.liveDocuments }
                segments.replaceSubrange(
                    range, with: [MergePolicy.Segment(liveDocuments: documents, bytes: UInt64(bytes), deletedFraction: 0)])
                rounds += 1
                #expect(rounds < 100)
                if rounds >= 100 { return }
            }
            mostSegments = max(mostSegments, segments.count)
        }

        /// Bytes written by merges for each byte added.
        var amplification: Double { written / added }
    }

    private static let mebibyte = Double(1 << 20)

    @Test("few segments or none are left alone")
    func few() {
        #expect(MergePolicy().next([]) == nil)
        let one = MergePolicy.Segment(liveDocuments: 5, bytes: 1 << 30, deletedFraction: 0)
        for count in 1..<8 { #expect(MergePolicy().next(Array(repeating: one, count: count)) == nil) }
        #expect(MergePolicy().next(Array(repeating: one, count: 8)) == 0..<8)
    }

    @Test("a large segment is not rewritten for small ones beside it")
    func largeBesideSmall() {
        let large = MergePolicy.Segment(liveDocuments: 5, bytes: 1 << 30, deletedFraction: 0)
        let small = MergePolicy.Segment(liveDocuments: 5, bytes: 1 << 21, deletedFraction: 0)
        #expect(MergePolicy().next([large] + Array(repeating: small, count: 7)) == nil)
        #expect(MergePolicy().next([large] + Array(repeating: small, count: 8)) == 1..<9)
        #expect(MergePolicy().next([small, small, large] + Array(repeating: small, count: 9) + [large]) == 3..<12)
    }

    @Test("small segments between large ones are joined with them once that pays")
    func alternating() {
        let large = MergePolicy.Segment(liveDocuments: 5, bytes: 1 << 30, deletedFraction: 0)
        let small = MergePolicy.Segment(liveDocuments: 5, bytes: 1 << 10, deletedFraction: 0)
        #expect(MergePolicy().next([large, small, large, small, large, small, large, small]) == 0..<8)
    }

    @Test("a segment with many dead documents is rewritten, alone if need be")
    func deleted() {
        let sound = MergePolicy.Segment(liveDocuments: 70, bytes: 1 << 30, deletedFraction: 0.3)
        let rotten = MergePolicy.Segment(liveDocuments: 60, bytes: 1 << 40, deletedFraction: 0.4)
        #expect(MergePolicy().next([sound, sound]) == nil)
        #expect(MergePolicy().next([sound, rotten, sound]) == 1..<2)
    }

    @Test("no merge makes more than a segment can hold")
    func limits() {
        let full = MergePolicy.Segment(liveDocuments: Limits.segmentDocuments / 4, bytes: 1 << 30, deletedFraction: 0)
        #expect(MergePolicy().next(Array(repeating: full, count: 60)) == nil)
        let large = MergePolicy.Segment(liveDocuments: 1, bytes: 4 << 30, deletedFraction: 0)
        #expect(MergePolicy().next(Array(repeating: large, count: 60)) == nil)
        #expect(MergePolicy().next([MergePolicy.Segment(liveDocuments: 0, bytes: .max, deletedFraction: 0)]) == nil)
    }

    @Test("commits of one size: logarithmically many segments, a byte rewritten once a level", arguments: [4.0, 60, 256])
    func equalCommits(mebibytes: Double) {
        var history = History()
        history.policy.largestBytes = .infinity
        for _ in 0..<4096 { history.commit(bytes: mebibytes * Self.mebibyte) }
        #expect(history.mostSegments <= 4 * 7)
        #expect(history.amplification <= 5.5)
    }

    @Test("a great many tiny commits leave few segments")
    func tinyCommits() {
        var history = History()
        for _ in 0..<5000 { history.commit(bytes: 4000) }
        #expect(history.mostSegments <= 12)
        // Below the floor a whole small segment is rewritten for every few commits.
        #expect(history.written / 5000 <= Self.mebibyte / 4)
    }

    @Test("commits of random sizes over six orders of magnitude", arguments: 0..<20)
    func randomCommits(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var history = History()
        history.policy.largestBytes = .infinity
        for _ in 0..<2000 {
            let magnitude = Int.random(in: 0..<20, using: &random)
            history.commit(bytes: Double(1 << magnitude) * Double.random(in: 500..<1000, using: &random))
        }
        #expect(history.mostSegments <= 49, "seed \(seed)")
        #expect(history.amplification <= 5, "seed \(seed)")
    }

    @Test("sizes laid out so that hardly any run grows do not pile up without end")
    func adversary() {
        var history = History()
        history.policy.largestBytes = .infinity
        for place in 1...2000 {
            // 1 4 1 16 1 4 1 64 …: every run but the whole has less than twice its largest.
            history.commit(bytes: Self.mebibyte * Double(1 << (2 * min(12, place.trailingZeroBitCount))))
        }
        #expect(history.mostSegments <= 49)
        #expect(history.amplification <= 8)
    }

    @Test("updates that keep deleting from all segments: dead documents stay under a third, at a bounded price")
    func updates() {
        var random = SeededRandom(seed: 7)
        var history = History()
        for _ in 0..<1500 {
            let size = UInt64(2 * Self.mebibyte)
            // As much dies as is added, anywhere.
            for index in history.segments.indices where Int.random(in: 0..<4, using: &random) == 0 {
                history.segments[index].deletedFraction = min(1, history.segments[index].deletedFraction + 0.02)
            }
            history.commit(bytes: Double(size))
            #expect(history.segments.allSatisfy { $0.deletedFraction <= 0.3 })
        }
        #expect(history.mostSegments <= 49)
        #expect(history.amplification <= 8)
    }
}

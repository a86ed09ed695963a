/// The bitset of a block whose documents lie close together: a fourth of its range is there.
enum Bitsets {
    private static let rounds = 256

    static func figures(_ watch: inout Stopwatch) -> [Figure] {
        var random = SeededRandom(seed: 5)
        var gaps = (0..<DocumentBlock.count).map { _ in UInt32.random(in: 0...6, using: &random) }
        let range = gaps.reduce(DocumentBlock.count) { $0 + Int($1) }
        let buffer = ByteBuffer()
        DocumentBlock.encode(&gaps, into: buffer)
        // A word more, as in a list.
        for _ in 0..<8 { buffer.append(0) }
        let start = buffer.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
        let bits = DocumentBits(start + 1, first: 1000, range: range)
        let targets = (0..<rounds).map { _ in 1000 + UInt32.random(in: 0..<UInt32(range), using: &random) }
        return withExtendedLifetime(buffer) { figures(bits, targets, &watch) }
    }

    private static func figures(_ bits: DocumentBits, _ targets: [UInt32], _ watch: inout Stopwatch) -> [Figure] {
        let documents = UnsafeMutablePointer<UInt32>.allocate(capacity: DocumentBlock.count)
        defer { documents.deallocate() }
        let count = watch.nanoseconds(rounds * bits.range) {
            targets.reduce(0) { $0 &+ bits.count(from: Int($1 & 3), to: bits.range - 1) }
        }
        let contains = watch.nanoseconds(rounds) { targets.reduce(0) { $0 &+ (bits.contains($1) ? 1 : 0) } }
        let next = watch.nanoseconds(rounds) { targets.reduce(0) { $0 &+ Int(bits.next($1) ?? 0) } }
        let expand = watch.nanoseconds(rounds * DocumentBlock.count) {
            (0..<rounds).reduce(0) { sum, _ in sum &+ (bits.expand(into: documents) ? Int(documents[7]) : 0) }
        }
        return [
            Figure("bitset, count", count, "bit"), Figure("bitset, contains", contains, "document"),
            Figure("bitset, next", next, "seek"), Figure("bitset, expand", expand, "document"),
        ]
    }
}

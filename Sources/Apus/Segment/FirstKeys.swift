/// The first keys of a dictionary's blocks: tells in which block a key is.
///
/// Every so many keys are sampled at open, so that a search begins in a little memory that the processor has at hand, and goes on in the
/// file only among neighbours.
struct FirstKeys: Sendable {
    private static let mostSamples = 2048

    /// Blocks of the dictionary.
    let count: Int
    private let part: PartReader
    private let endsStart: Int
    private let keysStart: Int
    /// The heads of every `step`-th key; empty where one of them is damaged.
    private var sample: [UInt64] = []
    private let step: Int

    /// - Parameters:
    ///   - endsStart: where the ends of the keys stand in the part's content, `count` of them, and behind them the keys.
    init(_ part: PartReader, count: Int, endsStart: Int) {
        (self.part, self.count, self.endsStart) = (part, count, endsStart)
        keysStart = endsStart + count * 4
        step = count / Self.mostSamples + 1
        sample = makeSample()
    }

    private func makeSample() -> [UInt64] {
        var sample: [UInt64] = []
        sample.reserveCapacity(count / step + 1)
        for block in stride(from: 0, to: count, by: step) {
            guard let key = try? self[block] else { return [] }
            sample.append(KeyPrefix(readingPast: key).head)
        }
        return sample
    }

    /// The first key of a block. At least `TermDictionaryLayout.trailerBytes` can be read behind it.
    subscript(block: Int) -> UnsafeBufferPointer<UInt8> {
        @inline(__always) get throws(CorruptBytes) {
            let content = part.content
            let end = endsStart &+ block &* 4
            let from = block == 0 ? 0 : Int(content.loadUnaligned(fromByteOffset: end &- 4, as: UInt32.self))
            let to = Int(content.loadUnaligned(fromByteOffset: end, as: UInt32.self))
            guard to &- from >= TermDictionaryLayout.fieldBytes, to &- from <= TermDictionaryLayout.keyBytes,
                to <= content.count &- TermDictionaryLayout.trailerBytes &- keysStart
            else { throw Self.keyOutside(at: end) }
            return UnsafeRawBufferPointer(rebasing: content[keysStart &+ from..<keysStart &+ to])
                .assumingMemoryBound(to: UInt8.self)
        }
    }

    @inline(never)
    private static func keyOutside(at offset: Int) -> CorruptBytes {
        CorruptBytes(at: offset, "a first key is outside the dictionary's index")
    }

    /// The last block whose first key is not above `key`; nil when `key` is below all of them. O(log blocks).
    func block(for key: UnsafeBufferPointer<UInt8>) throws(CorruptBytes) -> Int? {
        let wanted = KeyPrefix(key)
        var (low, high) = neighbours(of: wanted.head)
        while low < high {
            let middle = (low &+ high) &>> 1
            let firstKey = try self[middle]
            let prefix = KeyPrefix(readingPast: firstKey)
            let isAbove = prefix == wanted ? TermDictionaryReader.compare(firstKey, key) > 0 : wanted < prefix
            high = isAbove ? middle : high
            low = isAbove ? low : middle &+ 1
        }
        return low == 0 ? nil : low - 1
    }

    /// First keys before `low` are not above a key of this head, those from `high` on are.
    private func neighbours(of head: UInt64) -> (low: Int, high: Int) {
        let first = partition(sample.indices) { sample[$0] >= head }
        let isHead = first < sample.count && sample[first] == head
        let last = isHead ? partition(first..<sample.count) { sample[$0] > head } : first
        return (first == 0 ? 0 : (first - 1) * step + 1, last < sample.count ? last * step : count)
    }
}

/// Encoded stored documents in their new order: held in memory, or in a store of their own that is read block by block.
final class RecordRun {
    /// The new numbers, ascending.
    private let numbers: [UInt32]
    private let store: DocumentStoreReader?
    private var next = 0
    /// The records from `loaded` on, as ranges of `bytes`.
    private var bytes: [UInt8]
    private var ranges: [Range<Int>]
    private var loaded = 0
    private var nextBlock = 0

    /// Records in memory; `ranges` are in the order of `numbers`.
    init(numbers: [UInt32], bytes: [UInt8], ranges: [Range<Int>]) {
        (self.numbers, self.bytes, self.ranges, store) = (numbers, bytes, ranges, nil)
    }

    /// Records of a store.
    init(numbers: [UInt32], store: DocumentStoreReader) {
        (self.numbers, self.store, bytes, ranges) = (numbers, store, [], [])
    }

    /// The new number of the next record, nil at the end.
    var nextNumber: UInt32? { next < numbers.count ? numbers[next] : nil }

    /// Calls with the next record, and passes on to the one behind it. There must be one.
    func takeNext(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        precondition(next < numbers.count, "there is a next record")
        if next >= loaded + ranges.count { try load() }
        let range = ranges[next - loaded]
        next += 1
        try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    private func load() throws {
        guard let store, nextBlock < store.blockCount else { preconditionFailure("a run has as many records as numbers") }
        loaded += ranges.count
        bytes.removeAll(keepingCapacity: true)
        ranges.removeAll(keepingCapacity: true)
        try store.forEach(inBlock: nextBlock) { _, record in
            ranges.append(bytes.count..<bytes.count + record.count)
            bytes.append(contentsOf: record)
        }
        nextBlock += 1
    }
}

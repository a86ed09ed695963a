/// The blocks of one store that were inflated last. Threads share it; a block is inflated outside the lock.
final class InflatedBlocks: Sendable {
    private static let limit = 4
    /// A longer block is used and let go, so that a store keeps at most 4 MiB.
    private static let longestKept = 1 << 20

    private let kept = Locked<[(number: Int, bytes: [UInt8])]>([])

    /// The block, kept from before or inflated now.
    func block<E: Error>(_ number: Int, _ inflate: () throws(E) -> [UInt8]) throws(E) -> [UInt8] {
        if let bytes = find(number) { return bytes }
        let bytes = try inflate()
        guard bytes.count <= Self.longestKept else { return bytes }
        kept.withLock { kept in
            if kept.count == Self.limit { kept.removeFirst() }
            kept.append((number, bytes))
        }
        return bytes
    }

    /// A kept block, which is the youngest from now on.
    private func find(_ number: Int) -> [UInt8]? {
        kept.withLock { kept in
            guard let place = kept.firstIndex(where: { $0.number == number }) else { return nil }
            let block = kept.remove(at: place)
            kept.append(block)
            return block.bytes
        }
    }
}

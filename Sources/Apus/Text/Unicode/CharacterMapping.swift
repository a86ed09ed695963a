/// Replaces a character by none, one or several others.
struct CharacterMapping: @unchecked Sendable {
    private static let countBits = 5

    /// 0 for a character that stays, else 1 + the count of its replacements (five bits) + their place in `pool`.
    private let entries: CodePointTable<UInt32>
    // Written while the mapping is made and only read afterwards; never freed.
    private let pool: UnsafePointer<UInt32>

    /// Unpacks `*( gap length count *delta )`: `length` characters in a row, `gap` after the ones before, each replaced by
    /// `count` others; the first at a distance from the character itself, each further one from its predecessor.
    init(_ text: StaticString) {
        var numbers = PackedNumbers(text)
        var builder = CodePointTable<UInt32>.Builder()
        var replacements: [UInt32] = []
        var deltas: [Int] = []
        var position = 0
        while let gap = numbers.next() {
            position += gap
            let length = numbers.required()
            deltas.removeAll(keepingCapacity: true)
            for _ in 0..<numbers.required() { deltas.append(numbers.requiredSigned()) }
            precondition(deltas.count < 1 << Self.countBits, "a character has fewer than 32 replacements")
            if deltas.isEmpty { builder.set(position..<position + length, to: 1) }
            for point in deltas.isEmpty ? 0..<0 : position..<position + length {
                builder.set(point..<point + 1, to: UInt32(replacements.count << Self.countBits | deltas.count) + 1)
                var replacement = point
                for delta in deltas {
                    replacement += delta
                    replacements.append(UInt32(replacement))
                }
            }
            position += length
        }
        entries = builder.finish()
        pool = CodePointTable<UInt32>.immortal(replacements)
    }

    /// The replacements of a character, nil where it stays as it is. O(1).
    @inline(__always)
    func replacements(of point: UInt32) -> UnsafeBufferPointer<UInt32>? {
        let entry = entries[point]
        guard entry != 0 else { return nil }
        // Entry and pool were made together, so the place lies in the pool.
        return UnsafeBufferPointer(start: pool + Int((entry &- 1) &>> 5), count: Int((entry &- 1) & 31))
    }
}

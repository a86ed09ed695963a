/// Words with their stems, in memory that is made once: when it is full all are forgotten.
///
///     entry = wordLength:u8 stemLength:u8 word stem
struct StemCache: ~Copyable {
    private static let slotCount = 1 << 15
    private static let arenaBytes = 1 << 20
    private static let longestEntry = 2 + 2 * Limits.termBytes

    /// The high half of the hash and the entry's place, by the low bits of the hash; 0 is free. Open addressing, at most half full.
    private let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: slotCount)
    private let arena = UnsafeMutablePointer<UInt8>.allocate(capacity: arenaBytes)
    /// The first byte stands for none.
    private var used = 1
    private var count = 0

    init() { slots.initialize(repeating: 0, count: Self.slotCount) }

    deinit {
        slots.deallocate()
        arena.deallocate()
    }

    /// FNV-1a (Fowler, Noll, Vo), its high bits folded in.
    static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash ^ hash &>> 29
    }

    /// The stem of a word that was inserted, or nil; valid until the next insertion.
    func stem(of word: UnsafeBufferPointer<UInt8>, hash: UInt64) -> UnsafeBufferPointer<UInt8>? {
        var slot = Int(truncatingIfNeeded: hash) & (Self.slotCount - 1)
        while slots[slot] != 0 {
            if slots[slot] &>> 32 == hash &>> 32 {
                let entry = arena + Int(slots[slot] & 0xFFFF_FFFF)
                let length = Int(entry[0])
                if UnsafeBufferPointer(start: entry + 2, count: length).elementsEqual(word) {
                    return UnsafeBufferPointer(start: entry + 2 + length, count: Int(entry[1]))
                }
            }
            slot = (slot + 1) & (Self.slotCount - 1)
        }
        return nil
    }

    /// Adds a word that is not there. Both have at most `Limits.termBytes`.
    mutating func insert(_ word: UnsafeBufferPointer<UInt8>, hash: UInt64, stem: UnsafeBufferPointer<UInt8>) {
        guard word.count <= Limits.termBytes, stem.count <= Limits.termBytes else { return }
        if used + Self.longestEntry > Self.arenaBytes || 2 * (count + 1) > Self.slotCount { removeAll() }
        var slot = Int(truncatingIfNeeded: hash) & (Self.slotCount - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (Self.slotCount - 1) }
        slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(used)
        let entry = arena + used
        // Both are at most 255.
        entry[0] = UInt8(truncatingIfNeeded: word.count)
        entry[1] = UInt8(truncatingIfNeeded: stem.count)
        for (place, byte) in word.enumerated() { entry[2 + place] = byte }
        for (place, byte) in stem.enumerated() { entry[2 + word.count + place] = byte }
        used += 2 + word.count + stem.count
        count += 1
    }

    private mutating func removeAll() {
        slots.update(repeating: 0, count: Self.slotCount)
        (used, count) = (1, 0)
    }
}

/// Folds runs of bytes into the 64 bits that tell one segment from another.
///
/// Each run is taken as its length and its bytes in little-endian words of eight, the last one filled up with zeros; a word is
/// taken in by `state = (state xor word) × 0x9E3779B97F4A7C15; state = state xor state >> 32`. The same documents, written at once
/// or merged, give the same runs: the ids in document order, and what is kept of each field's norms.
package struct SegmentIdentity: Equatable, Sendable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    /// The identity of a segment with these ids and norms.
    package init(ids: SegmentIdentity, norms: SegmentIdentity) {
        add(ids.state)
        add(norms.state)
    }

    /// The folded bits, mixed once more so that each depends on all (the finaliser of MurmurHash3, Appleby 2011).
    package var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ (mixed >> 33)
    }

    @inline(__always)
    package mutating func add(_ word: UInt64) {
        state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
        state ^= state >> 32
    }

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        add(UInt64(bytes.count))
        let words = PackedIntegers<UInt64>(bytes)
        for index in 0..<words.count { add(words[index]) }
        var last: UInt64 = 0
        for byte in bytes[(words.count * 8)...].reversed() { last = last << 8 | UInt64(byte) }
        if bytes.count % 8 > 0 { add(last) }
    }
}

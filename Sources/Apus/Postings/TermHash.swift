/// The hash under which a table finds a term: each eight bytes are multiplied in, and both halves of the product are kept, so that
/// all bits of the term reach all bits of the hash (the multiply and fold of wyhash, Wang Yi).
enum TermHash {
    private static let seed: UInt64 = 0xA076_1D64_78BD_642F
    private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// - Parameters:
    ///   - identity: field and length of the term.
    ///   - paddedCount: the term's bytes and the zeros behind them, a multiple of eight.
    @inline(__always)
    static func value(identity: UInt32, _ term: UnsafeRawPointer, paddedCount: Int) -> UInt32 {
        var state = seed ^ UInt64(identity) &* multiplier
        var offset = 0
        while offset < paddedCount {
            let word = UInt64(littleEndian: term.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let product = (state ^ word).multipliedFullWidth(by: multiplier)
            state = product.high ^ product.low
            offset &+= 8
        }
        return UInt32(truncatingIfNeeded: state)
    }
}

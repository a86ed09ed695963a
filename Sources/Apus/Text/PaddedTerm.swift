/// The bytes of a term that its owner lends for a moment, with zeros behind them up to a multiple of eight: whoever copies, hashes or
/// compares it may do so eight bytes at a time.
struct PaddedTerm {
    let start: UnsafeRawPointer
    /// Without the zeros, at least 1.
    let count: Int

    /// With the zeros.
    @inline(__always)
    var paddedCount: Int { Self.paddedCount(count) }

    @inline(__always)
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count) }

    @inline(__always)
    static func paddedCount(_ count: Int) -> Int { (count &+ 7) & ~7 }
}

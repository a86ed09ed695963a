/// The first bytes of a dictionary's key as one number that orders as they do, which is enough to tell most keys apart.
///
/// Bytes past the key's end count as 0, so of two keys with the same prefix nothing is known.
struct KeyPrefix: Comparable {
    /// Field number and eight bytes of the term.
    private let value: UInt128

    private static let termBytes = 8

    private init(value: UInt128) { self.value = value }

    /// The prefix of any bytes.
    init(_ key: UnsafeBufferPointer<UInt8>) {
        let bytes = TermDictionaryLayout.fieldBytes + Self.termBytes
        guard key.count < bytes else {
            self.init(readingPast: key)
            return
        }
        var value: UInt128 = 0
        for place in 0..<bytes {
            value = value &<< 8 | (place < key.count ? UInt128(truncatingIfNeeded: key[place]) : 0)
        }
        self.init(value: value)
    }

    /// The same of a key behind which so many bytes can be read that its prefix is whole.
    @inline(__always)
    init(readingPast key: UnsafeBufferPointer<UInt8>) {
        let bytes = UnsafeRawBufferPointer(key).baseAddress.unsafelyUnwrapped
        let term = UInt64(bigEndian: (bytes + TermDictionaryLayout.fieldBytes).loadUnaligned(as: UInt64.self))
        let length = key.count &- TermDictionaryLayout.fieldBytes
        let past: UInt64 = length < Self.termBytes ? .max &>> UInt64(truncatingIfNeeded: length &* 8) : 0
        value = UInt128(truncatingIfNeeded: TermKey.field(key)) &<< 64 | UInt128(truncatingIfNeeded: term & ~past)
    }

    /// Its highest 64 bits.
    @inline(__always)
    var head: UInt64 { UInt64(truncatingIfNeeded: value &>> 16) }

    @inline(__always)
    static func < (one: Self, other: Self) -> Bool { one.value < other.value }
}

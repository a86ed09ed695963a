/// The term bytes of a whole value: a keyword is searched exactly as it was written.
package enum KeywordTerm {
    private static let hashDigits = 16

    /// The value's bytes; of a value longer than a term can be, as many as leave room for a hash of all of it.
    package static func bytes(_ value: String) -> [UInt8] {
        let bytes = Array(value.utf8)
        guard bytes.count > Limits.termBytes else { return bytes }
        let digits = String(hash(bytes), radix: 16)
        let padded = String(repeating: "0", count: hashDigits - digits.count) + digits
        return bytes.prefix(Limits.termBytes - hashDigits) + Array(padded.utf8)
    }

    /// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv).
    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

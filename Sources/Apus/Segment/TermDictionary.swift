/// The terms of a segment in order, in blocks of 16 with shared prefixes left out, and a small index over the blocks.
///
///     content   = { block } index trailer
///     block     = postingsOffset:varint positionsOffset:varint keysLength:varint keys entries
///     keys      = for each term but the first: head:u8 [ varint(shared − 15) ] [ varint(length − 15) ] suffix
///                 shared = bytes shared with the key before; head = min(shared, 15) << 4 | min(length, 15)
///     entries   = for each term: varint(df << 1 | total > df) [ varint(total − df − 1) ] (document:varint | postingsLength:varint)
///                 positionsLength:varint
///                 the document where df is 1, else the length of the postings; offsets follow from the lengths
///     index     = blockStart:u32 × n  keyEnd:u32 × n  firstKeys
///     trailer   = terms:u64 blocks:u32 indexStart:u64                                                   20 bytes
///     key       = field:u16 big-endian, then the term's bytes; keys rise bytewise
///
/// A look-up is a binary search over the first keys and a scan of one block, O(log terms).
enum TermDictionaryLayout {
    static let blockTerms = 16
    static let trailerBytes = 20
    static let fieldBytes = 2
    /// Field number and the longest term.
    static let keyBytes = fieldBytes + Limits.termBytes
}

/// The bytes under which a term of a field is kept.
package struct TermKey {
    package static func bytes(field: Int, term: some Collection<UInt8>) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(term.count + TermDictionaryLayout.fieldBytes)
        append(field: field, term: term, to: &key)
        return key
    }

    /// Appends a key to what is there.
    package static func append(field: Int, term: some Collection<UInt8>, to keys: inout [UInt8]) {
        keys.append(UInt8(truncatingIfNeeded: field >> 8))
        keys.append(UInt8(truncatingIfNeeded: field))
        keys.append(contentsOf: term)
    }

    package static func field(_ key: UnsafeBufferPointer<UInt8>) -> Int { Int(key[0]) << 8 | Int(key[1]) }
}

/// Which words of middling frequency follow each other in which documents, in a filter that says "maybe" or "no".
///
///     content = { filter } { entry } entries:u32 documents:u32
///     entry   = field:u32 rows:u32 least:u32 most:u32 threshold:u64 filter:u64             32 bytes; ascending fields
///     filter  = { row }
///     row     = word:u64 × 512
///
/// Two words are covered when both are in two documents or more, their costs (`TermEntry.phraseCost`) are from `least` to `most` and
/// the costs' product is below `threshold`. Where a covered word follows another in a document, two bits of one word of
/// one row are set: the pair says which row, pair and document say which word and bits. A document without both bits does not
/// have the phrase; one with them may.
///
/// A blocked Bloom filter (Bloom 1970; Putze, Sanders & Singler 2007) whose blocks are chosen by the pair alone: all that a phrase asks
/// lies in 4 KiB, and documents of any length are told apart equally well.
enum NeighbourFilterLayout {
    static let entryBytes = 32
    static let rowBytes = 4096
    static let rowBits = 8 * rowBytes

    /// The number of a pair of words, each named by where its list begins in the postings, for choosing row and bits.
    @inline(__always)
    static func pairHash(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let sum = first &* 0x9E37_79B9_7F4A_7C15 &+ second &* 0xC2B2_AE3D_27D4_EB4F
        return (sum ^ sum &>> 29) &* 0xBF58_476D_1CE4_E5B9
    }

    @inline(__always)
    static func row(_ hash: UInt64, of rows: UInt32) -> Int { Int(((hash &>> 32) &* UInt64(rows)) &>> 32) }

    /// Which word of the row, and its bits, a document sets.
    @inline(__always)
    static func probe(_ hash: UInt64, _ document: UInt32) -> (word: Int, bits: UInt64) {
        let mixed = (hash &+ UInt64(document)) &* 0xD6E8_FEB8_6659_FD93
        return (Int(mixed &>> 55), 1 &<< (mixed &>> 49) | 1 &<< (mixed &>> 43))
    }
}

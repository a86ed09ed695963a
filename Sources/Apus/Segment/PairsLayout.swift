/// Lists of pairs of words that follow each other: in which documents, and how often.
///
///     content   = { lists table } { entry } entries:u32 documents:u32
///     entry     = field:u32 words:u32 pairs:u32 0:u32 threshold:u64 table:u64              32 bytes; ascending fields
///     lists     = { list | document:varint frequency:varint }         by the rank of the first word, then of the second
///     table     = word:u64 × words  rank:u16 × words  rowStart:u64 × words  rowEnd:u32 × words
///                 second:u16 × pairs  documents:u32 × pairs  listEnd:u32 × pairs
///
/// A word is named by where its list begins in the postings; `word` rises, `rank` says which of the field's words it is, those in
/// the most documents first. The pairs that begin with the word of rank r are those before `rowEnd` r; of each, `second` is
/// the rank of its second word, rising, and `listEnd` counts from `rowStart` r. A list is one as in the postings, without positions;
/// a frequency is how often the pair occurs. Of a pair in one document, document and frequency stand in place of the list.
///
/// Two of the words are covered when the product of their costs (`TermEntry.phraseCost`) reaches `threshold`. A covered pair
/// that has no list occurs nowhere.
enum PairsLayout {
    static let entryBytes = 32

    /// The bytes of a field's table.
    static func tableBytes(words: Int, pairs: Int) -> Int { words * wordBytes + pairs * pairBytes }

    static let wordBytes = 8 + 2 + 8 + 4
    static let pairBytes = 2 + 4 + 4
}

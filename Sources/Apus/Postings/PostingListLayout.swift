/// How the two lists of a term lie in their files.
///
///     list      = blocks skips            for a term of 128 documents or more
///               | tail                    for one of 2 to 127; a term of one document has no list
///     blocks    = { documents frequencies } [ tail ]
///     documents = patched block of 128 gaps to the document before, less 1 (before the first: −1)
///     frequencies = patched block of 128 frequencies less 1
///     tail      = for each document: varint(gap − 1 << 1 | frequency is 1) [ varint(frequency − 2) ]
///     skips     = lastDocument:u32 × n  blockEnd:u32 × n  [ positionByte:u32 × n  positionIndex:u8 × n ]
///                 impacts:8 × n  impacts:8      n = blocks, the tail included; the last impacts are the whole list's
///
/// The skips end where the list ends. The position fields are there where the term has positions; they say where the
/// positions of a block's first document begin: bytes from the start of the term's positions, and values into what is there.
///
///     positions = { patched block of 128 } [ 0x80 { varint } ]     for a term of 128 occurrences or more
///               | { varint }                                        for fewer
///     values    = a document's first position, then gaps to the position before, less 1
enum PostingListLayout {
    static let blockDocuments = 128
    static let varintsHead: UInt8 = 0x80

    static func blocks(documentFrequency: Int) -> Int { (documentFrequency + blockDocuments - 1) / blockDocuments }

    static func skipBytes(blocks: Int, hasPositions: Bool) -> Int {
        blocks * (4 + 4 + (hasPositions ? 5 : 0) + Impacts.bytes) + Impacts.bytes
    }
}

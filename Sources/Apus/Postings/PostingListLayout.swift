/// How the two lists of a term lie in their files.
///
///     list      = blocks skips            for a term of 128 documents or more
///               | tail                    for one of 2 to 127; a term of one document has no list
///     blocks    = { documents frequencies } [ tail ]
///     documents = `DocumentBlock` of 128 documents; the document before the first is −1
///     frequencies = patched block of 128 frequencies less 1
///     tail      = position block of gaps to the document before, less 1; behind their high bits the frequencies less 1, in unary
///     skips     = lastDocument:u32 × n  blockEnd:u32 × n  [ positionByte:u32 × n ]
///                 impacts:6 × n  impacts:6 reference:u16      n = blocks, the tail included; the last impacts are the whole list's,
///                                               and `reference` is the `LengthReference` of all their peaks, or 0
///
/// The skips end where the list ends. The position fields are there where the term has positions; they say at which byte of the
/// term's positions those of a block begin.
///
///     positions = { position block }      for each block of documents, see `PositionBlock`
///               | varint                  for a term that occurs once
enum PostingListLayout {
    static let blockDocuments = 128
    static let referenceBytes = 2

    static func blocks(documentFrequency: Int) -> Int { (documentFrequency + blockDocuments - 1) / blockDocuments }

    static func skipBytes(blocks: Int, hasPositions: Bool) -> Int {
        blocks * (4 + 4 + (hasPositions ? 4 : 0) + Impacts.bytes) + Impacts.bytes + referenceBytes
    }
}
